/**
 * Places that a consumer reads of an answer: the tokens of a JSON Pointer, in which `*` is every
 * item of a list. RFC 6901 §3.
 */
export type FieldPath = readonly string[];

/**
 * `value` with nothing in it but what stands at `paths`, and what leads there: of something that
 * is absent its parent is left, and null stays where a path leads through it.
 */
export function onlyPaths(value: unknown, paths: readonly FieldPath[]): unknown {
  if (value === null || typeof value !== "object") return value;
  if (paths.some((path) => path.length === 0)) return value;
  const isList = Array.isArray(value);
  const inside = (name: string): FieldPath[] =>
    paths
      .filter(([token]) => token === name || (token === "*" && isList))
      .map(([, ...rest]) => rest);
  const entries = Object.entries(value).flatMap(([name, child]) => {
    const rest = inside(name);
    return rest.length === 0 ? [] : [[name, onlyPaths(child, rest)] as const];
  });
  return isList ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

/** `root` with `value` at each place that `path` leads to; undefined takes away what stands there. */
export function changedAt(root: unknown, path: FieldPath, value: unknown): unknown {
  const [token, ...rest] = path;
  if (token === undefined) return value;
  if (root === null || typeof root !== "object") return root;
  if (Array.isArray(root)) {
    return root.map((item: unknown, index) =>
      token === "*" || token === String(index) ? changedAt(item, rest, value) : item,
    );
  }
  if (!Object.hasOwn(root, token)) return root;
  const { [token]: child, ...others } = root as Record<string, unknown>;
  const changed = changedAt(child, rest, value);
  if (changed === undefined) return others;
  // In the place that it had.
  return Object.fromEntries(
    Object.entries(root).map(([name, each]) => [name, name === token ? changed : each]),
  );
}
