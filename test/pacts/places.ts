/**
 * Places in a JSON value, by JSON Pointers in which `*` is every item of a list.
 */

/** The pointers of all that stands in `value` and has nothing inside; a list of texts is one. */
export function placesOf(value: unknown, pointer = ""): string[] {
  const inside = Array.isArray(value)
    ? value.filter(isContainer).flatMap((item) => placesOf(item, `${pointer}/*`))
    : isContainer(value)
      ? Object.entries(value).flatMap(([name, child]) => placesOf(child, `${pointer}/${name}`))
      : [];
  return inside.length > 0 ? [...new Set(inside)] : [pointer];
}

/** `value` without what stands at `pointer`. */
export function without(value: unknown, pointer: string): unknown {
  return withoutAt(value, tokensOf(pointer));
}

function withoutAt(value: unknown, [token = "", ...rest]: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutAt(item, rest));
  if (!isContainer(value) || !Object.hasOwn(value, token)) return value;
  const { [token]: child, ...others } = value;
  return rest.length === 0 ? others : { ...value, [token]: withoutAt(child, rest) };
}

/** `value` with nothing in it but what stands at `pointers`, and what leads there. */
export function only(value: unknown, pointers: readonly string[]): unknown {
  return onlyAt(value, pointers.map(tokensOf));
}

function onlyAt(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (!isContainer(value) || paths.some((path) => path.length === 0)) return value;
  const rest = (token: string) =>
    paths.filter(([first]) => first === token).map((path) => path.slice(1));
  if (Array.isArray(value)) return value.map((item) => onlyAt(item, rest("*")));
  const kept = Object.entries(value).filter(([name]) => rest(name).length > 0);
  return Object.fromEntries(kept.map(([name, child]) => [name, onlyAt(child, rest(name))]));
}

/** Whether `pointer` is one of `pointers`, or inside of one. */
export function isAt(pointer: string, pointers: readonly string[]): boolean {
  return pointers.some((each) => pointer === each || pointer.startsWith(`${each}/`));
}

function tokensOf(pointer: string): string[] {
  return pointer.split("/").slice(1);
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object";
}
