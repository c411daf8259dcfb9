import { expect, test } from "vitest";
import { schemaOf } from "../../../test/schema/schema-of.ts";
import { validate } from "../validate.ts";
import { normaliseDraft04 } from "./draft-04.ts";
import { normaliseDraft07 } from "./draft-07.ts";

test.each<[string, typeof normaliseDraft07, unknown, unknown, string[]]>([
  ["items as a list", normaliseDraft07, { items: [{ type: "string" }] }, [1], ["/items/0/type"]],
  [
    "additionalItems",
    normaliseDraft07,
    { items: [{}], additionalItems: false },
    [1, 2],
    ["/additionalItems"],
  ],
  ["additionalItems alone", normaliseDraft07, { additionalItems: false }, [1], []],
  [
    "dependencies on names",
    normaliseDraft07,
    { dependencies: { a: ["b"] } },
    { a: 1 },
    ["/dependencies"],
  ],
  [
    "dependencies on schemas",
    normaliseDraft07,
    { dependencies: { a: { minProperties: 2 } } },
    { a: 1 },
    ["/dependencies/a/minProperties"],
  ],
  [
    "$ref alone counts",
    normaliseDraft07,
    { allOf: [{ $ref: "#/definitions/a", type: "null" }], definitions: { a: {} } },
    1,
    [],
  ],
  [
    "$id as an anchor",
    normaliseDraft07,
    { allOf: [{ $ref: "#a" }], definitions: { a: { $id: "#a", type: "null" } } },
    1,
    ["/definitions/a/type"],
  ],
  ["a later keyword", normaliseDraft07, { prefixItems: [false] }, [1], []],
  ["exclusive limits", normaliseDraft04, { minimum: 3, exclusiveMinimum: true }, 3, ["/minimum"]],
  ["inclusive limits", normaliseDraft04, { maximum: 3, exclusiveMaximum: false }, 3, []],
  [
    "id as a base",
    normaliseDraft04,
    {
      id: "http://a.example/",
      allOf: [{ $ref: "b" }],
      definitions: { b: { id: "b", type: "null" } },
    },
    1,
    ["/definitions/b/type"],
  ],
  ["a keyword draft-04 has not", normaliseDraft04, { const: 1 }, 2, []],
])("%s", (_, normalise, root, instance, pointers) => {
  const violations = validate(schemaOf(root, { normalise }), instance);
  expect(violations.map(({ schema }) => schema.pointer)).toEqual(pointers);
});
