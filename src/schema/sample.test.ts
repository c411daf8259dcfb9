import { expect, test } from "vitest";
import { type SampleOptions, sample } from "./sample.ts";
import { createSchemaStore, type Schema, schemaAt } from "./schema.ts";
import { isValid } from "./validate.ts";

function read(raw: unknown, pointer = ""): Schema {
  const uri = "test:/schema";
  const store = createSchemaStore((wanted) =>
    wanted === uri ? { uri, root: raw, isSchema: true } : undefined,
  );
  return schemaAt(store, uri, pointer)!;
}

function sampled(raw: unknown, options: Partial<SampleOptions> = {}): unknown {
  const made = sample(read(raw), { seed: 1, ...options });
  if (!made.ok) throw new Error(`${made.reason} at ${made.pointer}: ${made.message}`);
  return made.value;
}

const text = { type: "string" };
const account = {
  type: "object",
  required: ["id", "secret"],
  properties: {
    id: { ...text, readOnly: true },
    secret: { $ref: "#/$defs/secret" },
    nick: text,
  },
  $defs: { secret: { ...text, writeOnly: true } },
};
const tree = {
  type: "object",
  properties: { leaf: text, left: { $ref: "#" }, all: { type: "array", items: { $ref: "#" } } },
};

test.each([
  // what                           schema                                             names
  ["declared", { properties: { a: text, b: text } }, ["a", "b"]],
  [
    "through allOf and $ref",
    {
      allOf: [{ $ref: "#/$defs/x" }],
      properties: { b: true },
      $defs: { x: { properties: { a: true } } },
    },
    ["b", "a"],
  ],
  [
    "of the first branch that fits",
    { anyOf: [false, { required: ["a"], properties: { a: true, b: true } }] },
    ["a", "b"],
  ],
  [
    "of then",
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
    { if: { properties: { a: { const: 1 } } }, then: { properties: { b: true } } },
    ["a", "b"],
  ],
  ["of else", { if: false, else: { properties: { b: true } } }, ["b"]],
  [
    "all but those that oneOf keeps apart",
    {
      properties: { a: true, b: true, c: true },
      oneOf: [{ required: ["a"] }, { required: ["b"] }],
    },
    ["a", "c"],
  ],
  [
    "of the branch that agrees",
    {
      properties: { a: { const: 1 } },
      anyOf: [
        { properties: { a: { const: 2 }, b: true } },
        { properties: { a: { const: 1 }, c: true } },
      ],
    },
    ["a", "c"],
  ],
  ["all but impossible ones", { properties: { a: true, b: false, c: { enum: [] } } }, ["a"]],
  ["dependents", { properties: { a: true }, dependentRequired: { a: ["c"] } }, ["a", "c"]],
  [
    "without a closed sibling's",
    {
      allOf: [
        { properties: { a: true } },
        { properties: { b: true }, additionalProperties: false },
      ],
    },
    ["b"],
  ],
  [
    "with evaluated ones",
    { allOf: [{ properties: { a: true } }], properties: { b: true }, unevaluatedProperties: false },
    ["b", "a"],
  ],
  [
    "with names like others",
    JSON.parse('{"properties":{"__proto__":true,"constructor":true,"toString":true}}'),
    ["__proto__", "constructor", "toString"],
  ],
  [
    "by pattern",
    {
      type: "object",
      patternProperties: { "^x-1$": true },
      additionalProperties: false,
      minProperties: 1,
    },
    ["x-1"],
  ],
])("properties %s are present", (_, schema, names) => {
  expect(Object.keys(sampled(schema) as object)).toEqual(names);
});

test("readOnly is left out of requests, writeOnly of responses, required or not", () => {
  const namesIn = (options: Partial<SampleOptions>) =>
    Object.keys(sampled(account, options) as object);
  expect(namesIn({ direction: "request" })).toEqual(["secret", "nick"]);
  expect(namesIn({ direction: "response" })).toEqual(["id", "nick"]);
  expect(namesIn({})).toEqual(["id", "secret", "nick"]);
  expect(namesIn({ minimal: true })).toEqual(["id", "secret"]);
});

