/**
 * Pointers that survive edits elsewhere: what stands in a list is told by what it is called.
 *
 * DESIGN: the fingerprint of a finding is made of names, and is the same after a parameter, a tag
 * or a branch of `allOf` was put before the one that is meant.
 */
import { isMapping, type Place } from "../../source/documents.ts";
import { formatPointer, parsePointer, valueAt } from "../../source/pointer.ts";

/**
 * The pointer of `place` with names for indices: `/parameters/query limit/schema` for
 * `/parameters/0/schema`. Where a list has several of one name, they are counted; what has no
 * name keeps its index.
 */
export function namedPointer({ source, pointer }: Pick<Place, "source" | "pointer">): string {
  const tokens = parsePointer(pointer) ?? [];
  const named: string[] = [];
  let value = source.value;
  for (const [depth, token] of tokens.entries()) {
    const name = tokens[depth - 1] === "security" ? nameOfRequirement : nameOf;
    named.push(Array.isArray(value) ? nameOfItem(value, Number(token), name) : token);
    value = valueAt(value, formatPointer([token]));
  }
  return formatPointer(named);
}

function nameOfItem(
  list: readonly unknown[],
  index: number,
  nameOf: (item: unknown) => string | undefined,
): string {
  const name = nameOf(list[index]);
  if (name === undefined) return String(index);
  const before = list.slice(0, index).filter((item) => nameOf(item) === name).length;
  return before === 0 ? name : `${name} (${before + 1})`;
}

/** Of the objects in lists: parameters, steps of a saga, entries of an aggregate, tags, servers. */
const NAMING = ["name", "field", "$ref", "$id", "title", "url", "path", "service"];

function nameOf(item: unknown): string | undefined {
  if (!isMapping(item)) return typeof item === "string" ? item : undefined;
  for (const key of NAMING) {
    const name = Object.hasOwn(item, key) ? item[key] : undefined;
    if (typeof name !== "string") continue;
    // A parameter is told by its location too.
    return key === "name" && typeof item.in === "string" ? `${item.in} ${name}` : name;
  }
  return undefined;
}

// OpenAPI 3.1 #security-requirement-object: the schemes that are needed together.
function nameOfRequirement(item: unknown): string | undefined {
  return isMapping(item) ? Object.keys(item).join(" ") : undefined;
}
