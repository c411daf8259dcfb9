/**
 * What a request or a response carries, by media type.
 *
 * OpenAPI 3.1 #request-body-object, #response-object, #media-type-object, #example-object.
 */
import { entriesOf, inside, type Place } from "../source/documents.ts";
import type { Example, MediaType, RequestBody, Response } from "./contract.ts";
import { readHeaders } from "./header.ts";
import { type Reader, resolved, schemaInside, stringAt } from "./reader.ts";

export function readRequestBody(reader: Reader, entry: Place | undefined): RequestBody | undefined {
  const place = resolved(reader, entry);
  if (place === undefined) return undefined;
  return {
    required: inside(place, "required")?.value === true,
    content: readContent(reader, inside(place, "content")),
    place,
  };
}

/** In document order; keys that are no status (extensions among them) are left out. */
export function readResponses(reader: Reader, entries: Place | undefined): Response[] {
  const responses: Response[] = [];
  for (const [status, entry] of entriesOf(entries)) {
    const place = resolved(reader, entry);
    if (place === undefined || !/^(default|[1-5](\d\d|XX))$/i.test(status)) continue;
    responses.push({
      status: status === "default" ? status : status.toUpperCase(),
      // OpenAPI 3.1 #reference-object: a description beside $ref overrides.
      description: stringAt(entry, "description") ?? stringAt(place, "description") ?? "",
      headers: readHeaders(reader, inside(place, "headers")),
      content: readContent(reader, inside(place, "content")),
      place,
    });
  }
  return responses;
}

export function readContent(reader: Reader, entries: Place | undefined): MediaType[] {
  return entriesOf(entries).map(([type, entry]) => {
    const place = resolved(reader, entry) ?? entry;
    return {
      type,
      schema: schemaInside(reader, place),
      examples: readExamples(reader, place),
      place,
    };
  });
}

// `example` and `examples` exclude each other; where both stand, the named ones come first.
function readExamples(reader: Reader, mediaType: Place): Example[] {
  const examples: Example[] = [];
  for (const [name, entry] of entriesOf(inside(mediaType, "examples"))) {
    const place = resolved(reader, entry);
    const value = place && inside(place, "value");
    // An externalValue is a document elsewhere, and is not fetched.
    if (place === undefined || value === undefined) continue;
    const summary = stringAt(entry, "summary") ?? stringAt(place, "summary");
    examples.push({ name, summary, value: value.value, place: value });
  }
  const single = inside(mediaType, "example");
  if (single !== undefined) {
    examples.push({ name: undefined, summary: undefined, value: single.value, place: single });
  }
  return examples;
}