test("recursion ends early, and depth can be asked for", () => {
  expect(sampled({ ...tree, properties: { left: { $ref: "#" } } })).toEqual({ left: {} });
  expect(sampled({ ...tree, properties: { left: { $ref: "#" } } }, { maxDepth: 3 })).toEqual({
    left: { left: {} },
  });
  expect(JSON.stringify(sampled(tree)).length).toBeLessThan(300);
  const nullable = { anyOf: [{ $ref: "#" }, { type: "null" }] };
  const list = { type: "object", required: ["next"], properties: { next: nullable } };
  expect(sampled(list)).toEqual({ next: { next: null } });
});

test.each([
  [{ type: "integer", minimum: 3, maximum: 3 }, 3],
  [{ type: "number", multipleOf: 0.1, exclusiveMinimum: 0.2, maximum: 0.3 }, 0.3],
  [{ multipleOf: 4, allOf: [{ multipleOf: 6, minimum: 13, maximum: 30 }], type: "integer" }, 24],
  [{ type: "number", not: { type: "integer" }, minimum: 1, maximum: 1.01, multipleOf: 0.01 }, 1.01],
  [{ const: { a: [1] } }, { a: [1] }],
  [{ enum: [1, "a", null], type: ["string", "boolean"] }, "a"],
  [{ enum: [1, 2], allOf: [{ enum: [2, 3] }] }, 2],
  [{ type: "integer", minimum: 0, maximum: 2, not: { enum: [0, 1] } }, 2],
  [{ type: "array", items: { enum: [1] }, minItems: 2, maxItems: 2 }, [1, 1]],
  [{ type: "array", prefixItems: [{ const: 1 }, { const: 2 }], items: false }, [1, 2]],
  [{ type: "array", items: { const: 1 }, uniqueItems: true, maxItems: 4 }, [1]],
  [{ type: "array", contains: { const: 7 }, minContains: 2, maxItems: 2 }, [7, 7]],
  [{ type: "array", items: false }, []],
  [{ type: "string", minLength: 2, maxLength: 2, pattern: "^(aa|bbb)$" }, "aa"],
  [{ type: "string", pattern: "^[ab]*$", allOf: [{ pattern: "^b" }, { maxLength: 1 }] }, "b"],
  [{ type: "string", examples: [1, "shown"] }, "shown"],
  [{ type: "string", example: "too long", maxLength: 5, default: "short" }, "short"],
  [{ anyOf: [{ type: "null" }, { const: "a" }] }, "a"],
  [{ type: ["null", "boolean"], enum: [null, true] }, true],
])("%j gives %j", (schema, value) => {
  expect(sampled({ ...(schema as object) }, { seed: 3 })).toEqual(value);
});

test("an object's example gives its valid values and lacks nothing declared", () => {
  const schema = {
    type: "object",
    example: { a: "shown", b: "no number", extra: 1 },
    properties: { a: text, b: { type: "integer", example: 5 }, c: { ...text, default: "usual" } },
  };
  expect(sampled(schema)).toEqual({ a: "shown", b: 5, c: "usual", extra: 1 });
});

test("a discriminator says which branch was taken", () => {
  const branch = (name: string) => ({
    type: "object",
    required: ["kind", name],
    properties: { kind: text, [name]: text },
  });
  const root = {
    oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
    discriminator: { propertyName: "kind", mapping: { kitty: "#/components/schemas/Cat" } },
    components: { schemas: { Cat: branch("meow"), Dog: branch("bark") } },
  };
  expect(sampled(root)).toMatchObject({ kind: "kitty" });
  expect(sampled({ ...root, oneOf: [root.oneOf[1]] })).toMatchObject({ kind: "Dog" });
});

test.each(
  "int8 int16 int32 int64 uint8 uint16 uint32 uint64 double-int float double decimal decimal128 unixtime sf-integer sf-decimal".split(
    " ",
  ),
)("numbers in the format %s", (format) => {
  for (let seed = 1; seed <= 20; seed += 1) {
    expect(typeof sampled({ type: "number", format }, { seed })).toBe("number");
  }
});

test.each(
  "date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference iri iri-reference uuid uri-template json-pointer relative-json-pointer regex byte binary password int32-is-no-string date-time-local time-local http-date unixtime int64 uint64 decimal decimal128 base64url char ipv4-cidr ipv6-cidr language media-range sf-boolean sf-string sf-token sf-binary commonmark html".split(
    " ",
  ),
)("format %s, at usual and unusual lengths", (format) => {
  for (let seed = 0; seed < 20; seed += 1) {
    expect(typeof sampled({ type: "string", format }, { seed })).toBe("string");
  }
});

