/**
 * What the rules of a form's fields allow beside what the contract accepts. Expected findings are
 * from DESIGN, decision 3; on the wire a field is a text, as a parameter is.
 */
import { expect, test } from "vitest";
import { compared, list, of, regex, text, type, WIDER } from "./request-beside-operation.ts";

const FORM = "application/x-www-form-urlencoded";
const closed = { additionalProperties: false };
test.each<[string, object, string, Record<string, object[]>, string[], unknown?]>([
  ["no rule", of({ a: { type: "integer" } }), "a=1", {}, []],
  ["any text", of({ a: text }), "a=x", { "$.a": [type] }, []],
  ["digits", of({ a: { type: "integer" } }, closed), "a=1", { "$.a": [regex("\\d+")] }, []],
  ["an integer", of({ a: { type: "integer" } }), "a=1", { "$.a": [{ match: "integer" }] }, []],
  [
    "words where digits are due",
    of({ a: { type: "integer" } }),
    "a=1&b=2",
    { "$.a": [regex("\\w+")] },
    [WIDER],
  ],
  [
    "a decimal for an integer",
    of({ a: { type: "integer" } }),
    "a=1",
    { "$.a": [{ match: "decimal" }] },
    [WIDER],
  ],
  ["listed values", of({ a: { enum: ["x", "y"] } }), "a=x", { "$.a": [regex("x|y")] }, []],
  [
    "more than the listed values",
    of({ a: { enum: ["x", "y"] } }),
    "a=x",
    { "$['a']": [regex("x|y|z")] },
    [WIDER],
    "z",
  ],
  [
    "a part of a text",
    of({ a: { type: "string", pattern: "^x" } }),
    "a=xy",
    { a: [{ match: "include", value: "y" }] },
    [WIDER],
  ],
  [
    "items of a list",
    of({ a: list({ enum: ["x", "y"] }) }),
    "a=x&a=y",
    { "$.a": [regex("[xyz]")] },
    [WIDER],
    "z",
  ],
  [
    "one item of a list",
    of({ a: list({ enum: ["x", "y"] }) }),
    "a=x&a=y",
    { "$.a[1]": [regex("[yz]")] },
    [WIDER],
    "z",
  ],
  [
    "a field that all of several schemas speak of",
    { allOf: [of({ a: text }), of({ a: { type: "string", enum: ["x", "y"] } })] },
    "a=x",
    { "$.a": [type] },
    [WIDER],
  ],
  [
    "a field of alternatives",
    { anyOf: [of({ a: { const: "x" } }), of({ b: text })] },
    "a=x",
    { "$.a": [type] },
    ["info pact.unvalidatable"],
  ],
  [
    "an object in a text",
    of({ a: of({ b: text }) }),
    "a=%7B%22b%22%3A%22c%22%7D",
    { "$.a": [type] },
    ["info pact.unvalidatable"],
  ],
  ["all fields", of({ a: text }), "a=x", { $: [type] }, ["info pact.unvalidatable"]],
  [
    "a field that is not sent",
    of({ a: text, b: { type: "integer" } }),
    "a=x",
    { "$.b": [type] },
    [],
  ],
  ["a field that is not declared", of({ a: text }), "a=x&b=1", { "$.b": [type] }, []],
])("%s", (_, schema, content, body, expected, witness) => {
  const rules = Object.entries(body).map(([path, matchers]) => [path, { matchers }]);
  const found = compared(
    { requestBody: { required: true, content: { [FORM]: { schema } } } },
    "/",
    {
      headers: { "Content-Type": [FORM] },
      body: { contentType: FORM, content },
      matchingRules: { body: Object.fromEntries(rules) },
    },
  );
  expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
  if (witness !== undefined) expect(found[0]!.witness).toEqual(witness);
});
