/**
 * What a rule of a response says beside a schema, and how severe it is: values and texts. Expected findings are
 * from DESIGN, decisions 3 and 4, and from Pact V4 #matching-rules.
 */
import { describe, expect, test } from "vitest";
import {
  at,
  compared,
  EXCLUDED,
  either,
  integer,
  NEVER,
  OPEN,
  of,
  type Row,
  regex,
  STATE,
  some,
  testRows,
  text,
  type,
  UUID,
} from "./rule-beside-schema.ts";

const TYPES: Row[] = [
  ["a text where a text is", text, "a", at(type), []],
  [
    "a text where a number may be",
    { type: ["string", "integer"] },
    "a",
    at(type),
    [`${EXCLUDED} /p`],
  ],
  ["a text where null may be", { type: ["string", "null"] }, "a", at(type), [`${STATE} /p`]],
  ["any text, and null", { type: ["string", "null"] }, "a", either(type, { match: "null" }), []],
  ["null as an example", { type: ["string", "null"] }, null, at(type), [`${STATE} /p`]],
  ["a type of which the contract says nothing", {}, "a", at(type), [`${STATE} /p`]],
  [
    "an object where a text may be",
    { anyOf: [of({ x: integer }, { required: ["x"] }), text] },
    { x: 1 },
    at(type),
    [`${EXCLUDED} /p`],
  ],
  [
    "an integer where a fraction may be",
    { type: "number" },
    1,
    at({ match: "integer" }),
    [`${EXCLUDED} /p`],
  ],
  ["an integer", integer, 1, at({ match: "integer" }), []],
  ["a number where an integer is", integer, 1, at({ match: "number" }), []],
  [
    "a fraction that may be left out",
    { type: "number" },
    1.5,
    at({ match: "decimal" }),
    [`${STATE} /p`],
  ],
  ["a fraction of an integer", integer, 1, at({ match: "decimal" }), [`${NEVER} /p`]],
  ["a boolean", { type: "boolean" }, true, at({ match: "boolean" }), []],
  ["a boolean written as a text", text, "true", at({ match: "boolean" }), [`${EXCLUDED} /p`]],
  [
    "null, in one state",
    { type: ["string", "null"] },
    null,
    at({ match: "null" }),
    [`${STATE} /p`],
  ],
  ["null that is never sent", text, null, at({ match: "null" }), [`${NEVER} /p`]],
  ["a rule around it", text, "a", { $: [type] }, []],
  ["the closer of two rules", some("A"), "A", { "$.*": [type], "$.p": [regex("A")] }, []],
  [
    "the exact path before the wildcard",
    some("A", "B"),
    "A",
    { "$.*": [type], "$.p": [regex("A")] },
    [`${EXCLUDED} /p`],
  ],
];

const TEXTS: Row[] = [
  ["all listed values match", some("A", "B"), "A", at(regex("A|B")), []],
  ["a listed value does not match", some("A", "B", "C"), "A", at(regex("A|B")), [`${EXCLUDED} /p`]],
  ["no listed value matches", some("C", "D"), "A", at(regex("A|B")), [`${NEVER} /p`]],
  [
    "the example is none that is sent",
    some("A", "B"),
    "C",
    at(regex("A|B|C")),
    ["warning response.body.invalid /p"],
  ],
  ["digits of a number that may be negative", integer, 7, at(regex("\\d+")), [`${EXCLUDED} /p`]],
  ["a number however it is written", integer, 7, at(regex("-?\\d+")), []],
  [
    "a UUID",
    { type: "string", format: "uuid" },
    "00000000-0000-0000-0000-000000000000",
    at(regex(UUID)),
    [],
  ],
  ["one of two expressions", some("a", "b"), "a", either(regex("a"), regex("b")), []],
  ["both of two expressions", some("ab"), "ab", at(regex("a.*"), regex(".*b")), []],
  [
    "not both of two expressions",
    some("ab", "a"),
    "ab",
    at(regex("a.*"), regex(".*b")),
    [`${EXCLUDED} /p`],
  ],
  ["a part of each listed text", some("abc", "b"), "abc", at({ match: "include", value: "b" }), []],
  [
    "a part that a text may lack",
    text,
    "abc",
    at({ match: "include", value: "b" }),
    [`${EXCLUDED} /p`],
  ],
  [
    "a part that no listed text has",
    some("abc"),
    "abz",
    at({ match: "include", value: "z" }),
    [`${NEVER} /p`],
  ],
  [
    "a date",
    { type: "string", format: "date" },
    "2020-01-31",
    at({ match: "date", format: "yyyy-MM-dd" }),
    [],
  ],
  [
    "a date where any text may be",
    text,
    "2020-01-31",
    at({ match: "date", format: "yyyy-MM-dd" }),
    [`${EXCLUDED} /p`],
  ],
  [
    "a date where a time goes with it",
    { type: "string", format: "date-time" },
    "2020-01-31",
    at({ match: "date", format: "yyyy-MM-dd" }),
    [`${NEVER} /p`],
  ],
  [
    "seconds that may have a fraction",
    { type: "string", format: "date-time" },
    "2020-01-31T10:00:00+01:00",
    at({ match: "datetime", format: "yyyy-MM-dd'T'HH:mm:ssXXX" }),
    [`${EXCLUDED} /p`],
  ],
  ["a version", some("1.0.0", "2.0.0-rc.1"), "1.0.0", at({ match: "semver" }), []],
  ["a version where any text may be", text, "1.0.0", at({ match: "semver" }), [`${EXCLUDED} /p`]],
  ["a text that may be empty", text, "a", at({ match: "notEmpty" }), [`${STATE} /p`]],
  [
    "a text that is never empty",
    { type: "string", minLength: 1 },
    "a",
    at({ match: "notEmpty" }),
    [],
  ],
  ["one of several values", some("A", "B"), "A", at({ match: "equality" }), [`${STATE} /p`]],
  ["a rule that nobody knows", text, "a", at({ match: "unheard-of" }), [`${OPEN} /p`]],
  ["an expression of another dialect", text, "b", at(regex("(?P<a>b)")), [`${OPEN} /p`]],
  [
    "what a content looks like",
    text,
    "a",
    at({ match: "contentType", value: "text/plain" }),
    [`${OPEN} /p`],
  ],
  [
    "a number's bounds beside its digits",
    { type: "integer", minimum: 0 },
    7,
    at(regex("\\d+")),
    [`${OPEN} /p`],
  ],
];

describe("types", () => testRows(TYPES));
describe("texts", () => testRows(TEXTS));

test("the witness of an excluded value is one that the provider may send", () => {
  const { errors } = compared(some("A", "B", "C"), "A", at(regex("A|B")));
  expect(errors.map(({ witness }) => witness)).toEqual(["C"]);
});
