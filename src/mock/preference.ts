/**
 * Which answer a client asks a mock for.
 *
 * RFC 7240 §2: `Prefer: code=404`, `example=NAME`, `dynamic=true`, `validate=false`; the query
 * parameters `__code`, `__example` and `__dynamic` do the same where headers cannot be set.
 */
import type { Fields } from "../http/exchange.ts";
import { queryDecodeOrKeep, rawPairs } from "../http/wire.ts";

/** One preference as it was stated. */
export interface Wish {
  name: WishName;
  /** Unquoted, or decoded; `""` where it has none. */
  value: string;
  isInQuery: boolean;
}

export type WishName = "code" | "example" | "dynamic" | "validate";

export interface Preference {
  /** In the order they were stated, each name once. */
  wishes: readonly Wish[];
  code: string | undefined;
  example: string | undefined;
  /** A fresh sample instead of an example. */
  dynamic: boolean | undefined;
  /** False lets a request through that breaks the contract. */
  validate: boolean;
}

const NAMES: ReadonlySet<string> = new Set<WishName>(["code", "example", "dynamic", "validate"]);

const IN_QUERY: ReadonlySet<string> = new Set(["__code", "__example", "__dynamic"]);

/** Nothing is asked for: most requests. */
const NONE: Preference = {
  wishes: [],
  code: undefined,
  example: undefined,
  dynamic: undefined,
  validate: true,
};

/** Of a preference that is stated twice only the first counts, the header before the query. */
export function readPreference(headers: Fields, query: string): Preference {
  const field = headers.get("prefer");
  const isInQuery = query.includes("__");
  if (field === undefined && !isInQuery) return NONE;
  const wishes: Wish[] = [];
  const wish = (name: string, value: string, isInQuery: boolean): void => {
    if (!NAMES.has(name) || wishes.some((known) => known.name === name)) return;
    wishes.push({ name: name as WishName, value, isInQuery });
  };
  for (const [, name = "", word = ""] of (field ?? []).join(", ").matchAll(PREFERENCE)) {
    wish(name.toLowerCase(), unquote(word), false);
  }
  if (isInQuery) {
    for (const [name, value] of rawPairs(query)) {
      if (IN_QUERY.has(name)) wish(name.slice(2), queryDecodeOrKeep(value), true);
    }
  }
  if (wishes.length === 0) return NONE;
  const statedValue = (name: WishName) => wishes.find((known) => known.name === name)?.value;
  const dynamic = statedValue("dynamic");
  return {
    wishes,
    code: statedValue("code"),
    example: statedValue("example"),
    dynamic: dynamic === undefined ? undefined : isTrue(dynamic),
    validate: isTrue(statedValue("validate") ?? "true"),
  };
}

// RFC 7240 §2: a preference without a value is stated all the same.
function isTrue(value: string): boolean {
  return value.toLowerCase() !== "false";
}

/** The wish that is either true or false, and is stated as something else. */
export function oddSwitch({ wishes }: Preference): Wish | undefined {
  return wishes.find(
    ({ name, value }) =>
      (name === "dynamic" || name === "validate") && !/^(true|false|)$/i.test(value),
  );
}

// A name and the token or quoted string it equals; what stands between two of them separates them.
const PREFERENCE = /([^\s=,;"]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s,;"]*))?/g;

/** `query` without the parameters that are wishes, so that they are not checked as the contract's. */
export function withoutPreferences(query: string): string {
  if (!query.includes("__")) return query;
  return query
    .split("&")
    .filter((pair) => !IN_QUERY.has(pair.split("=", 1)[0]!))
    .join("&");
}

// RFC 9110 §5.6.4: a backslash in a quoted string stands before a character that stands for itself.
function unquote(word: string): string {
  return word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, "$1") : word;
}

/**
 * The value of `Preference-Applied` for wishes that were met: RFC 7240 §3.
 *
 * A value that a field cannot carry is left out, as the section allows.
 */
export function appliedPreferences(wishes: readonly Wish[]): string {
  return wishes
    .map(({ name, value }) => {
      if (value === "" || /[^\x20-\x7e]/.test(value)) return name;
      if (/^[\w!#$%&'*+.^`|~-]+$/.test(value)) return `${name}=${value}`;
      return `${name}="${value.replace(/["\\]/g, "\\$&")}"`;
    })
    .join(", ");
}
