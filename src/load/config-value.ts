/**
 * What a configuration script exports, as plain data.
 *
 * A script can export anything: a promise, a Map, a getter that throws, a value that contains
 * itself. Past here there are objects, arrays and scalars, as JSON has them, and functions where a
 * provider has them.
 */
import { ConcordatError } from "../findings/concordat-error.ts";
import type { Location } from "../findings/finding.ts";
import { appendPointer } from "../source/pointer.ts";

/** Where a function may stand; the schema of the configuration says the same. */
const OF_PROVIDER =
  /^\/services\/[^/]+\/provider\/(fetch|headers(\/[^/]*)?|messages(\/[^/]*)?|states\/[^/]*(\/(setup|teardown))?)$/;

/**
 * A copy of `value`, without the properties that are undefined.
 *
 * @throws {ConcordatError} `config.invalid` with the place of what is no data
 */
export function configValue(value: unknown, locateIn: (pointer: string) => Location): unknown {
  const open = new Set<object>();

  function refuse(pointer: string, what: string): never {
    const at = locateIn(pointer);
    const subject = pointer || "the configuration";
    throw new ConcordatError(
      "config.invalid",
      `${at.file}:${at.line}:${at.column}: ${subject} is ${what}; concordat asks for plain data`,
      { at, mend: "Write objects, lists, strings, numbers and booleans there." },
    );
  }

  function copy(value: unknown, pointer: string): unknown {
    if (typeof value === "function" && OF_PROVIDER.test(pointer)) return value;
    if (["function", "symbol", "bigint"].includes(typeof value)) {
      return refuse(pointer, `a ${typeof value}`);
    }
    if (value === null || typeof value !== "object") return value;
    if (open.has(value)) return refuse(pointer, "an object that contains itself");
    const kind = classOf(value);
    if (kind !== undefined) return refuse(pointer, `an instance of ${kind}`);
    open.add(value);
    try {
      if (Array.isArray(value)) {
        return value.map((item, index) => copy(item, appendPointer(pointer, index)));
      }
      const members = Object.entries(value).filter(([, member]) => member !== undefined);
      return Object.fromEntries(
        members.map(([key, member]) => [key, copy(member, appendPointer(pointer, key))]),
      );
    } catch (error) {
      if (error instanceof ConcordatError) throw error;
      return refuse(pointer, `an object that cannot be read (${String(error)})`);
    } finally {
      open.delete(value);
    }
  }

  return copy(value, "");
}

/** Undefined for an array, and for an object without a class. */
function classOf(value: object): string | undefined {
  if (Array.isArray(value)) return undefined;
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null;
  if (prototype === null || prototype === Object.prototype) return undefined;
  return String(prototype.constructor?.name ?? "a class");
}
