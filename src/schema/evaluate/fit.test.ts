/**
 * Which branch explains a value that fits none of them: what a person would say was meant.
 */
import { expect, test } from "vitest";
import { schemaOf } from "../../../test/schema/schema-of.ts";
import { validate } from "../validate.ts";

const text = { type: "string" };
const list = { type: "array" };
const token = { title: "Token", required: ["token"], properties: { token: text } };
const instrument = { title: "Instrument", required: ["id"], properties: { id: text } };
const methods = { title: "Methods", properties: { methods: list, reference: text } };
const payment = { oneOf: [token, instrument, methods] };
const pair = { title: "Pair", required: ["a", "b"], properties: { a: text, b: text } };
const lists = { title: "Lists", properties: { c: list } };
const card = {
  title: "Card",
  required: ["number"],
  properties: { number: text, mode: { enum: ["x", "y"] } },
};
const note = { title: "Note", required: ["text"], properties: { text, number: text } };
const cat = {
  title: "Cat",
  required: ["kind", "meows"],
  properties: { kind: { const: "cat" }, meows: { type: "boolean" }, name: text },
};
const thing = {
  title: "Thing",
  required: ["serial"],
  properties: { serial: text, name: text, size: { type: "integer" } },
};

test.each<[string, unknown, unknown, string[]]>([
  [
    "the branch of what it requires, not that of another wrong property",
    payment,
    { token: 5, methods: "card" },
    ["/token is the number 5; the contract asks for a string"],
  ],
  [
    "the branch of the properties that fit, not that of a wrong one",
    { anyOf: [pair, lists] },
    { a: "1", c: "2" },
    [' has no property "b"; the contract asks for it'],
  ],
  [
    "the branch of the only property there is",
    payment,
    { methods: "card" },
    ['/methods is the string "card"; the contract asks for an array'],
  ],
  [
    "no branch for a null that may stand for nothing",
    payment,
    { methods: null },
    [' is the object {"methods":null}; the contract asks for one of Token, Instrument, Methods'],
  ],
  [
    "the branch that a null is added to",
    payment,
    { token: 5, methods: null },
    ["/token is the number 5; the contract asks for a string"],
  ],
  [
    "no branch for nothing",
    { anyOf: [token, { title: "Some", minProperties: 1 }] },
    {},
    [" is the object {}; the contract asks for one of Token, Some"],
  ],
  [
    "no branch where one property of each is wrong",
    { anyOf: [token, instrument] },
    { token: 5, id: 5 },
    [' is the object {"token":5,"id":5}; the contract asks for one of Token, Instrument'],
  ],
  [
    "the branch with most of the value's properties",
    { anyOf: [cat, thing] },
    { name: "a", size: "b" },
    [
      ' has no property "serial"; the contract asks for it',
      '/size is the string "b"; the contract asks for an integer',
    ],
  ],
  [
    "the branch whose tag agrees, whatever else is there",
    { anyOf: [cat, thing] },
    { kind: "cat", name: "a", size: "b" },
    [' has no property "meows"; the contract asks for it'],
  ],
  [
    "an enum that no other branch knows tells no branches apart",
    { anyOf: [card, note] },
    { number: "1", mode: "z" },
    ['/mode is the string "z"; the contract asks for one of "x", "y"'],
  ],
  [
    "the branch whose undeclared properties are of that kind",
    { anyOf: [token, { additionalProperties: { type: "integer" } }] },
    { a: "1" },
    ['/a is the string "1"; the contract asks for an integer'],
  ],
  [
    "the list with fewer wrong items",
    {
      anyOf: [
        { type: "array", items: { type: "integer" } },
        { type: "array", items: text },
      ],
    },
    [1, 2, "x"],
    ['/2 is the string "x"; the contract asks for an integer'],
  ],
  [
    "no branch of a text that both refuse once",
    {
      anyOf: [
        { title: "Code", pattern: "^[0-9]{3}$" },
        { title: "Name", minLength: 9 },
      ],
    },
    "abc",
    [' is the string "abc"; the contract asks for one of Code, Name'],
  ],
])("told of: %s", (_, schema, instance, messages) => {
  const told = validate(schemaOf(schema), instance);
  expect(told.map(({ instancePointer, message }) => `${instancePointer} ${message}`)).toEqual(
    messages,
  );
});
