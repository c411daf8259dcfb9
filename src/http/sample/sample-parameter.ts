/**
 * A parameter of a sampled request: a sample of its schema, written as it is to be sent.
 */
import type { Parameter } from "../../contract/contract.ts";
import { plausibleText } from "../../schema/sample/names.ts";
import { seeded } from "../../schema/sample/random.ts";
import { sample } from "../../schema/sample.ts";
import { isValid } from "../../schema/validate.ts";
import { type HttpRequest, readFields } from "../exchange.ts";
import { type ParameterReader, readParameterValue } from "../parameter/parameter-value.ts";
import { type WrittenParameter, writeParameter } from "../parameter/write-parameter.ts";
import { partsOf, type RequestParts } from "../request-parts.ts";

/** What was made, or why nothing was, to be read after the parameter's name. */
export type ParameterSample =
  | { ok: true; written: WrittenParameter }
  | { ok: false; message: string };

export interface ParameterSampleOptions {
  seed: number | string;
  minimal: boolean;
}

/** Not every value has a text: a list with a comma in an item has none in a header. */
const tries = 24;

/**
 * The parameter as a request carries it. What is written was read back, and is valid as read:
 * that is what the receiver sees.
 */
export function sampleParameter(
  reader: ParameterReader,
  { seed, minimal }: ParameterSampleOptions,
): ParameterSample {
  const { parameter } = reader;
  let message = "has no value that can be written";
  for (let index = 0; index < tries; index += 1) {
    const own = `${seed} ${parameter.in} ${parameter.name}${index === 0 ? "" : ` ${index}`}`;
    // What is optional inside may be what cannot be written, and without it there may be nothing.
    const made = sampledValue(reader, { seed: own, minimal: index % 2 === 0 ? minimal : !minimal });
    if (!made.ok) {
      message = `has no value: ${made.message}`;
      break;
    }
    const written = writeParameter(parameter, made.value);
    if (written !== undefined && isReadBack(reader, written)) return { ok: true, written };
  }
  return { ok: false, message };
}

function sampledValue(
  { parameter, schema }: ParameterReader,
  { seed, minimal }: ParameterSampleOptions,
): { ok: true; value: unknown } | { ok: false; message: string } {
  const { name } = parameter;
  // Without a schema every text is a value.
  if (schema === undefined) return { ok: true, value: plausibleText(seeded(seed), name) };
  return sample(schema, { seed, name, minimal, direction: "request" });
}

function isReadBack(reader: ParameterReader, written: WrittenParameter): boolean {
  if (written.in === "path" && !isSegment(written.text)) return false;
  const reading = readParameterValue(reader, partsWith(reader.parameter, written));
  // A flag is sent by its name alone: OpenAPI 3.1 #parameter-allow-empty-value.
  if (reading.state === "unread" || reading.state === "unused") return true;
  if (reading.state !== "present") return false;
  const { schema, value } = reading;
  return schema === undefined || isValid(schema, value, { direction: "request" });
}

// RFC 3986 §6.2.2.3: dots alone are taken out of a path; an empty segment matches no template.
function isSegment(text: string): boolean {
  return !/^\.{0,2}$/.test(text);
}

function partsWith({ name }: Parameter, written: WrittenParameter): RequestParts {
  const request: HttpRequest = {
    method: "GET",
    path: "",
    query: written.in === "query" ? pairsText(written.pairs, "&") : "",
    headers: readFields(fieldsOf(name, written)),
    body: new Uint8Array(),
  };
  return partsOf(request, new Map(written.in === "path" ? [[name, written.text]] : []));
}

function fieldsOf(name: string, written: WrittenParameter): [string, string][] {
  if (written.in === "header") return [[name, written.text]];
  if (written.in !== "cookie" || written.pairs.length === 0) return [];
  return [["cookie", pairsText(written.pairs, "; ")]];
}

/** `a=1&b=2` of a query, `a=1; b=2` of cookies. */
export function pairsText(
  pairs: readonly (readonly [name: string, text: string])[],
  separator: "&" | "; ",
): string {
  return pairs.map(([name, text]) => `${name}=${text}`).join(separator);
}
