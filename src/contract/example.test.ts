import { expect, test } from "vitest";
import { schemaOf } from "../../test/schema/schema-of.ts";
import {
  type ExampleUse,
  mediaTypeExampleFaults,
  parameterExampleFaults,
  valueFaults,
} from "./example.ts";

const object = { type: "object" };

// A string may be the text of what is not JSON; where the schema wants strings, it is the value.
test.each<[type: string, schema: object, value: unknown, faults: number]>([
  ["application/json", object, '{"a":1}', 1],
  ["application/json; charset=utf-8", object, "{}", 1],
  ["application/problem+json", object, "{}", 1],
  ["*/*", object, "{}", 1],
  ["application/xml", object, "<a/>", 0],
  ["application/*", object, "<a/>", 0],
  ["application/xml", object, 5, 1],
  ["text/plain", { type: "integer" }, "five", 0],
  ["text/plain", { type: "string", maxLength: 2 }, "five", 1],
  ["text/plain", { enum: ["a"] }, "b", 1],
  ["text/csv", { type: ["string", "array"], maxLength: 2 }, "a;b", 0],
])("%s, %j: %j", (type, schema, value, faults) => {
  expect(
    mediaTypeExampleFaults(type, schemaOf(schema), value, { direction: "response" }),
  ).toHaveLength(faults);
});

// OpenAPI 3.1.1 #working-with-examples: as a value, or as it is sent.
test.each<[schema: object, value: unknown, message: string | undefined]>([
  [{ type: "integer" }, 5, undefined],
  [{ type: "integer" }, "5", undefined],
  [{ type: "integer" }, "five", 'is the string "five"; the contract asks for an integer'],
  [{ type: "integer" }, "5.5", "is the number 5.5; the contract asks for an integer"],
  [{ type: "number", minimum: 1 }, "0.5", "is the number 0.5; the contract asks for 1 or more"],
  [{ type: "number" }, "", 'is the string ""; the contract asks for a number'],
  [{ type: "boolean" }, "true", undefined],
  [{ type: "boolean" }, "yes", 'is the string "yes"; the contract asks for a boolean'],
  [{ type: ["integer", "null"] }, "null", undefined],
  [{ type: "string" }, 5, "is the number 5; the contract asks for a string"],
  [{ enum: ["a", 1] }, "1", undefined],
  [{ type: "array", items: { type: "integer" } }, "1,2", undefined],
  [
    { type: "array", items: { type: "integer" } },
    ["1"],
    'is the string "1"; the contract asks for an integer',
  ],
])("a parameter of %j: %j", (schema, value, message) => {
  const faults = parameterExampleFaults(schemaOf(schema), value, { direction: "request" });
  expect(faults.map((fault) => fault.message)).toEqual(message === undefined ? [] : [message]);
});

const user = {
  required: ["id", "password", "name"],
  properties: { id: { readOnly: true }, password: { writeOnly: true }, name: {} },
};

test.each<[ExampleUse["direction"], value: object, faults: number]>([
  ["request", { password: 1, name: 1 }, 0],
  ["response", { password: 1, name: 1 }, 1],
  ["request", { id: 1, name: 1 }, 1],
  ["response", { id: 1, name: 1 }, 0],
  ["either", { password: 1, name: 1 }, 0],
  ["either", { id: 1, name: 1 }, 0],
  ["either", { id: 1, password: 1, name: 1 }, 0],
  ["either", { name: 1 }, 1],
  ["either", { id: 1, password: 1 }, 1],
  [undefined, { id: 1, name: 1 }, 1],
])("in a %s: %j", (direction, value, faults) => {
  expect(valueFaults(schemaOf(user), value, { direction })).toHaveLength(faults);
});

test("what cannot be decided is no fault", () => {
  expect(valueFaults(schemaOf({ $ref: "#/nowhere" }), 1, { direction: "either" })).toEqual([]);
});
