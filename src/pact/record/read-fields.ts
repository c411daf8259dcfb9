/**
 * What of an answer the consumer reads, and the matchers that its test states for places in a body.
 *
 * JSON Pointer: RFC 6901; `*` is every item of a list. A name without a slash is a property.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";
import { parsePointer } from "../../source/pointer.ts";
import type { PactMatcher } from "../matcher.ts";

/** The tokens of a place in a body, `*` among them. */
export type FieldPath = readonly string[];

/** A matcher that a test states for a place in a body. */
export interface StatedMatcher {
  path: FieldPath;
  matcher: PactMatcher;
  /** As the test wrote the place. */
  written: string;
}

export function fieldPath(written: string): FieldPath {
  return parsePointer(written) ?? [written];
}

/** `value` with nothing in it but what `paths` lead to; undefined where they lead nowhere. */
export function onlyFields(value: unknown, paths: readonly FieldPath[]): unknown {
  if (paths.some((path) => path.length === 0)) return value;
  const inside = (token: string): FieldPath[] =>
    paths
      .filter(([first]) => first === token || (first === "*" && Array.isArray(value)))
      .map((path) => path.slice(1));
  if (Array.isArray(value)) {
    // An empty list is what was seen of its items.
    if (value.length === 0) return paths.length > 0 ? value : undefined;
    const items = value
      .map((item, index) => onlyFields(item, inside(String(index))))
      .filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (value === null || typeof value !== "object") return undefined;
  const entries = Object.entries(value)
    .map(([name, child]) => [name, onlyFields(child, inside(name))] as const)
    .filter(([, child]) => child !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/**
 * `value` with the matchers in the places that they are stated for. A matcher without a value of
 * its own keeps the one that was seen.
 *
 * @throws {ConcordatError} `usage.invalid` where nothing stands in such a place
 */
export function withStated(value: unknown, stated: readonly StatedMatcher[]): unknown {
  let result = value;
  for (const { path, matcher, written } of stated) {
    const replaced = replacedAt(result, path, matcher);
    if (replaced === undefined) throw seesNothing(written);
    result = replaced;
  }
  return result;
}

/** What a place leads to that the exchange does not have. */
export function seesNothing(written: string): ConcordatError {
  return new ConcordatError("usage.invalid", `${written} leads to nothing that was recorded`, {
    mend: "Name what the exchange has; it is not in the traffic of this interaction.",
  });
}

function replacedAt(value: unknown, path: FieldPath, matcher: PactMatcher): unknown {
  const [token, ...rest] = path;
  if (token === undefined) {
    if (value === undefined) return undefined;
    return Object.hasOwn(matcher, "value") ? matcher : { ...matcher, value };
  }
  if (value === null || typeof value !== "object") return undefined;
  const names = token === "*" && Array.isArray(value) ? Object.keys(value) : [token];
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...value] as unknown as Record<string, unknown>)
    : { ...(value as Record<string, unknown>) };
  let isFound = false;
  for (const name of names) {
    if (!Object.hasOwn(copy, name)) continue;
    const inner = replacedAt(copy[name], rest, matcher);
    if (inner === undefined) continue;
    copy[name] = inner;
    isFound = true;
  }
  return isFound ? copy : undefined;
}
