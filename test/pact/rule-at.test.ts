import { describe, expect, test } from "vitest";
import {
  ANY_INDEX,
  formatJsonPath,
  type PathToken,
  parseJsonPath,
  WILDCARD,
} from "../../src/pact/json-path.ts";
import type { Matcher, MatchingRules } from "../../src/pact/pact.ts";
import { rulesFor, statedAt } from "../../src/pact/rule-at.ts";

describe("JSONPath", () => {
  test.each([
    // written                     tokens                        formatted
    ["$", [], "$"],
    ["$.a.b", ["a", "b"], "$.a.b"],
    ["$.a[0].b", ["a", 0, "b"], "$.a[0].b"],
    ["$[*].a", [ANY_INDEX, "a"], "$[*].a"],
    ["$.a.*", ["a", WILDCARD], "$.a.*"],
    ["$['@id']", ["@id"], "$['@id']"],
    ['$["a b"][0]', ["a b", 0], "$['a b'][0]"],
    ["$['it\\'s']", ["it's"], "$['it\\'s']"],
    ["$.a-b", ["a-b"], "$.a-b"],
  ] as [string, PathToken[], string][])("%s", (path, tokens, formatted) => {
    expect(parseJsonPath(path)).toEqual(tokens);
    expect(formatJsonPath(tokens)).toBe(formatted);
  });

  test.each(["column:1", "a.b", "$.", "$[", "$['a"])("%s is none", (path) => {
    expect(parseJsonPath(path)).toBeUndefined();
  });
});

describe("the rule at a place", () => {
  const at = (path: (string | number)[], ...written: [path: string, match: string][]) => {
    const rules: MatchingRules = new Map([
      [
        "body",
        new Map(
          written.map(
            ([each, match]) => [each, { combine: "AND", matchers: [{ match }] }] as const,
          ),
        ),
      ],
    ]);
    return rulesFor(rules, "body", path)?.list.matchers.map(({ match }) => match) ?? [];
  };

  test.each([
    // place                 rules                                                found
    [["a"], [["$.a", "type"]], ["type"]],
    [["a"], [["$.b", "type"]], []],
    [["a", "b"], [["$.a", "type"]], ["type"]],
    [["a"], [["$.a.b", "type"]], []],
    [["a"], [["$.a[*]", "type"]], []],
    [["a", 3], [["$.a[*]", "type"]], ["type"]],
    [["a", "b"], [["$.a.*", "type"]], ["type"]],
    [["a", 3], [["$.a.*", "type"]], ["type"]],
    // `[*]` is any item, and no property.
    [["a", "b"], [["$.a[*]", "type"]], []],
    [
      ["a", "b"],
      [
        ["$", "type"],
        ["$.a.b", "regex"],
      ],
      ["regex"],
    ],
    [
      ["a", "b"],
      [
        ["$.a.b", "regex"],
        ["$.a[*]", "type"],
      ],
      ["regex"],
    ],
    [
      ["a", "b"],
      [
        ["$.a", "type"],
        ["$.*.b", "regex"],
      ],
      ["regex"],
    ],
    [["a", "b"], [["$.a", "values"]], ["values"]],
    [["a"], [["$.a", "eachKey"]], ["eachKey"]],
    [["a"], [["column:1", "type"]], []],
  ] as [(string | number)[], [string, string][], string[]][])("%j %j", (path, written, found) => {
    expect(at(path, ...written)).toEqual(found);
  });

  const rulesOf = (path: string, ...matchers: Matcher[]): MatchingRules =>
    new Map([["body", new Map([[path, { combine: "AND", matchers }]])]]);

  test("the list of rules, and whether it cascades", () => {
    const rules = rulesOf("$.a", { match: "eachValue", rules: [] });
    const list = rules.get("body")?.get("$.a");
    expect(rulesFor(rules, "body", ["a"])).toEqual({ list, isCascaded: false });
    expect(rulesFor(rules, "body", ["a", 0])).toEqual({ list, isCascaded: true });
    expect(rulesFor(rules, "body", ["b"])).toBeUndefined();
    expect(rulesFor(rules, "header", ["a"])).toBeUndefined();
  });

  test("names and indexes that rules state at a depth", () => {
    const rules = rulesOf("$.a[3].b", { match: "type" });
    expect([0, 1, 2, 3].map((depth) => [...statedAt(rules, "body", depth)])).toEqual([
      ["a"],
      [3],
      ["b"],
      [],
    ]);
  });
});
