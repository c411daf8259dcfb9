/**
 * The request and the response of an interaction, and the parts of a message.
 *
 * Pact V1 to V4 #request, #response, #message.
 */
import { entriesOf, inside, isMapping, itemsOf, type Place } from "../source/documents.ts";
import { addFault, type Faults, kindOf, mappingAt, membersBeside, textAt } from "./fault.ts";
import {
  type HttpPart,
  headerValue,
  type MessagePart,
  type PactRequest,
  type PactResponse,
  type Specification,
} from "./pact.ts";
import { readBody } from "./read-body.ts";
import { readMatchingRules } from "./read-rules.ts";

/** What is missing is what the official reader takes: GET, `/`, 200. */
export function readRequest(
  faults: Faults,
  place: Place,
  specification: Specification,
): PactRequest {
  return {
    method: textAt(faults, place, "method", "GET").toUpperCase(),
    path: textAt(faults, place, "path", "/"),
    query: readQuery(faults, inside(place, "query")),
    ...readHttpPart(faults, place, specification),
  };
}

export function readResponse(
  faults: Faults,
  place: Place,
  specification: Specification,
): PactResponse {
  return { status: readStatus(faults, place), ...readHttpPart(faults, place, specification) };
}

/** @param place holds `contents` and `metadata`, called `metaData` in early files */
export function readMessagePart(
  faults: Faults,
  place: Place,
  specification: Specification,
): MessagePart {
  const metadata = mappingAt(faults, place, "metadata") ?? mappingAt(faults, place, "metaData");
  const { contentType } = (metadata?.value ?? {}) as Record<string, unknown>;
  const body = readBody(faults, place, "contents", {
    specification,
    contentType: typeof contentType === "string" ? contentType : undefined,
  });
  return {
    contents: body,
    metadata: (metadata?.value ?? {}) as Record<string, unknown>,
    matchingRules: readMatchingRules(faults, mappingAt(faults, place, "matchingRules")),
    generators: inside(place, "generators")?.value,
    extra: membersBeside(place, MESSAGE_MEMBERS),
    place,
  };
}

const MESSAGE_MEMBERS: ReadonlySet<string> = new Set([
  "contents",
  "metadata",
  "metaData",
  "matchingRules",
  "generators",
]);

const HTTP_MEMBERS: ReadonlySet<string> = new Set([
  "method",
  "path",
  "query",
  "status",
  "headers",
  "body",
  "matchingRules",
  "requestMatchingRules",
  "responseMatchingRules",
  "generators",
]);

function readHttpPart(faults: Faults, place: Place, specification: Specification): HttpPart {
  const headers = new Map(
    entriesOf(mappingAt(faults, place, "headers")).map(([name, value]) => [
      name,
      readTexts(faults, value),
    ]),
  );
  const rules =
    mappingAt(faults, place, "matchingRules") ??
    mappingAt(faults, place, "requestMatchingRules") ??
    mappingAt(faults, place, "responseMatchingRules");
  const contentType = headerValue({ headers }, "content-type");
  return {
    headers,
    body: readBody(faults, place, "body", { specification, contentType }),
    matchingRules: readMatchingRules(faults, rules),
    generators: inside(place, "generators")?.value,
    extra: membersBeside(place, HTTP_MEMBERS),
    place,
  };
}

function readStatus(faults: Faults, place: Place): number {
  const status = inside(place, "status");
  if (status === undefined || status.value === null) return 200;
  const value = typeof status.value === "string" ? Number(status.value) : status.value;
  if (Number.isInteger(value) && (value as number) >= 100 && (value as number) <= 599) {
    return value as number;
  }
  addFault(faults, status, `the status is ${JSON.stringify(status.value)}; a pact has 100 to 599`);
  return 200;
}

// Versions 1 and 2 write `page=2&size=10`, later ones a map; files of either kind hold both.
function readQuery(faults: Faults, place: Place | undefined): Map<string, string[]> {
  const query = new Map<string, string[]>();
  if (place === undefined || place.value === null) return query;
  if (typeof place.value === "string") {
    for (const [name, value] of new URLSearchParams(place.value)) {
      query.set(name, [...(query.get(name) ?? []), value]);
    }
    return query;
  }
  if (!isMapping(place.value)) {
    addFault(faults, place, `query is ${kindOf(place.value)}; a pact has an object or a string`);
    return query;
  }
  for (const [name, values] of entriesOf(place)) query.set(name, readTexts(faults, values));
  return query;
}

function readTexts(faults: Faults, place: Place): string[] {
  const items = Array.isArray(place.value) ? itemsOf(place) : [place];
  return items.map((item) => {
    if (typeof item.value === "string") return item.value;
    // A parameter without a value is null; numbers and booleans are written by hand.
    if (item.value === null) return "";
    if (typeof item.value === "number" || typeof item.value === "boolean") {
      return String(item.value);
    }
    addFault(faults, item, `the value is ${kindOf(item.value)}; a pact has a string here`);
    return "";
  });
}
