/**
 * Whether an example is what its schema describes.
 *
 * OpenAPI 3.1 #media-type-object, #parameter-object and #example-object: an example matches the
 * schema and is in the format of its media type or parameter; what is not naturally JSON is
 * given as a string. One reading for the mock, which serves examples, and for lint, which names
 * those that are not served.
 */
import { type InstanceType, instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { type Effort, type Violation, validate } from "../schema/validate.ts";
import { isJson } from "./media-type.ts";

/** How an example is held to its schema. */
export interface ExampleUse {
  /** In which it is sent; `either` where it may stand in both, undefined where that is no matter. */
  direction: "request" | "response" | "either" | undefined;
  /** What that costs. */
  effort?: Effort;
}

/**
 * What is wrong with an example of a media type; nothing where that cannot be decided.
 *
 * A string may be text of a media type that is not JSON: it is held to a schema of strings, and
 * is not read where the schema describes other values.
 *
 * @param type the key of `content`, a media type or range
 */
export function mediaTypeExampleFaults(
  type: string,
  schema: Schema,
  value: unknown,
  use: ExampleUse,
): Violation[] {
  const faults = valueFaults(schema, value, use);
  if (faults.length === 0 || typeof value !== "string" || isWrittenAsJson(type)) return faults;
  return otherTypes(schema).length === 0 ? faults : [];
}

/** Whether a mock writes strings of this media type or range as JSON texts, not as they are. */
export function isWrittenAsJson(type: string): boolean {
  return isJson(type) || type === "*/*";
}

/**
 * What is wrong with an example of a parameter or a header.
 *
 * A string may be the text that is sent: `"5"` for an integer. Text of an array or an object is
 * not taken apart here, and not judged.
 */
export function parameterExampleFaults(
  schema: Schema,
  value: unknown,
  use: ExampleUse,
): Violation[] {
  const faults = valueFaults(schema, value, use);
  if (faults.length === 0 || typeof value !== "string") return faults;
  const types = otherTypes(schema);
  if (types.includes("array") || types.includes("object")) return [];
  const read = primitiveOf(value, types);
  return read === undefined ? faults : valueFaults(schema, read, use);
}

/** What is wrong with a value that stands for itself: an example or a default of a schema. */
export function valueFaults(schema: Schema, value: unknown, use: ExampleUse): Violation[] {
  const { direction, effort } = use;
  if (direction !== "either") return invalid(schema, value, { direction, effort });
  const faults = invalid(schema, value, { direction: "response", effort });
  if (faults.length === 0) return faults;
  return invalid(schema, value, { direction: "request", effort }).length === 0 ? [] : faults;
}

// What could not be decided is no fault of the example.
function invalid(
  schema: Schema,
  value: unknown,
  {
    direction,
    effort,
  }: { direction: "request" | "response" | undefined; effort?: Effort | undefined },
): Violation[] {
  const options = { ...(direction && { direction }), ...(effort && { effort }) };
  return validate(schema, value, options).filter(({ kind }) => kind === "invalid");
}

/** The types, strings aside, that a text could be meant for. */
function otherTypes(schema: Schema): InstanceType[] {
  return [...instanceTypes(schema)].filter((type) => type !== "string");
}

function primitiveOf(text: string, types: readonly InstanceType[]): unknown {
  if (types.includes("boolean") && (text === "true" || text === "false")) return text === "true";
  const isNumeric = types.includes("integer") || types.includes("number");
  if (isNumeric && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) {
    return Number(text);
  }
  return types.includes("null") && (text === "" || text === "null") ? null : undefined;
}
