/**
 * The media types that a rule about `Content-Type` accepts.
 *
 * Pact V3 and V4 #matching-rules, of headers.
 */
import { isRange, usualType } from "../contract/media-type.ts";
import { matchText } from "./match/match-text.ts";
import { combined } from "./match/mismatch.ts";
import { rulesOfName } from "./match/named-rules.ts";
import { type HttpPart, headerValue } from "./pact.ts";

export function hasTypeRule(part: HttpPart): boolean {
  return rulesOfName(part.matchingRules, "header", "content-type", true).all !== undefined;
}

/** Whether a sender of the declared type, as it stands or with a charset, satisfies the rule. */
export function maySendType(part: HttpPart, declared: string): boolean {
  const { all } = rulesOfName(part.matchingRules, "header", "content-type", true);
  const expected = headerValue(part, "content-type");
  if (all === undefined || expected === undefined) return false;
  const type = isRange(declared) ? usualType(declared) : declared;
  return [type, `${type};charset=utf-8`, `${type}; charset=utf-8`, `${type}; charset=UTF-8`].some(
    (text) =>
      combined(all, (rule) => {
        const found = matchText(rule, expected, text);
        return found === undefined ? [] : [{ part: "header", path: "", ...found }];
      }).length === 0,
  );
}
