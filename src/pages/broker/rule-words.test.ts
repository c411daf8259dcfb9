/** Expected words follow Pact V4 #matching-rules. */
import { expect, test } from "vitest";
import type { Matcher } from "../../pact/pact.ts";
import { ruleWords } from "./rule-words.ts";

test.each<[matcher: Matcher, words: string]>([
  [{ match: "type" }, "same type"],
  [{ match: "type", min: 1 }, "same type, at least 1 item"],
  [{ match: "type", max: 1 }, "same type, at most 1 item"],
  [{ match: "type", min: 2, max: 5 }, "same type, 2 to 5 items"],
  [{ match: "regex", regex: "^a|b$" }, "matches ^a|b$"],
  [{ match: "equality" }, "exactly this"],
  [{ match: "include", value: "x" }, 'includes "x"'],
  [{ match: "integer" }, "an integer"],
  [{ match: "decimal" }, "a decimal number"],
  [{ match: "number" }, "a number"],
  [{ match: "boolean" }, "true or false"],
  [{ match: "null" }, "null"],
  [{ match: "notEmpty" }, "not empty"],
  [{ match: "not-empty" }, "not empty"],
  [{ match: "semver" }, "a semantic version"],
  [{ match: "date", format: "dd.MM.yyyy" }, "a date, dd.MM.yyyy"],
  [{ match: "date", date: "yyyy" }, "a date, yyyy"],
  [{ match: "time" }, "a time, HH:mm:ss"],
  [{ match: "timestamp", format: "yyyy" }, "a date and time, yyyy"],
  [{ match: "statusCode", status: "success" }, "any 2xx"],
  [{ match: "statusCode", status: [200, 204] }, "one of 200, 204"],
  [{ match: "statusCode", status: "constructor" }, "constructor"],
  [{ match: "contentType", value: "image/png" }, "content of type image/png"],
  [{ match: "values" }, "values like these, whatever their keys"],
  [{ match: "arrayContains", variants: [] }, "contains these items, among others"],
  [{ match: "eachKey", rules: [{ match: "regex", regex: "^k" }] }, "each key: matches ^k"],
  [{ match: "eachValue", rules: [{ match: "integer" }] }, "each value: an integer"],
  [{ match: "eachValue", rules: [] }, "each value: []"],
  [{ match: "unheard-of", with: 1 }, '{"match":"unheard-of","with":1}'],
  [{ match: "regex", regex: "x".repeat(500) }, `matches ${"x".repeat(119)}…`],
])("%j", (matcher, words) => {
  expect(ruleWords({ combine: "AND", matchers: [matcher] })).toBe(words);
});

test("several are all meant, or one of them", () => {
  const matchers = [{ match: "integer" }, { match: "null" }];
  expect(ruleWords({ combine: "AND", matchers })).toBe("an integer, null");
  expect(ruleWords({ combine: "OR", matchers })).toBe("an integer or null");
});
