/**
 * The headers of a response.
 *
 * OpenAPI 3.1 #header-object.
 */
import { entriesOf, inside, type Place } from "../source/documents.ts";
import type { Header } from "./contract.ts";
import { type Reader, resolved, schemaInside } from "./reader.ts";

/** The headers of a response; `Content-Type` is ignored: OpenAPI 3.1 #response-object. */
export function readHeaders(reader: Reader, entries: Place | undefined): Header[] {
  const headers: Header[] = [];
  for (const [name, entry] of entriesOf(entries)) {
    const place = resolved(reader, entry);
    if (place === undefined || name.toLowerCase() === "content-type") continue;
    headers.push({
      name,
      required: inside(place, "required")?.value === true,
      explode: inside(place, "explode")?.value === true,
      schema: schemaInside(reader, place),
      place,
    });
  }
  return headers;
}
