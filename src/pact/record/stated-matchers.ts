/**
 * The matchers that a test states for an exchange, by the part that they are for.
 *
 * DESIGN, decision 7: enums, patterns and formats enter a pact only where the test states them.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";
import { parsePointer } from "../../source/pointer.ts";
import { isMatcher, type PactMatcher, type StatedPactMatcher } from "../matcher.ts";
import type { StatedMatcher } from "./read-fields.ts";

export interface StatedMatchers {
  path: PactMatcher | undefined;
  /** By the parameter's name. */
  query: ReadonlyMap<string, PactMatcher>;
  request: StatedPart;
  response: StatedPart;
}

export interface StatedPart {
  /** By the field's name in lower case. */
  headers: ReadonlyMap<string, StatedHeader>;
  body: readonly StatedMatcher[];
}

export interface StatedHeader {
  /** As the test writes it. */
  name: string;
  matcher: PactMatcher;
}

/**
 * @param matchers by pointers such as `/request/body/items/0/sku`
 * @throws {ConcordatError} `usage.invalid` for a pointer that is none of these, or no matcher
 */
export function readStatedMatchers(
  matchers: Readonly<Record<string, StatedPactMatcher>>,
): StatedMatchers {
  let path: PactMatcher | undefined;
  const query = new Map<string, PactMatcher>();
  const parts = {
    request: { headers: new Map<string, StatedHeader>(), body: [] as StatedMatcher[] },
    response: { headers: new Map<string, StatedHeader>(), body: [] as StatedMatcher[] },
  };
  for (const [written, matcher] of Object.entries(matchers)) {
    if (!isMatcher(matcher)) throw noMatcher(written);
    const [side = "", part = "", ...rest] = parsePointer(written) ?? [];
    const [name = ""] = rest;
    if (side === "request" && part === "path" && rest.length === 0) path = matcher;
    else if (side === "request" && part === "query" && rest.length === 1) query.set(name, matcher);
    else if (side !== "request" && side !== "response") throw unknownPlace(written);
    else if (part === "body") parts[side].body.push({ path: rest, matcher, written });
    else if (part === "headers" && rest.length === 1) {
      parts[side].headers.set(name.toLowerCase(), { name, matcher });
    } else throw unknownPlace(written);
  }
  return { path, query, ...parts };
}

function noMatcher(written: string): ConcordatError {
  return new ConcordatError("usage.invalid", `what stands at ${written} is no matcher`, {
    mend: 'A matcher has a "pact:matcher:type", as those of MatchersV3 have.',
  });
}

function unknownPlace(written: string): ConcordatError {
  return new ConcordatError("usage.invalid", `${written} is no place of an interaction`, {
    mend: "Choose /request/path, /request/query/NAME, /request/headers/NAME, /request/body/…, /response/headers/NAME or /response/body/….",
  });
}
