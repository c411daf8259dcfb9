/**
 * One parameter on its way: written as the sender declares it, read as the receiver does.
 *
 * OpenAPI 3.1 #style-examples: the table, read both ways.
 */
import type { Contract, Operation, Parameter } from "../contract/contract.ts";
import {
  type ParameterReader,
  parameterReaders,
  readParameterValue,
} from "../http/parameter/parameter-value.ts";
import { type WrittenParameter, writeParameter } from "../http/parameter/write-parameter.ts";
import { partsOf } from "../http/request-parts.ts";
import { equalityKey } from "../schema/equal.ts";
import { validate } from "../schema/validate.ts";
import type { Violation } from "../schema/violation.ts";

export type Arrival =
  /** @param isSame whether what is read is what was written, numbers and texts being alike */
  | { state: "accepted"; text: string; isSame: boolean; value: unknown }
  | { state: "refused"; text: string; value: unknown; violation: Violation }
  /** The text cannot be taken apart at all. */
  | { state: "malformed"; text: string; reason: string }
  /** It cannot be written so that it could be read back, or is not read by concordat. */
  | { state: "untold" };

export function readerOf(
  contract: Contract,
  operation: Operation,
  parameter: Parameter,
): ParameterReader | undefined {
  return parameterReaders(operation, contract.securitySchemes).find(
    (reader) => reader.parameter === parameter,
  );
}

/** What becomes of `value`, written by `sent`, where `reader` reads it. */
export function arrivalOf(sent: Parameter, reader: ParameterReader, value: unknown): Arrival {
  const written = writeParameter(sent, value);
  if (written === undefined) return { state: "untold" };
  const text = wireText(sent.name, written);
  // A path with an empty segment is another path.
  if (written.in === "path" && written.text === "") return { state: "untold" };
  const found = readParameterValue(reader, requestWith(sent.name, written));
  switch (found.state) {
    case "unread":
    case "unused":
      return { state: "untold" };
    case "absent":
      return { state: "malformed", text, reason: "is not found where it is looked for" };
    case "malformed":
      return { state: "malformed", text, reason: `cannot be read: ${found.fault.message}` };
    case "present": {
      const { schema } = found;
      const violations =
        schema === undefined ? [] : validate(schema, found.value, { direction: "request" });
      const violation = violations.find(({ kind }) => kind === "invalid");
      if (violation !== undefined) {
        return { state: "refused", text, value: found.value, violation };
      }
      if (violations.length > 0) return { state: "untold" };
      const isSame = textKey(found.value) === textKey(value);
      return { state: "accepted", text, isSame, value: found.value };
    }
  }
}

/** How a written parameter reads in a finding: `limit=5`, `X-Id: 5`, or the segment of a path. */
export function wireText(name: string, written: WrittenParameter): string {
  if ("text" in written) return written.in === "header" ? `${name}: ${written.text}` : written.text;
  return pairsOf(written.pairs, written.in === "query" ? "&" : "; ");
}

function requestWith(name: string, written: WrittenParameter) {
  const headers = new Map<string, readonly string[]>();
  const pathValues = new Map<string, string>();
  let query = "";
  if ("text" in written) {
    if (written.in === "path") pathValues.set(name, written.text);
    else headers.set(name.toLowerCase(), [written.text]);
  } else if (written.in === "query") query = pairsOf(written.pairs, "&");
  else headers.set("cookie", [pairsOf(written.pairs, "; ")]);
  return partsOf({ method: "GET", path: "", query, headers, body: NO_BODY }, pathValues);
}

const NO_BODY = new Uint8Array();

function pairsOf(pairs: readonly (readonly [string, string])[], separator: string): string {
  return pairs.map(([key, text]) => `${key}=${text}`).join(separator);
}

/** A key that two values share where they are the same once all that is in them are texts. */
export function textKey(value: unknown): unknown {
  return equalityKey(asTexts(value));
}

function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) {
    const texts = value.filter(isThere).map(asTexts);
    // One item and a list of it are written alike.
    return texts.length === 1 ? texts[0] : texts;
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => isThere(member))
        .map(([name, member]) => [name, asTexts(member)]),
    );
  }
  return value === null ? "" : String(value);
}

// Null is written as nothing: RFC 6570 §2.3.
function isThere(value: unknown): boolean {
  return value !== null && value !== undefined;
}
