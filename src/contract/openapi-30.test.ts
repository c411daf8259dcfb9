/**
 * OpenAPI 3.0's words in those of 2020-12. Expected values are from OpenAPI 3.0.3 #schema-object,
 * #reference-object and, for `nullable`, its clarification in 3.0.3.
 */
import { expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { isValid } from "../schema/validate.ts";
import { normaliseOpenApi30 } from "./openapi-30.ts";

test.each<[name: string, schema: Record<string, unknown>, expected: unknown]>([
  ["nothing", {}, {}],
  ["nullable false", { type: "string", nullable: false }, { type: "string", nullable: false }],
  ["nullable", { type: "string", nullable: true }, { type: ["string", "null"] }],
  [
    "nullable with an enum",
    { type: "string", enum: ["a"], nullable: true },
    { type: ["string", "null"], enum: ["a", null] },
  ],
  [
    "nullable with an enum that has null",
    { enum: ["a", null], nullable: true },
    { enum: ["a", null] },
  ],
  // Without a type, null is allowed already.
  ["nullable without a type", { nullable: true, minLength: 2 }, { minLength: 2 }],
  [
    "nullable with allOf",
    { nullable: true, allOf: [{ $ref: "#/a" }] },
    { anyOf: [{ allOf: [{ $ref: "#/a" }] }, { type: "null" }] },
  ],
  [
    "nullable with a type and not",
    { type: "string", nullable: true, not: { enum: ["a"] } },
    { anyOf: [{ type: "string", not: { enum: ["a"] } }, { type: "null" }] },
  ],
  [
    "nullable that is no boolean",
    { type: "string", nullable: "yes" },
    { type: "string", nullable: "yes" },
  ],
  ["an exclusive minimum", { minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
  ["an exclusive maximum", { maximum: 9, exclusiveMaximum: true }, { exclusiveMaximum: 9 }],
  ["an inclusive minimum", { minimum: 1, exclusiveMinimum: false }, { minimum: 1 }],
  ["an exclusive minimum of nothing", { exclusiveMinimum: true }, {}],
  ["an exclusive minimum in 3.1's way", { exclusiveMinimum: 1 }, { exclusiveMinimum: 1 }],
  [
    "a reference with siblings",
    { $ref: "#/components/schemas/Pet", nullable: true, description: "a pet" },
    { $ref: "#/components/schemas/Pet" },
  ],
  [
    "keywords that 3.0 does not have",
    { type: "object", const: 1, if: {}, patternProperties: {}, $id: "x", examples: [1] },
    { type: "object" },
  ],
  [
    "annotations",
    { type: "string", readOnly: true, example: 1, "x-note": 1 },
    { type: "string", readOnly: true, example: 1 },
  ],
])("%s", (_, schema, expected) => {
  const before = structuredClone(schema);
  expect(normaliseOpenApi30(schema).value).toEqual(expected);
  expect(schema).toEqual(before);
});

const contract = readContractText(`
openapi: 3.0.3
paths:
  /:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                typed: { type: string, nullable: true }
                chosen: { type: string, enum: [a], nullable: true }
                combined: { nullable: true, allOf: [{ $ref: "#/components/schemas/Name" }] }
                referred: { $ref: "#/components/schemas/Name", nullable: true }
                above: { type: number, minimum: 1, exclusiveMinimum: true }
                list: { type: array, items: { type: string, nullable: true } }
components: { schemas: { Name: { type: string } } }
`);
const schema = contract.operations[0]!.requestBody!.content[0]!.schema!;

test.each<[value: unknown, accepted: boolean]>([
  [{ typed: null }, true],
  [{ typed: 1 }, false],
  [{ chosen: null }, true],
  [{ chosen: "b" }, false],
  [{ combined: null }, true],
  [{ combined: "a" }, true],
  [{ combined: 1 }, false],
  // `nullable` beside `$ref` is ignored, as 3.0 #reference-object asks.
  [{ referred: null }, false],
  [{ above: 1 }, false],
  [{ above: 1.5 }, true],
  [{ list: [null, "a"] }, true],
  [{ list: [1] }, false],
])("%j", (value, accepted) => {
  expect(isValid(schema, value)).toBe(accepted);
});
