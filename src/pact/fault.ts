/**
 * Taking values out of a pact file that may hold anything: what is of the wrong type is a fault,
 * and reading goes on.
 */
import { createFinding, type Finding } from "../findings/finding.ts";
import { inside, isMapping, locationOf, type Place } from "../source/documents.ts";

/** Collects what is wrong, in the order it is met. */
export type Faults = Finding[];

export function addFault(
  faults: Faults,
  place: Place,
  message: string,
  severity: "error" | "warning" = "error",
): void {
  const at = locationOf(place);
  const identity = [at.pointer, message];
  faults.push(createFinding({ code: "pact.unreadable", message, severity, at, identity }));
}

/** The text under `key`; `fallback` where nothing stands there. */
export function textAt(faults: Faults, place: Place, key: string, fallback: string): string {
  const found = inside(place, key);
  if (found === undefined || found.value === null) return fallback;
  if (typeof found.value === "string") return found.value;
  addFault(faults, found, `${key} is ${kindOf(found.value)}; a pact has a string here`);
  return fallback;
}

/** The object under `key`; undefined where nothing stands there. */
export function mappingAt(faults: Faults, place: Place, key: string): Place | undefined {
  const found = inside(place, key);
  if (found === undefined || found.value === null) return undefined;
  if (isMapping(found.value)) return found;
  addFault(faults, found, `${key} is ${kindOf(found.value)}; a pact has an object here`);
  return undefined;
}

/** A value's type as a noun. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The members of `place` that none of `names` names, as written. */
export function membersBeside(place: Place, names: ReadonlySet<string>): Record<string, unknown> {
  if (!isMapping(place.value)) return {};
  const others = Object.keys(place.value).filter((name) => !names.has(name));
  if (others.length === 0) return {};
  return Object.fromEntries(Object.entries(place.value).filter(([name]) => !names.has(name)));
}
