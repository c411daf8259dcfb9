/**
 * An OpenAPI document as a contract: its operations in document order.
 *
 * OpenAPI 3.0 and 3.1 #openapi-object, #paths-object, #path-item-object.
 */
import {
  type DocumentSet,
  entriesOf,
  inside,
  isMapping,
  itemsOf,
  type Place,
} from "../source/documents.ts";
import {
  type Callback,
  type Contract,
  METHODS,
  type Operation,
  type SecurityRequirement,
  type SecurityScheme,
  type Server,
} from "./contract.ts";
import { once } from "./once.ts";
import { openApiSchemas } from "./openapi-schemas.ts";
import { readParameters } from "./parameter.ts";
import { readRequestBody, readResponses } from "./payload.ts";
import { type Reader, resolved, stringAt } from "./reader.ts";
import { readServers } from "./server.ts";

export function readOpenApi(documents: DocumentSet, root: Place, version: "3.0" | "3.1"): Contract {
  const store = openApiSchemas(documents, root, version);
  const servers = readServers(root);
  const reader: OpenApiReader = { documents, store, root, servers };
  return {
    format: "openapi",
    version: String((root.value as Record<string, unknown>).openapi),
    title: stringAt(root, "info", "title") ?? "",
    documents,
    root,
    store,
    servers,
    operations: entriesOf(inside(root, "paths"))
      .filter(([path]) => path.startsWith("/"))
      .flatMap(([path, place]) => readPathItem(reader, path, place)),
    // OpenAPI 3.0 has no `webhooks`.
    webhooks: entriesOf(version === "3.1" ? inside(root, "webhooks") : undefined).flatMap(
      ([name, place]) => readPathItem(reader, name, place),
    ),
    securitySchemes: readSecuritySchemes(reader),
    channels: [],
    eventOperations: [],
  };
}

interface OpenApiReader extends Reader {
  /** The document's. */
  servers: readonly Server[];
}

function readPathItem(reader: OpenApiReader, path: string, pathPlace: Place): Operation[] {
  const item = resolved(reader, pathPlace);
  if (item === undefined || !isMapping(item.value)) return [];
  const operations: Operation[] = [];
  for (const key of Object.keys(item.value)) {
    const method = METHODS.find((method) => method.toLowerCase() === key);
    const place = method && inside(item, key);
    if (method === undefined || place === undefined || !isMapping(place.value)) continue;
    operations.push(readOperation(reader, { path, method, place, pathPlace, item }));
  }
  return operations;
}

interface OperationPlaces {
  path: string;
  method: Operation["method"];
  place: Place;
  pathPlace: Place;
  item: Place;
}

function readOperation(reader: OpenApiReader, places: OperationPlaces): Operation {
  const { path, method, place, pathPlace, item } = places;
  const parameters = once(() => readParameters(reader, item, place));
  const requestBody = once(() => readRequestBody(reader, inside(place, "requestBody")));
  const responses = once(() => readResponses(reader, inside(place, "responses")));
  const servers = once(() => serversOf(reader, item, place));
  const security = once(() => readSecurity(reader, place));
  const callbacks = once(() => readCallbacks(reader, place));
  return {
    key: `${method} ${path}`,
    id: stringAt(place, "operationId"),
    method,
    path,
    place,
    pathPlace,
    get servers() {
      return servers();
    },
    get parameters() {
      return parameters();
    },
    get requestBody() {
      return requestBody();
    },
    get responses() {
      return responses();
    },
    get security() {
      return security().requirements;
    },
    get securityFaults() {
      return security().faults;
    },
    get callbacks() {
      return callbacks();
    },
  };
}

function readCallbacks(reader: OpenApiReader, operation: Place): Callback[] {
  return entriesOf(inside(operation, "callbacks")).flatMap(([name, entry]) =>
    entriesOf(resolved(reader, entry))
      .filter(([expression]) => !expression.startsWith("x-"))
      .map(([expression, place]) => ({
        name,
        expression,
        operations: readPathItem(reader, expression, place),
        place,
      })),
  );
}

// OpenAPI 3.1 #operation-servers, #path-item-servers: the nearest list is meant, an empty one too.
function serversOf(reader: OpenApiReader, item: Place, operation: Place): readonly Server[] {
  const owner = [operation, item].find((place) => Array.isArray(inside(place, "servers")?.value));
  return owner === undefined ? reader.servers : readServers(owner);
}

// OpenAPI 3.1 #operation-object: an operation's `security`, even an empty one, overrides the
// document's.
function readSecurity(
  reader: Reader,
  operation: Place,
): { requirements: SecurityRequirement[]; faults: Place[] } {
  const list = inside(operation, "security") ?? inside(reader.root, "security");
  if (list === undefined) return { requirements: [], faults: [] };
  if (!Array.isArray(list.value)) return { requirements: [], faults: [list] };
  const requirements: SecurityRequirement[] = [];
  const faults: Place[] = [];
  for (const place of itemsOf(list)) {
    if (!isMapping(place.value)) faults.push(place);
    else requirements.push(readRequirement(place, faults));
  }
  return { requirements, faults };
}

function readRequirement(place: Place, faults: Place[]): SecurityRequirement {
  const schemes = entriesOf(place).map(([name, scopes]) => {
    if (!Array.isArray(scopes.value)) faults.push(scopes);
    return { name, scopes: itemsOf(scopes).map((scope) => String(scope.value)) };
  });
  return { place, schemes };
}

function readSecuritySchemes(reader: Reader): Map<string, SecurityScheme> {
  const schemes = new Map<string, SecurityScheme>();
  for (const [name, entry] of entriesOf(inside(reader.root, "components", "securitySchemes"))) {
    const place = resolved(reader, entry);
    if (place === undefined) continue;
    schemes.set(name, {
      name,
      type: stringAt(place, "type") ?? "",
      parameterName: stringAt(place, "name"),
      in: stringAt(place, "in"),
      scheme: stringAt(place, "scheme")?.toLowerCase(),
      place,
    });
  }
  return schemes;
}
