/**
 * Whether a schema, or anything in it, has a name of its own that references can lead to.
 *
 * 2020-12 core #id-keyword, #anchors; `id` in draft-04; `$recursiveAnchor` in 2019-09.
 */

/** Seen without a schema being made of it; a value that contains itself is looked at once. */
export function isNaming(root: object): boolean {
  const seen = new Set<object>([root]);
  for (const value of seen) {
    for (const name in value) {
      const inner = (value as Record<string, unknown>)[name];
      if (typeof inner === "object" && inner !== null) seen.add(inner);
      else if (NAMES.has(name)) return true;
    }
  }
  return false;
}

const NAMES: ReadonlySet<string> = new Set([
  "$id",
  "id",
  "$anchor",
  "$dynamicAnchor",
  "$recursiveAnchor",
  "$schema",
]);
