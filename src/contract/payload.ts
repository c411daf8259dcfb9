/**
 * What a request or a response carries, by media type.
 *
 * OpenAPI 3.1 #request-body-object, #response-object, #header-object, #media-type-object,
 * #encoding-object, #example-object.
 */
import {
  entriesOf,
  inside,
  isDangling,
  type Place,
  resolveReference,
} from "../source/documents.ts";
import type { Encoding, Example, Header, MediaType, RequestBody, Response } from "./contract.ts";
import { essence } from "./media-type.ts";
import { once } from "./once.ts";
import { type Reader, resolved, schemaInside, stringAt } from "./reader.ts";

export function readRequestBody(reader: Reader, entry: Place | undefined): RequestBody | undefined {
  const place = resolved(reader, entry);
  if (place === undefined) return undefined;
  return {
    required: inside(place, "required")?.value === true,
    content: readContent(reader, inside(place, "content"), { isRequestBody: true }),
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

/** @param options.isRequestBody an encoding is for request bodies alone: OpenAPI 3.1 #media-type-encoding */
export function readContent(
  reader: Reader,
  entries: Place | undefined,
  { isRequestBody = false }: { isRequestBody?: boolean } = {},
): MediaType[] {
  return entriesOf(entries).map(([type, entry]) => {
    const place = resolved(reader, entry) ?? entry;
    // A part's headers have media types again, and references may make that a circle.
    const encoding = once(() =>
      readEncoding(reader, type, isRequestBody ? inside(place, "encoding") : undefined),
    );
    return {
      type,
      schema: schemaInside(reader, place),
      examples: readExamples(reader, place),
      get encoding() {
        return encoding();
      },
      place,
    };
  });
}

/**
 * The headers of a response or of a part; `Content-Type` is ignored: OpenAPI 3.1
 * #response-object, #encoding-object.
 */
function readHeaders(reader: Reader, entries: Place | undefined): Header[] {
  const headers: Header[] = [];
  for (const [name, entry] of entriesOf(entries)) {
    const place = resolved(reader, entry);
    if (place === undefined || name.toLowerCase() === "content-type") continue;
    const content = once(() => readContent(reader, inside(place, "content")));
    const examples = once(() => readExamples(reader, place));
    headers.push({
      name,
      required: inside(place, "required")?.value === true,
      explode: inside(place, "explode")?.value === true,
      schema: schemaInside(reader, place),
      get content() {
        return content();
      },
      get examples() {
        return examples();
      },
      place,
    });
  }
  return headers;
}

function readEncoding(
  reader: Reader,
  mediaType: string,
  entries: Place | undefined,
): Map<string, Encoding> {
  const type = essence(mediaType);
  const isMultipart = type.startsWith("multipart/");
  // OpenAPI 3.0 #encoding-style is for forms in the URL encoding alone, 3.1's for form-data too.
  const isVersion30 = stringAt(reader.root, "openapi")?.startsWith("3.0") === true;
  const isStyled = !isMultipart || (!isVersion30 && type === "multipart/form-data");
  const encodings = new Map<string, Encoding>();
  for (const [name, place] of entriesOf(entries)) {
    const explode = isStyled ? inside(place, "explode")?.value : undefined;
    const allowReserved = isStyled ? inside(place, "allowReserved")?.value : undefined;
    encodings.set(name, {
      contentType: stringAt(place, "contentType"),
      style: isStyled ? stringAt(place, "style") : undefined,
      explode: typeof explode === "boolean" ? explode : undefined,
      allowReserved: typeof allowReserved === "boolean" ? allowReserved : undefined,
      headers: isMultipart ? readHeaders(reader, inside(place, "headers")) : [],
      place,
    });
  }
  return encodings;
}

/**
 * The examples of a media type, a parameter or a header. `example` and `examples` exclude each
 * other; where both stand, the named ones come first.
 */
export function readExamples(reader: Reader, holder: Place): Example[] {
  const examples: Example[] = [];
  for (const [name, entry] of entriesOf(inside(holder, "examples"))) {
    const place = resolved(reader, entry);
    const value = place && (inside(place, "value") ?? externalValue(reader, place));
    if (place === undefined || value === undefined) continue;
    const summary = stringAt(entry, "summary") ?? stringAt(place, "summary");
    examples.push({ name, summary, value: value.value, place: value });
  }
  const single = inside(holder, "example");
  if (single !== undefined) {
    examples.push({ name: undefined, summary: undefined, value: single.value, place: single });
  }
  return examples;
}

// A document elsewhere; it is not fetched, and has a value here where references lead to it too.
function externalValue(reader: Reader, example: Place): Place | undefined {
  const at = inside(example, "externalValue");
  if (typeof at?.value !== "string") return undefined;
  const target = resolveReference(reader.documents, at, at.value);
  return isDangling(target) ? undefined : target;
}
