/**
 * Which answer a client asks a mock for.
 *
 * RFC 7240 §2: `Prefer: code=404`, `example=NAME`, `dynamic=true`, `validate=false`; the query
 * parameters `__code`, `__example` and `__dynamic` do the same where headers cannot be set.
 */
import { type Fields, fieldValue } from "../http/exchange.ts";
import { queryDecodeOrKeep, rawPairs } from "../http/wire.ts";

export interface Preference {
  code: string | undefined;
  example: string | undefined;
  /** A fresh sample instead of an example. */
  dynamic: boolean | undefined;
  /** False lets a request through that breaks the contract. */
  validate: boolean;
}

export function readPreference(headers: Fields, query: string): Preference {
  const wishes = new Map<string, string>();
  const wish = (name: string, value: string): void => {
    // RFC 7240 §2: of a preference that is stated twice only the first counts.
    if (!wishes.has(name)) wishes.set(name, value);
  };
  const field = fieldValue(headers, "prefer") ?? "";
  for (const [, name = "", word = ""] of field.matchAll(PREFERENCE)) {
    wish(name.toLowerCase(), unquote(word));
  }
  for (const [name, value] of rawPairs(query)) {
    if (IN_QUERY.includes(name)) wish(name.slice(2), queryDecodeOrKeep(value));
  }
  const dynamic = wishes.get("dynamic");
  return {
    code: wishes.get("code"),
    example: wishes.get("example"),
    dynamic: dynamic === undefined ? undefined : dynamic !== "false",
    validate: wishes.get("validate") !== "false",
  };
}

// A name and the token or quoted string it equals; what stands between two of them separates them.
const PREFERENCE = /([^\s=,;"]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s,;"]*))?/g;

const IN_QUERY: readonly string[] = ["__code", "__example", "__dynamic"];

/** `query` without the parameters that are wishes, so that they are not checked as the contract's. */
export function withoutPreferences(query: string): string {
  if (!query.includes("__")) return query;
  return query
    .split("&")
    .filter((pair) => !IN_QUERY.includes(pair.split("=", 1)[0]!))
    .join("&");
}

// RFC 9110 §5.6.4: a backslash in a quoted string stands before a character that stands for itself.
function unquote(word: string): string {
  return word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, "$1") : word;
}
