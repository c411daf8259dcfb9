/**
 * Schemas made of others. Expected verdicts are from JSON Schema 2020-12.
 */
import { expect, test } from "vitest";
import { schemaOf } from "../../test/schema/schema-of.ts";
import { compareSchemas } from "./compare/compare.ts";
import { allOfSchemas, composeSchema } from "./compose.ts";
import { judge } from "./judge.ts";
import { isValid, validate } from "./validate.ts";

const user = schemaOf({
  type: "object",
  properties: { id: { $ref: "#/$defs/id" } },
  $defs: { id: { type: "integer" } },
});
const text = schemaOf({ type: "string" });

test("parts stand in their own documents", () => {
  const root = { type: "object", properties: { user: { $ref: "user" }, name: { $ref: "name" } } };
  const composed = composeSchema(
    root,
    new Map([
      ["user", user],
      ["name", text],
    ]),
  );
  expect(isValid(composed, { user: { id: 1 }, name: "a" })).toBe(true);
  expect(validate(composed, { user: { id: "1" } })).toMatchObject([
    {
      instancePointer: "/user/id",
      schema: { uri: "https://test.example/schema", pointer: "/$defs/id/type" },
    },
  ]);
  expect(judge(composed)({ user: { id: "1" } })).toBe(false);
});

test("they are compared like others", () => {
  const wanted = composeSchema(
    { properties: { user: { $ref: "user" } }, required: ["user"] },
    new Map([["user", user]]),
  );
  const sent = composeSchema(
    { type: "object", properties: { user: { $ref: "user" } } },
    new Map([["user", user]]),
  );
  expect(compareSchemas(sent, wanted)).toMatchObject({ kind: "incompatible", witness: {} });
});

test("all of several schemas", () => {
  const both = allOfSchemas([schemaOf({ minimum: 1 }), schemaOf({ maximum: 2 })]);
  expect([0, 1, 2, 3].map((value) => isValid(both, value))).toEqual([false, true, true, false]);
  expect(allOfSchemas([text])).toBe(text);
});
