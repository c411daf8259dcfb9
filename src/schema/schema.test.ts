import { expect, test } from "vitest";
import { schemaIn, schemaOf } from "../../test/schema/schema-of.ts";
import {
  isResolved,
  reference,
  type Schema,
  type SchemaDocument,
  schemaAt,
  subschema,
  subschemas,
} from "./schema.ts";

const uri = "https://test.example/openapi.yaml";

function inDocument(schemas: unknown, pointer = "/components/schemas/A"): Schema {
  return schemaIn([{ uri, root: { components: { schemas } } }], pointer);
}

function targetOf(schema: Schema): string | undefined {
  const target = reference(schema);
  return target && (isResolved(target) ? target.pointer : target.reason);
}

test("one place gives one schema, however it is reached", () => {
  const schema = inDocument({ A: { properties: { b: { $ref: "#/components/schemas/A" } } } });
  const b = subschema(schema, "properties", "b");
  expect(subschema(schema, "properties", "b")).toBe(b);
  expect(schemaAt(schema.store, uri, "/components/schemas/A/properties/b")).toBe(b);
  expect(reference(b)).toBe(schema);
  expect(schemaAt(schema.store, uri, "/components/schemas/B")).toBeUndefined();
});

test.each<[string, Record<string, unknown>, string]>([
  ["a pointer", { $ref: "#/components/schemas/B" }, "/components/schemas/B"],
  ["a whole URI", { $ref: `${uri}#/components/schemas/B` }, "/components/schemas/B"],
  ["percent and tilde", { $ref: "#/components/schemas/c%7E1d%25" }, "/components/schemas/c~1d%"],
  ["an anchor elsewhere", { $ref: "#here" }, "/components/schemas/B/items"],
  ["an $id elsewhere", { $ref: "https://other.example/b" }, "/components/schemas/C"],
  ["inside that $id", { $ref: "https://other.example/b#/items" }, "/components/schemas/C/items"],
  ["an anchor inside an example", { $ref: "#not" }, `${uri} has no $anchor "not"`],
  [
    "an $id that is a property's name",
    { $ref: "https://x.example/" },
    "no document and no $id is https://x.example/",
  ],
  ["a broken percent-encoding", { $ref: "#/%zz" }, `${uri} has no $anchor "/%zz"`],
  ["no URI", { $ref: "http://[" }, "it is not a URI reference"],
])("%s", (_, A, leadsTo) => {
  const schema = inDocument({
    A,
    B: { items: { $anchor: "here" }, example: { $anchor: "not" } },
    C: { $id: "https://other.example/b", items: { type: "string" } },
    D: { properties: { $id: { type: "string" } }, enum: [{ $id: "https://x.example/" }] },
    "c/d%": {},
  });
  expect(targetOf(schema)).toBe(leadsTo);
});

test("references are relative to the nearest $id, also where a pointer led past it", () => {
  const schemas = {
    A: {
      $id: "https://other.example/a/",
      properties: { b: { $ref: "#/$defs/c" } },
      $defs: { c: {} },
    },
  };
  const b = inDocument(schemas, "/components/schemas/A/properties/b");
  expect(b.baseUri).toBe("https://other.example/a/");
  expect(targetOf(b)).toBe("/components/schemas/A/$defs/c");
});

test("equal $ids and anchors mean the first", () => {
  const twice = { $id: "https://other.example/a", $anchor: "x" };
  const schema = schemaOf({
    $ref: "a",
    $id: "https://other.example/",
    $defs: { a: twice, b: twice },
  });
  expect(targetOf(schema)).toBe("/$defs/a");
});

test("schemas stand only where a keyword holds them", () => {
  const schema = schemaOf({
    properties: { properties: {}, a: 3 },
    items: true,
    allOf: [{}, {}],
    default: { items: {} },
    dependencies: { a: ["b"], c: {} },
    not: "no",
  });
  expect(subschemas(schema).map(({ pointer }) => pointer)).toEqual([
    "/properties/properties",
    "/items",
    "/allOf/0",
    "/allOf/1",
    "/dependencies/c",
  ]);
});

test("what normalising makes may stand in place of the schema itself", () => {
  const document: SchemaDocument = {
    uri,
    root: { type: "string", nullable: true },
    normalise({ nullable, ...rest }) {
      if (!nullable) return { value: rest };
      return { value: { anyOf: [rest, { type: "null" }] }, inPlace: new Set([rest]) };
    },
  };
  const schema = schemaIn([document], "");
  const plain = subschema(schema, "anyOf", 0);
  expect(plain.pointer).toBe("");
  expect(plain).not.toBe(schema);
  expect(plain.value).toEqual({ type: "string" });
  expect(subschema(schema, "anyOf", 1).pointer).toBe("/anyOf/1");
});

test("a value that contains itself is indexed once", () => {
  const root: Record<string, unknown> = { $anchor: "a" };
  root.items = root;
  expect(targetOf(schemaOf({ $ref: "#a", $defs: { root } }))).toBe("/$defs/root");
});
