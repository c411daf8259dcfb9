/**
 * What answers a contract allows for the fields that a consumer reads.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ConcordatError } from "../../src/findings/concordat-error.ts";
import { variants } from "../../src/pact/variants.ts";
import { isValid } from "../../src/schema/validate.ts";
import { readContractText } from "../contract-text.ts";

const file = path.join(import.meta.dirname, "people.openapi.yaml");
const contract = readContractText(readFileSync(file, "utf8"));

const EVERYTHING = "everything present";
const ABSENT = "every optional field absent";
const NULL = "every nullable field null";

describe("of the fields that are named", () => {
  test.each<[string, readonly string[], Record<string, unknown>]>([
    [
      "always there",
      ["id", "/friends/*/id"],
      {
        [EVERYTHING]: { id: "p-1", friends: [{ id: "p-2" }, { id: "p-3" }] },
      },
    ],
    [
      "optional",
      ["id", "nick"],
      {
        [EVERYTHING]: { id: "p-1", nick: "Ada" },
        [ABSENT]: { id: "p-1" },
      },
    ],
    [
      "nullable",
      ["phone"],
      {
        [EVERYTHING]: { phone: "1" },
        [NULL]: { phone: null },
      },
    ],
    [
      "by enum",
      ["flag"],
      {
        [EVERYTHING]: { flag: "F" },
        [ABSENT]: {},
        [NULL]: { flag: null },
      },
    ],
    [
      "in each item, null in the example",
      ["/friends/*/nick"],
      {
        [EVERYTHING]: { friends: [{ nick: "Ben" }, { nick: expect.any(String) }] },
        [ABSENT]: { friends: [{}, {}] },
        [NULL]: { friends: [{ nick: null }, { nick: null }] },
      },
    ],
    [
      "without an example, null by default",
      ["note", "id"],
      {
        [EVERYTHING]: { note: expect.any(String), id: "p-1" },
        [ABSENT]: { id: "p-1" },
        [NULL]: { note: null, id: "p-1" },
      },
    ],
    [
      "inside others",
      ["nick", "/address/street", "/address/state"],
      {
        [EVERYTHING]: { nick: "Ada", address: { street: "Hill", state: "IL" } },
        [ABSENT]: {},
        "every optional field inside /address absent": { nick: "Ada", address: { street: "Hill" } },
        [NULL]: { nick: "Ada", address: null },
        "every nullable field inside /address null": {
          nick: "Ada",
          address: { street: "Hill", state: null },
        },
      },
    ],
    [
      "named whole",
      ["/address"],
      {
        [EVERYTHING]: { address: { street: "Hill", state: "IL" } },
        [ABSENT]: {},
        [NULL]: { address: null },
      },
    ],
    // What the schema refuses of it is left out, field by field.
    [
      "needed by another that is not named",
      ["b", "c"],
      {
        [EVERYTHING]: { b: 2, c: 3 },
        "/c absent": { b: 2 },
      },
    ],
    [
      "needed by another that is named",
      ["b", "a"],
      {
        [EVERYTHING]: { b: 2, a: 1 },
        [ABSENT]: {},
      },
    ],
    [
      "of which one goes after another, and one never",
      ["b", "a", "e"],
      { [EVERYTHING]: { b: 2, a: 1, e: 5 }, "/a, /b absent": { e: 5 } },
    ],
    ["that cannot be there", ["id", "never"], { [EVERYTHING]: { id: "p-1" } }],
    [
      "of another alternative than the example's",
      ["/way/card", "/way/owner"],
      {
        [EVERYTHING]: { way: { card: expect.any(String), owner: expect.any(String) } },
        [ABSENT]: {},
        "every optional field inside /way absent": { way: { card: expect.any(String) } },
      },
    ],
    [
      "of which one has to be there",
      ["/contact/mail", "/contact/fax"],
      {
        [EVERYTHING]: { contact: { mail: "m", fax: "f" } },
        [ABSENT]: {},
        "/contact/mail absent": { contact: { fax: "f" } },
        "/contact/fax absent": { contact: { mail: "m" } },
      },
    ],
    [
      "of one alternative",
      ["/way/iban", "/way/bic"],
      {
        [EVERYTHING]: { way: { iban: "DE1", bic: "X" } },
        [ABSENT]: {},
        "every optional field inside /way absent": { way: { iban: "DE1" } },
      },
    ],
    // The contract says nothing of them that could be tried both ways.
    [
      "that may be anything",
      ["anything", "/extra/colour"],
      {
        [EVERYTHING]: { anything: expect.anything(), extra: { colour: "red" } },
        [ABSENT]: {},
      },
    ],
    [
      "that no contract knows",
      ["age", "/extra/size"],
      {
        [EVERYTHING]: { age: "age", extra: { size: "size" } },
        [ABSENT]: { age: "age" },
      },
    ],
  ])("%s", (_, fields, expected) => {
    const found = variants(contract, "getPerson", { status: 200, fields });
    expect(Object.fromEntries(found.map((variant) => [variant.name, variant.fields]))).toEqual(
      expected,
    );
    expect(found.map(({ name }) => name)).toEqual(Object.keys(expected));
  });
});

test("of another status", () => {
  expect(variants(contract, "GET /people/{id}", { status: 404, fields: ["reason"] })).toEqual([
    { name: EVERYTHING, fields: { reason: expect.any(String) } },
    { name: ABSENT, fields: {} },
    { name: NULL, fields: { reason: null } },
  ]);
});

test("by a sample where the example cannot have them", () => {
  expect(variants(contract, "getPerson", { status: 203, fields: ["name"] })).toEqual([
    { name: EVERYTHING, fields: { name: expect.any(String) } },
    { name: ABSENT, fields: {} },
  ]);
});

test("as far as they can be there together", () => {
  expect(variants(contract, "getPerson", { status: 203, fields: ["/box/x", "/box/y"] })).toEqual([
    { name: EVERYTHING, fields: { box: { x: 1 } } },
    { name: ABSENT, fields: {} },
    { name: "every optional field inside /box absent", fields: { box: {} } },
  ]);
});

test("of an answer without a schema there is one", () => {
  expect(variants(contract, "getPerson", { status: 204, fields: ["id"] })).toEqual([
    { name: EVERYTHING, fields: { id: "id" } },
  ]);
});

test("with all fields named, each is an answer that the contract allows", () => {
  const fields = [
    "id",
    "nick",
    "phone",
    "note",
    "/address",
    "friends",
    "a",
    "b",
    "c",
    "contact",
    "way",
    "flag",
  ];
  const operation = contract.operations.find(({ id }) => id === "getPerson")!;
  const { schema } = operation.responses[0]!.content[0]!;
  const found = variants(contract, "getPerson", { status: 200, fields });
  expect(found.map(({ name }) => name)).toEqual([EVERYTHING, ABSENT, NULL]);
  for (const { fields: body } of found) expect(isValid(schema!, body)).toBe(true);
});

test("an unknown operation is refused", () => {
  const attempt = () => variants(contract, "getPeople", { fields: ["id"] });
  expect(attempt).toThrow(ConcordatError);
  expect(attempt).toThrow('the contract People has no operation "getPeople"');
});
