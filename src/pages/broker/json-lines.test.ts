import { expect, test } from "vitest";
import { readJson } from "../../pact/match/json-value.ts";
import type { RuleList } from "../../pact/pact.ts";
import { jsonLines } from "./json-lines.ts";

const rule = (match: string): RuleList => ({ combine: "AND", matchers: [{ match }] });

function shown(json: string, rules: Readonly<Record<string, RuleList>> = {}) {
  const { value } = readJson(json) as { value: unknown };
  const { lines, used } = jsonLines(
    value,
    new Map([["body", new Map(Object.entries(rules))]]),
    "body",
  );
  return {
    text: lines.map(
      (line) => `${line.text}${line.rules ? ` <- ${line.rules.matchers[0]!.match}` : ""}`,
    ),
    used: Object.keys(rules).filter((path) => used.has(rules[path]!)),
  };
}

test("numbers are shown as they are written, and names as JSON", () => {
  expect(
    shown(`{"a":[1.0,1e3,12345678901234567890],"\\"":"\\n","c":{},"d":[],"e":null}`).text,
  ).toEqual([
    "{",
    '  "a": [',
    "    1.0,",
    "    1e3,",
    "    12345678901234567890",
    "  ],",
    String.raw`  "\"": "\n",`,
    '  "c": {},',
    '  "d": [],',
    '  "e": null',
    "}",
  ]);
});

test("a rule stands where its path leads, and is not repeated inside", () => {
  const rules = {
    $: rule("type"),
    "$.items[*].sku": rule("regex"),
    "$.items[1].sku": rule("equality"),
    "$.none": rule("integer"),
  };
  expect(shown(`{"items":[{"sku":"a","n":1},{"sku":"b"}]}`, rules)).toEqual({
    text: [
      "{ <- type",
      '  "items": [',
      "    {",
      '      "sku": "a", <- regex',
      '      "n": 1',
      "    },",
      "    {",
      '      "sku": "b" <- equality',
      "    }",
      "  ]",
      "}",
    ],
    used: ["$", "$.items[*].sku", "$.items[1].sku"],
  });
});

test("a value that is no object is one line", () => {
  expect(shown(`"text"`, { $: rule("type") }).text).toEqual(['"text" <- type']);
});

test("what nobody would read is cut", () => {
  const { lines, isCut } = jsonLines(
    Array.from({ length: 1000 }, (_, at) => at),
    new Map(),
    "body",
  );
  expect([lines.length, lines.at(-1)!.text, isCut]).toEqual([400, "  398,", true]);
});
