import { expect, test } from "vitest";
import { compareSchemas } from "../schema/compare/compare.ts";
import { createSchemaStore, type Schema, schemaAt } from "../schema/schema.ts";
import { itemsOf, memberOf } from "./member-schema.ts";

function schemaOf(root: object | boolean): Schema {
  const uri = "test:schema";
  const store = createSchemaStore((wanted) =>
    wanted === uri ? { uri, root, isSchema: true } : undefined,
  );
  return schemaAt(store, uri, "")!;
}

const person = { type: "object", required: ["id"], properties: { id: { type: "string" } } };

test.each<{ what: string; schema: object; token: string; says: object; isCertain: boolean }>([
  { what: "a property", schema: person, token: "id", says: { type: "string" }, isCertain: true },
  {
    what: "one that may be left out",
    schema: { ...person, required: [] },
    token: "id",
    says: { type: "string" },
    isCertain: false,
  },
  {
    what: "one of what may be null",
    schema: { ...person, type: ["object", "null"] },
    token: "id",
    says: { type: "string" },
    isCertain: false,
  },
  {
    what: "one that two parts speak of",
    schema: { allOf: [person, { properties: { id: { maxLength: 3 } } }] },
    token: "id",
    says: { type: "string", maxLength: 3 },
    isCertain: true,
  },
  {
    what: "one of two kinds",
    schema: {
      anyOf: [
        person,
        { type: "object", properties: { id: { type: "integer" } } },
        { type: "null" },
      ],
    },
    token: "id",
    says: { type: ["string", "integer"] },
    isCertain: false,
  },
  {
    what: "one behind a reference that leads back",
    schema: { $ref: "#/$defs/a", $defs: { a: { allOf: [{ $ref: "#" }, person] } } },
    token: "id",
    says: { type: "string" },
    isCertain: true,
  },
  {
    what: "one by its pattern",
    schema: { type: "object", patternProperties: { "^x-": { type: "number" } } },
    token: "x-a",
    says: { type: "number" },
    isCertain: false,
  },
  {
    what: "one of a map",
    schema: { type: "object", additionalProperties: { type: "number" } },
    token: "any",
    says: { type: "number" },
    isCertain: false,
  },
  {
    what: "an item of a tuple",
    schema: { type: "array", minItems: 2, prefixItems: [true, { type: "null" }] },
    token: "1",
    says: { type: "null" },
    isCertain: true,
  },
  {
    what: "an item that may not be there",
    schema: { type: "array", minItems: 2, items: { type: "null" } },
    token: "2",
    says: { type: "null" },
    isCertain: false,
  },
])("$what", ({ schema, token, says, isCertain }) => {
  const member = memberOf(schemaOf(schema), token)!;
  expect(member.isCertain).toBe(isCertain);
  const wanted = schemaOf(says);
  expect(compareSchemas(member.schema, wanted)).toEqual({ kind: "compatible" });
  expect(compareSchemas(wanted, member.schema)).toEqual({ kind: "compatible" });
});

test.each<{ what: string; schema: object | boolean; token: string }>([
  { what: "anything", schema: true, token: "id" },
  { what: "an object that declares others", schema: person, token: "name" },
  { what: "a closed object", schema: { ...person, additionalProperties: false }, token: "name" },
  { what: "a text", schema: { type: "string" }, token: "0" },
])("$what declares no such member", ({ schema, token }) => {
  expect(memberOf(schemaOf(schema), token)).toBeUndefined();
});

test("items are those of a list, and none of a tuple", () => {
  const list = { anyOf: [{ type: "array", items: { type: "string" } }, { type: "null" }] };
  expect(itemsOf(schemaOf(list))!.value).toEqual({ type: "string" });
  expect(itemsOf(schemaOf({ prefixItems: [{ type: "string" }], items: false }))).toBeUndefined();
  expect(itemsOf(schemaOf(person))).toBeUndefined();
});
