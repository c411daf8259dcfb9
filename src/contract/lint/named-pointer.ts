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
    const kind = tokens[depth - 1] === "security" ? REQUIREMENTS : OTHERS;
    named.push(Array.isArray(value) ? (namesIn(value, kind)[Number(token)] ?? token) : token);
    value = valueAt(value, formatPointer([token]));
  }
  return formatPointer(named);
}

/** A kind of list: how its items are called, and the names in those that were asked about. */
interface Kind {
  nameOf: (item: unknown) => string | undefined;
  known: WeakMap<readonly unknown[], readonly string[]>;
}

const REQUIREMENTS: Kind = { nameOf: nameOfRequirement, known: new WeakMap() };
const OTHERS: Kind = { nameOf, known: new WeakMap() };

// All at once: a list of thousands may have thousands of findings.
function namesIn(list: readonly unknown[], { nameOf, known }: Kind): readonly string[] {
  let names = known.get(list);
  if (names === undefined) {
    const counts = new Map<string, number>();
    names = list.map((item, index) => {
      const name = nameOf(item)?.slice(0, MAX_NAME);
      if (name === undefined) return String(index);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return count === 1 ? name : `${name} (${count})`;
    });
    known.set(list, names);
  }
  return names;
}

/** Characters of a name that tell it from others; what shares them is counted. */
const MAX_NAME = 200;

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
