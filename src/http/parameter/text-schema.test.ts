/**
 * Members whose types only the listed values tell. JSON Schema 2020-12 Validation #name-enum,
 * #name-const; how the texts stand on the wire: OpenAPI 3.1 #style-examples.
 */
import { expect, test } from "vitest";
import { operationWith, read } from "../../../test/http/exchange-of.ts";

test.each<[kind: string, schema: unknown, text: string, value: unknown]>([
  ["query form", { const: ["a", "b"] }, "color=a,b", ["a", "b"]],
  ["query form", { enum: [[1, 2], [3]] }, "color=1,2", [1, 2]],
  ["query form explode", { enum: [[1, 2], [3]] }, "color=3", [3]],
  ["query form", { type: "array", enum: [[1, 2], [3]] }, "color=1,2", [1, 2]],
  ["query form", { type: "array", items: {}, enum: [[1, 2], [3]] }, "color=1,2", [1, 2]],
  ["query form", { allOf: [{ enum: [[1, 2]] }] }, "color=1,2", [1, 2]],
  ["path simple", { const: [true, null, 1.5, "x"] }, "true,null,1.5,x", [true, null, 1.5, "x"]],
  // An item that several values could have, and one that none of them has.
  ["query form", { enum: [[1], ["all"]] }, "color=all", ["all"]],
  ["query form", { enum: [[1], ["all"]] }, "color=1", [1]],
  ["query form", { enum: [[1], [2, 3]] }, "color=1,3,4", [1, 3, "4"]],
  // Items that only one of the values has together.
  [
    "query form",
    {
      enum: [
        ["1", "a"],
        [1, "b"],
      ],
    },
    "color=1,a",
    ["1", "a"],
  ],
  [
    "query form",
    {
      enum: [
        ["1", "a"],
        [1, "b"],
      ],
    },
    "color=1,b",
    [1, "b"],
  ],
  // The declared type goes before the listed one.
  ["query form", { items: { type: "string" }, enum: [[1]] }, "color=1", ["1"]],
  ["query form", { const: { a: 1, b: true } }, "color=a,1,b,true", { a: 1, b: true }],
  ["query form explode", { const: { a: 1, b: null } }, "a=1&b=&c=2", { a: 1, b: null }],
  ["query form explode", { enum: [{ a: 1 }, { b: [1, 2] }] }, "b=1&b=2", { b: [1, 2] }],
  ["query form", { properties: { a: {} }, const: { a: 1 } }, "color=a,1", { a: 1 }],
  [
    "query form",
    { additionalProperties: { type: "string" }, const: { a: 1 } },
    "color=a,1",
    { a: "1" },
  ],
  [
    "query deepObject explode",
    { const: { at: { x: [1, 2] }, 0: true } },
    "color[at][x]=1&color[at][x]=2&color[0]=true",
    { at: { x: [1, 2] }, 0: true },
  ],
  ["query deepObject explode", { const: { 0: 1 } }, "color[0]=1", { 0: 1 }],
  // Lists and objects inside a value are JSON texts.
  ["header simple", { enum: [[[1, 2], { a: 1 }]] }, '[1],{"a":1}', [[1], { a: 1 }]],
  ["query form explode", { enum: [[[1, 2], [3]]] }, "color=1,2&color=3", [[1, 2], [3]]],
])("%s of %j: %s", (kind, schema, text, value) => {
  const [where, style, explode] = kind.split(" ");
  const parameter = { in: where, schema, style, explode: explode === "explode" };
  expect(read(operationWith([parameter]).operation, text)).toEqual(value);
});
