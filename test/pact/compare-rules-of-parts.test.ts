/**
 * What a rule of a response says beside a schema, and how severe it is: lists, objects, and no rule. Expected findings are
 * from DESIGN, decisions 3 and 4, and from Pact V4 #matching-rules.
 */
import { describe } from "vitest";
import {
  at,
  CONDITION,
  contains,
  EXCLUDED,
  eachKey,
  eachValue,
  integer,
  list,
  map,
  NEVER,
  of,
  type Row,
  regex,
  STATE,
  some,
  testRows,
  text,
  type,
} from "./rule-beside-schema.ts";

const LISTS: Row[] = [
  [
    "more items than are sent in some states",
    list(text),
    ["a"],
    at({ match: "type", min: 1 }),
    [`${STATE} /p`],
  ],
  [
    "more items than are ever sent",
    list(text, { maxItems: 1 }),
    ["a"],
    at({ match: "type", min: 2 }),
    [`${NEVER} /p`],
  ],
  [
    "fewer items than are ever sent",
    list(text, { minItems: 3 }),
    ["a"],
    at({ match: "type", max: 2 }),
    [`${NEVER} /p`],
  ],
  ["any number of items", list(text), ["a", "b"], at(type), []],
  ["so many items and no others", list(text), ["a"], { "$.p[*]": [type] }, [`${STATE} /p`]],
  ["numbers of items do not cascade", list(text), ["a"], { $: [{ match: "type", min: 1 }] }, []],
  [
    "items of two types",
    list({ type: ["string", "integer"] }),
    ["a"],
    at(type),
    [`${EXCLUDED} /p/0`],
  ],
  [
    "a field of every item",
    list(of({ id: { type: "number" } }, { required: ["id"] })),
    [{ id: 1 }],
    { "$.p": [type], "$.p[*].id": [{ match: "integer" }] },
    [`${EXCLUDED} /p/0/id`],
  ],
  ["a list that is not empty", list(text), ["a"], at({ match: "notEmpty" }), [`${STATE} /p`]],
  [
    "an item among others",
    list(some("a", "b")),
    ["a"],
    at(contains({ $: [regex("a")] })),
    [`${STATE} /p`],
  ],
  [
    "an item that is never sent",
    list(some("b")),
    ["a"],
    at(contains({ $: [regex("a")] })),
    [`${NEVER} /p/0`, `${STATE} /p`],
  ],
  [
    "an item in a list without any",
    list(text, { maxItems: 0 }),
    ["a"],
    at(contains({ $: [regex("a")] })),
    [`${NEVER} /p`, `${STATE} /p`],
  ],
  [
    "further items, for which the rule of the first does not hold",
    list(text),
    ["12"],
    { "$.p": [regex("\\d+")], "$.p[0]": [type] },
    [`${EXCLUDED} /p`],
  ],
];

const OBJECTS: Row[] = [
  [
    "names that are declared",
    of({ a: integer, b: integer }),
    { a: 1 },
    at(eachKey(regex("a|b"))),
    [],
  ],
  [
    "a declared name that is refused",
    of({ a: integer, b: integer }),
    { a: 1 },
    at(eachKey(regex("a"))),
    [`${EXCLUDED} /p`],
  ],
  ["names that may be any", map(integer), { ab: 1 }, at(eachKey(regex("a.*"))), [`${STATE} /p`]],
  [
    "names of a pattern",
    map(integer, { propertyNames: { pattern: "^a[b-d]$" } }),
    { ab: 1 },
    at(eachKey(regex("a.*"))),
    [],
  ],
  [
    "names of a wider pattern",
    map(integer, { propertyNames: { pattern: "^[ab]" } }),
    { ab: 1 },
    at(eachKey(regex("a.*"))),
    [`${EXCLUDED} /p`],
  ],
  ["values of one type", map(text), { k: "a" }, at(eachValue(type)), []],
  [
    "values of two types",
    map({ type: ["string", "integer"] }),
    { k: "a" },
    at(eachValue(type)),
    [`${EXCLUDED} /p/k`],
  ],
  [
    "a value of another type under another name",
    of({ k: text, l: integer }),
    { k: "a" },
    at(eachValue(type)),
    [`${EXCLUDED} /p`],
  ],
  [
    "values by a wildcard",
    map(integer),
    { k: 1 },
    { "$.p": [{ match: "values" }], "$.p.*": [{ match: "integer" }] },
    [],
  ],
  [
    "a field that goes with another's value",
    of({ k: some("a", "b") }, { required: ["k"], ...CONDITION }),
    { k: "a", x: "s" },
    { $: [type] },
    [],
  ],
  [
    "a field that goes with another",
    of({ a: integer }, { required: ["a"], dependentSchemas: { a: { properties: { b: text } } } }),
    { a: 1, b: "x" },
    { $: [type] },
    [`${STATE} /p/b`],
  ],
  [
    "nothing beside what is declared",
    {
      type: "object",
      allOf: [{ properties: { a: integer }, required: ["a"] }],
      unevaluatedProperties: false,
    },
    { a: 1 },
    { $: [type] },
    [],
  ],
  [
    "others beside what is declared",
    {
      type: "object",
      allOf: [{ properties: { a: integer }, required: ["a"] }],
      unevaluatedProperties: text,
    },
    { a: 1 },
    { $: [type] },
    [],
  ],
  [
    "two fields that are never sent together",
    of({ a: integer, b: integer }, { not: { required: ["a", "b"] } }),
    { a: 1, b: 2 },
    { $: [type] },
    [`${NEVER} /p`, `${STATE} /p/a`],
  ],
  [
    "more fields than are ever sent",
    of({ a: integer, b: integer }, { maxProperties: 1 }),
    { a: 1, b: 2 },
    { $: [type] },
    [`${NEVER} /p`, `${STATE} /p/a`],
  ],
  [
    "an object where a list may be",
    { anyOf: [list(text), map(text)] },
    { k: "a" },
    {},
    [`${STATE} /p/k`, `${STATE} /p/k`],
  ],
];

const LITERALS: Row[] = [
  ["the only number", { const: 0 }, 0, {}, []],
  ["false, in one state", { type: "boolean" }, false, {}, [`${STATE} /p`]],
  ["a text that is never empty", { type: "string", minLength: 1 }, "", {}, [`${NEVER} /p`]],
  ["null where it is never sent", integer, null, {}, [`${NEVER} /p`]],
  ["null, in one state", { type: ["integer", "null"] }, null, {}, [`${STATE} /p`]],
];

describe("lists", () => testRows(LISTS));
describe("objects", () => testRows(OBJECTS));
describe("literals", () => testRows(LITERALS));
