/**
 * The types of JSON values: 2020-12 core #instance-data-model, validation #type.
 */
import { INSTANCE_TYPES } from "../instance-types.ts";
import type { Kind } from "./cells.ts";

export function kindOf(value: unknown): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as "string" | "number" | "boolean" | "object";
}

/** Whether `type` lets values of a kind through; undefined where it is no `type`. */
export function acceptsKind(type: unknown, kind: Kind): boolean | "integers" | undefined {
  const names = Array.isArray(type) ? type : [type];
  if (!names.every((name) => NAMES.has(name as string))) return undefined;
  if (names.includes(kind)) return true;
  return kind === "number" && names.includes("integer") ? "integers" : false;
}

const NAMES: ReadonlySet<string> = new Set(INSTANCE_TYPES);
