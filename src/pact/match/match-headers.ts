/**
 * Whether the header fields of an actual message are those that a pact expects.
 *
 * Pact V1 #headers: further fields are fine, names are the same in any case, and so is white
 * space after commas. Parameters of media types: RFC 9110 §8.3.1; those that the pact does not
 * state may be there.
 */
import { readContentType } from "../../contract/media-type.ts";
import { type HttpPart, writtenName } from "../pact.ts";
import { matchTexts } from "./match-texts.ts";
import type { Mismatch } from "./mismatch.ts";
import { rulesOfName } from "./named-rules.ts";

export function matchHeaders(
  expected: Pick<HttpPart, "headers" | "matchingRules">,
  actual: Pick<HttpPart, "headers">,
): readonly Mismatch[] {
  return [...expected.headers].flatMap(([name, values]): readonly Mismatch[] => {
    const written = writtenName(actual, name);
    const seen = written === undefined ? undefined : actual.headers.get(written);
    if (seen === undefined) {
      const message = `is missing; "${values.join(", ")}" is expected`;
      return [{ kind: "mismatch", part: "header", path: name, message }];
    }
    const rules = rulesOfName(expected.matchingRules, "header", name, true);
    const isSame = PARAMETERISED.has(name.toLowerCase()) ? sameMediaTypes : sameList;
    const matching = { part: "header", path: name, rules, isSame } as const;
    // A list may come in one field or in several: RFC 9110 §5.3.
    const isJoined = values.length !== seen.length && rules.all === undefined;
    if (isJoined) return matchTexts(matching, [values.join(",")], [seen.join(",")]);
    return matchTexts(matching, values.map(trimmed), seen.map(trimmed));
  });
}

const PARAMETERISED: ReadonlySet<string> = new Set(["accept", "content-type"]);

function trimmed(value: string): string {
  return value.trim();
}

function sameList(expected: string, actual: string): boolean {
  return withoutSpace(expected) === withoutSpace(actual);
}

function withoutSpace(value: string): string {
  return value
    .split(",")
    .map((item) => item.trim())
    .join(",");
}

/** Whether a media type is the expected one with all of its parameters, their values in any case. */
export function sameMediaTypes(expected: string, actual: string): boolean {
  const items = expected.split(",");
  const seen = actual.split(",");
  return (
    items.length === seen.length &&
    items.every((item, index) => isSameMediaType(item, seen[index]!))
  );
}

function isSameMediaType(expected: string, actual: string): boolean {
  // As written, not in lower case: the official tools tell `Text/plain` from `text/plain`.
  const [wantedType] = expected.split(";", 1) as [string];
  const [seenType] = actual.split(";", 1) as [string];
  if (wantedType.trim() !== seenType.trim()) return false;
  const seen = readContentType(actual).parameters;
  return [...readContentType(expected).parameters].every(
    ([name, value]) => seen.get(name)?.toLowerCase() === value.toLowerCase(),
  );
}
