/**
 * Which `$ref`s are references. Expected values are from OpenAPI 3.1 #reference-object,
 * #example-object, #specification-extensions and JSON Schema 2020-12 Core #name-properties.
 */
import { expect, test } from "vitest";
import { findReferences } from "./reference-scan.ts";
import { readSource } from "./source.ts";

function referencesIn(text: string): string[] {
  const source = readSource(text, { uri: "file:///a.yaml", file: "a.yaml" });
  return findReferences(source).map(({ at, ref }) => `${at.pointer} ${ref}`);
}

test("references are found in document order", () => {
  const text = `
paths:
  /b: { $ref: b.yaml }
  /a:
    get:
      parameters: [{ $ref: "#/p" }, { name: x, schema: { $ref: s.yaml#/x } }]
      responses: { default: { $ref: r.yaml } }
`;
  expect(referencesIn(text)).toEqual([
    "/paths/~1b/$ref b.yaml",
    "/paths/~1a/get/parameters/0/$ref #/p",
    "/paths/~1a/get/parameters/1/schema/$ref s.yaml#/x",
    "/paths/~1a/get/responses/default/$ref r.yaml",
  ]);
});

test.each([
  // Data.
  ["{ example: { $ref: a } }", []],
  ["{ default: { $ref: a } }", []],
  ["{ enum: [{ $ref: a }] }", []],
  ["{ const: { $ref: a } }", []],
  ["{ x-note: { $ref: a } }", []],
  ["{ examples: [{ $ref: a }] }", []],
  ["{ examples: { one: { value: { $ref: a } } } }", []],
  ["{ discriminator: { mapping: { $ref: a } } }", []],
  ["{ a: { $ref: 1 } }", []],
  // An example by name may be a reference.
  ["{ examples: { one: { $ref: a } } }", ["/examples/one/$ref a"]],
  // Names that the author chose, and that are no keywords.
  ["{ properties: { $ref: { type: string } } }", []],
  ["{ properties: { $ref: { $ref: a } } }", ["/properties/$ref/$ref a"]],
  ["{ properties: { example: { $ref: a } } }", ["/properties/example/$ref a"]],
  ["{ properties: { default: { $ref: a } } }", ["/properties/default/$ref a"]],
  ["{ properties: { x-a: { $ref: a } } }", ["/properties/x-a/$ref a"]],
  ["{ properties: { properties: { $ref: a } } }", ["/properties/properties/$ref a"]],
  ["{ $defs: { enum: { items: { $ref: a } } } }", ["/$defs/enum/items/$ref a"]],
  ["{ schemas: { value: { $ref: a } } }", ["/schemas/value/$ref a"]],
  ["{ callbacks: { x: { '{$url}': { $ref: a } } } }", ["/callbacks/x/{$url}/$ref a"]],
  // What stands beside a reference is looked at as well.
  ["{ $ref: a, allOf: [{ $ref: b }] }", ["/$ref a", "/allOf/0/$ref b"]],
  ["[{ $ref: a }, [{ $ref: b }]]", ["/0/$ref a", "/1/0/$ref b"]],
  ["text", []],
])("%s", (text, expected) => {
  expect(referencesIn(text)).toEqual(expected);
});

test("what an alias repeats is looked at once", () => {
  expect(referencesIn("a: &a { $ref: x }\nb: *a\n")).toEqual(["/a/$ref x"]);
});

test("depth costs no stack", () => {
  const deep = `${'{"a":'.repeat(450)}{"$ref":"x"}${"}".repeat(450)}`;
  expect(referencesIn(deep)).toHaveLength(1);
});