test.each([
  [{ type: "string", format: "email", minLength: 60 }],
  [{ type: "string", format: "uri", maxLength: 12 }],
  [{ type: "string", format: "hostname", minLength: 100 }],
  [{ type: "string", minLength: 5000 }],
  [{ type: "string", pattern: "^(?=.*\\d)(?=.*[a-z])(?=.*[A-Z]).{8,}$", maxLength: 9 }],
  [{ type: "string", pattern: "^(?!admin)\\w+$" }],
  [{ type: "string", pattern: "^.{0,65535}$" }],
  [{ type: "string", pattern: "^\\p{Lu}\\p{L}+$" }],
  [{ type: "string", pattern: "^💥+$", minLength: 3, maxLength: 3 }],
])("%j has samples", (schema) => {
  expect(sample(read(schema), { seed: 1 })).toMatchObject({ ok: true });
});

test.each([
  // schema                                            reason           pointer
  [false, "unsatisfiable", ""],
  [{ enum: [] }, "unsatisfiable", ""],
  [{ type: "string", const: 1 }, "unsatisfiable", ""],
  [{ type: "string", allOf: [{ type: "integer" }] }, "unsatisfiable", "/allOf/0"],
  [{ enum: [1, 2], allOf: [{ enum: [3] }] }, "unsatisfiable", "/allOf/0"],
  [{ type: "integer", minimum: 2, maximum: 1 }, "unsatisfiable", ""],
  [{ type: "integer", minimum: 1.2, maximum: 1.8 }, "unsatisfiable", ""],
  [{ type: "object", required: ["a"], properties: { a: false } }, "unsatisfiable", ""],
  [
    { type: "object", required: ["a"], additionalProperties: false },
    "unsatisfiable",
    "/additionalProperties",
  ],
  [
    { type: "object", required: ["a"], properties: { a: { type: "integer", enum: ["x"] } } },
    "unsatisfiable",
    "/properties/a",
  ],
  [{ anyOf: [false, { type: "string", minLength: 2, maxLength: 1 }] }, "unsatisfiable", "/anyOf/0"],
  [{ type: "array", items: { $ref: "#" }, minItems: 1 }, "gave up", "/items"],
  [{ $ref: "#/$defs/missing" }, "gave up", ""],
  [{ type: "string", pattern: "^a$", minLength: 2 }, "gave up", ""],
])("%j is %s at %s", (schema, reason, pointer) => {
  expect(sample(read(schema), { seed: 1 })).toMatchObject({ ok: false, reason, pointer });
});

test("long chains, deep schemas and references in circles neither throw nor hang", () => {
  const chain: Record<string, unknown> = { s5000: { const: "end" } };
  for (let index = 0; index < 5000; index += 1)
    chain[`s${index}`] = { $ref: `#/$defs/s${index + 1}` };
  expect(sampled({ $ref: "#/$defs/s0", $defs: chain })).toBe("end");

  let deep: object = text;
  for (let index = 0; index < 3000; index += 1)
    deep = { type: "object", required: ["a"], properties: { a: deep } };
  expect(sample(read(deep), { seed: 1 })).toMatchObject({ ok: false, reason: "gave up" });

  const circle = {
    $ref: "#/$defs/a",
    $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } },
  };
  expect(sample(read(circle), { seed: 1 })).toMatchObject({ ok: false });

  const names = Array.from({ length: 12 }, (_, index) => `t${index}`);
  const all = Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }]));
  const mesh = Object.fromEntries(names.map((name) => [name, { properties: all }]));
  expect(JSON.stringify(sampled({ $ref: "#/$defs/t0", $defs: mesh })).length).toBeLessThan(20_000);
});

test("names make values plausible, and every seed makes its own", () => {
  const schema = {
    type: "object",
    properties: { email: text, city: text, price: { type: "number" } },
  };
  const values = Array.from({ length: 20 }, (_, seed) => sampled(schema, { seed }));
  for (const value of values) {
    expect(value).toMatchObject({ email: expect.stringContaining("@example.") });
    expect(isValid(read(schema), value)).toBe(true);
  }
  expect(new Set(values.map((value) => JSON.stringify(value))).size).toBeGreaterThan(10);
  expect(sampled(schema, { seed: "7" })).toEqual(sampled(schema, { seed: 7 }));
});
