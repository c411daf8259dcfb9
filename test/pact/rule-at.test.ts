import { describe, expect, test } from "vitest";
import {
  ANY_INDEX,
  formatJsonPath,
  type PathToken,
  parseJsonPath,
  WILDCARD,
} from "../../src/pact/json-path.ts";
import type { Matcher, MatchingRules } from "../../src/pact/pact.ts";
import { rulesAt, rulesFor } from "../../src/pact/rule-at.ts";

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
    return rulesAt(rules, "body", path).map(({ match }) => match);
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
    [["a", "b"], [["$.a", "values"]], []],
    [["a"], [["$.a", "eachKey"]], ["eachKey"]],
    [["a"], [["column:1", "type"]], []],
  ] as [(string | number)[], [string, string][], string[]][])("%j %j", (path, written, found) => {
    expect(at(path, ...written)).toEqual(found);
  });

  const rulesOf = (path: string, ...matchers: Matcher[]): MatchingRules =>
    new Map([["body", new Map([[path, { combine: "AND", matchers }]])]]);

  test.each([
    // rule                                      at the place itself                  inside it
    [{ match: "type", min: 1 }, [{ match: "type", min: 1 }], [{ match: "type" }]],
    [{ match: "type", max: 2 }, [{ match: "type", max: 2 }], [{ match: "type" }]],
    [{ match: "type", min: 1, max: 2 }, [{ match: "type", min: 1, max: 2 }], [{ match: "type" }]],
    [
      { match: "regex", regex: "a" },
      [{ match: "regex", regex: "a" }],
      [{ match: "regex", regex: "a" }],
    ],
    [{ match: "eachValue", rules: [] }, [{ match: "eachValue", rules: [] }], []],
  ] as [Matcher, Matcher[], Matcher[]][])("%j inside its list", (rule, own, inner) => {
    const rules = rulesOf("$.a", rule);
    expect(rulesAt(rules, "body", ["a"])).toEqual(own);
    expect(rulesAt(rules, "body", ["a", 0])).toEqual(inner);
  });

  test("the list of rules, and whether it cascades", () => {
    const rules = rulesOf("$.a", { match: "eachValue", rules: [] });
    const list = rules.get("body")?.get("$.a");
    expect(rulesFor(rules, "body", ["a"])).toEqual({ list, isCascaded: false });
    expect(rulesFor(rules, "body", ["a", 0])).toEqual({ list, isCascaded: true });
    expect(rulesFor(rules, "body", ["b"])).toBeUndefined();
    expect(rulesFor(rules, "header", ["a"])).toBeUndefined();
  });
});
