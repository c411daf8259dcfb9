/**
 * Whether a value fits a schema, in three answers.
 */
import type { Schema } from "../schema.ts";
import { isValid, validate } from "../validate.ts";

/** Undefined where nothing refuses the value and something could not be checked. */
export function decide(
  schema: Schema,
  value: unknown,
  direction: "request" | "response" | undefined,
): boolean | undefined {
  const options = direction === undefined ? {} : { direction };
  if (isValid(schema, value, options)) return true;
  const isRefused = validate(schema, value, options).some(({ kind }) => kind === "invalid");
  return isRefused ? false : undefined;
}
