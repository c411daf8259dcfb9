/**
 * Schemas that say nothing.
 */
import { isObject } from "../place.ts";
import type { Schema } from "../schema.ts";

/** Whether every value fits a schema, as far as one sees at once. */
export function isAnything({ value, fault }: Schema): boolean {
  if (fault !== undefined) return false;
  return value === true || (isObject(value) && Object.keys(value).length === 0);
}
