/**
 * Edges that an operation declares by the extensions of cloud gateways.
 *
 * `x-google-backend` (address, path_translation) and `x-amazon-apigateway-integration` (http and
 * http_proxy integrations: uri, httpMethod), as their vendors document them.
 */
import type { Operation } from "../contract/contract.ts";
import { templatePath } from "../contract/router.ts";
import { entriesOf, inside, locationOf, type Place } from "../source/documents.ts";
import type { Discovery } from "./discover-edges.ts";
import type { Edge, MappedParameter } from "./edge.ts";
import {
  type ExtensionReader,
  optionalText,
  refuse,
  requiredText,
  requireMapping,
} from "./extension.ts";
import { serviceAtHost } from "./host.ts";
import type { System } from "./system.ts";
import { readTarget } from "./target.ts";

export function cloudEdges(system: System, service: string, operation: Operation): Discovery {
  const reader: ExtensionReader = { service, operation: operation.key, findings: [] };
  const edges = [
    googleEdge(system, reader, operation),
    amazonEdge(system, reader, operation),
  ].filter((edge) => edge !== undefined);
  return { edges, findings: reader.findings };
}

// At an operation the address is the whole URL, at the document's root the operation's path is
// appended to it, unless `path_translation` says otherwise. Deadlines do not concern the edge.
function googleEdge(
  system: System,
  reader: ExtensionReader,
  operation: Operation,
): Edge | undefined {
  const own = inside(operation.place, "x-google-backend");
  const root = system.services.get(reader.service)?.contract?.root;
  const place = own ?? (root && inside(root, "x-google-backend"));
  if (place === undefined || !requireMapping(reader, place)) return undefined;
  const address = requiredText(reader, place, "address");
  const otherwise = own === undefined ? "APPEND_PATH_TO_ADDRESS" : "CONSTANT_ADDRESS";
  const translation = optionalText(reader, place, "path_translation", otherwise);
  if (address === undefined || translation === undefined) return undefined;
  if (!PATH_TRANSLATIONS.includes(translation)) {
    const reason = `\`path_translation\` is ${translation}`;
    refuse(reader, inside(place, "path_translation")!, reason);
    return undefined;
  }
  const url =
    translation === "APPEND_PATH_TO_ADDRESS"
      ? address.replace(/\/$/, "") + templatePath(operation.path)
      : address;
  return toEdge(system, reader, operation, place, {
    url,
    method: operation.method,
    source: "x-google-backend",
  });
}

const PATH_TRANSLATIONS: readonly string[] = ["APPEND_PATH_TO_ADDRESS", "CONSTANT_ADDRESS"];

// Other integration types lead to functions and services of the cloud itself.
function amazonEdge(
  system: System,
  reader: ExtensionReader,
  operation: Operation,
): Edge | undefined {
  const place = inside(operation.place, "x-amazon-apigateway-integration");
  if (place === undefined || !requireMapping(reader, place)) return undefined;
  const type = optionalText(reader, place, "type", "")?.toLowerCase();
  if (type !== "http" && type !== "http_proxy") return undefined;
  const url = requiredText(reader, place, "uri");
  const method = requiredText(reader, place, "httpMethod");
  if (url === undefined || method === undefined) return undefined;
  const edge = toEdge(system, reader, operation, place, {
    url,
    method: method.toUpperCase() === "ANY" ? operation.method : method.toUpperCase(),
    source: "x-amazon-apigateway-integration",
  });
  // A custom integration maps what goes in and out; a proxy integration passes it on.
  return edge && { ...edge, mapped: mappedParameters(place), isTransformed: type === "http" };
}

const MAPPED_LOCATIONS = { path: "path", querystring: "query", header: "header" } as const;

// `integration.request.path.id: method.request.path.orderId` fills {id} of the backend's URL.
function mappedParameters(place: Place): MappedParameter[] {
  return entriesOf(inside(place, "requestParameters")).flatMap(([target, source]) => {
    const [, where, name] =
      /^integration\.request\.(path|querystring|header)\.(.+)$/.exec(target) ?? [];
    if (name === undefined) return [];
    const from = mappedFrom(source.value);
    const literal = /^'(.*)'$/s.exec(String(source.value))?.[1];
    return [{ name, in: MAPPED_LOCATIONS[where as keyof typeof MAPPED_LOCATIONS], from, literal }];
  });
}

// Other sources are quoted texts, context variables and parts of the body.
function mappedFrom(source: unknown): MappedParameter["from"] {
  const [, where, name] =
    /^method\.request\.(path|querystring|header)\.(.+)$/.exec(String(source)) ?? [];
  if (name === undefined) return undefined;
  return { in: MAPPED_LOCATIONS[where as keyof typeof MAPPED_LOCATIONS], name };
}

function toEdge(
  system: System,
  reader: ExtensionReader,
  operation: Operation,
  place: Place,
  { url, method, source }: { url: string; method: string; source: Edge["source"] },
): Edge | undefined {
  const parts = /^https?:\/\/([^/?#]+)([^#]*)/.exec(url);
  if (parts === null) {
    refuse(reader, place, `${url} is no http URL`);
    return undefined;
  }
  const path = parts[2] || "/";
  return {
    consumer: reader.service,
    consumerOperation: operation,
    provider: serviceAtHost(system, parts[1]!),
    method,
    path,
    source,
    declaredAt: locationOf(place),
    target: readTarget(path),
  };
}
