/**
 * Which answer a client asks a mock for.
 *
 * RFC 7240 §2: `Prefer: code=404`, `example=NAME`, `dynamic=true`, `validate=false`; the query
 * parameters `__code`, `__example` and `__dynamic` do the same where headers cannot be set.
 */
import { type Fields, fieldValue } from "../http/exchange.ts";
import { rawPairs } from "../http/wire.ts";

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
  for (const [name, value] of rawPairs(query)) {
    if (name.startsWith("__")) wishes.set(name.slice(2), decode(value));
  }
  for (const part of (fieldValue(headers, "prefer") ?? "").split(/[,;]/)) {
    const [name = "", value = ""] = part.split(/=(.*)/s);
    wishes.set(name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, "$1"));
  }
  const dynamic = wishes.get("dynamic");
  return {
    code: wishes.get("code"),
    example: wishes.get("example"),
    dynamic: dynamic === undefined ? undefined : dynamic !== "false",
    validate: wishes.get("validate") !== "false",
  };
}

/** `query` without the parameters that are wishes, so that they are not checked as the contract's. */
export function withoutPreferences(query: string): string {
  if (!query.includes("__")) return query;
  return query
    .split("&")
    .filter((pair) => !/^__(code|example|dynamic)(=|$)/.test(pair))
    .join("&");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
