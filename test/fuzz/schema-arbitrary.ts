/**
 * Schemas as JSON text: what keywords are for, and now and then what they are not for.
 */
import fc from "fast-check";
import { NAMES, REFERENCES, VALUES } from "./hostile.ts";
import { Lexeme, put, writeJson } from "./json-tree.ts";

export const DIALECTS = ["2020-12", "draft-07", "draft-04", "openapi-3.0"] as const;

export type Dialect = (typeof DIALECTS)[number];

// A document that is nested deeper is not read at all.
const UNREAD = ["nested 600", "nested 100000"];

const hostile = fc
  .constantFrom(...[...VALUES.keys()].filter((name) => !UNREAD.includes(name)))
  .map((name) => new Lexeme(VALUES.get(name)!));

const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("a", "b", "__proto__", "constructor", "") },
  fc.constantFrom(...NAMES.values()),
);

const pattern = fc.oneof(
  fc.constantFrom(
    ...["^[a-z]+$", "", ".", "^x-", "^(a+)+$", "(a|aa)+$", "^(?=.*[A-Z]).{3,8}$", "\\p{L}", "^$"],
    ...["(?<n>a)\\k<n>", "[^]", "(?:a{0,500}){0,500}", "(?!)", "a{99999999}", "\\", "(", "[z-a]"],
    ...[
      "\\u{1F600}",
      "^\\S+@\\S+\\.\\S+$",
      "((((((((((a*)*)*)*)*)*)*)*)*)*)*b",
      "(.*)(.*)(.*)(.*)c",
    ],
    ...["\\cA\\0\\x41", "(?i:a)", "[\\d-z]", "^(?:(?:a?){30}a{30})$", "^.*(?<!a)$", "(?<=a)b"],
  ),
  fc.string({ maxLength: 8 }),
);

const format = fc.constantFrom(
  ..."date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri".split(" "),
  ..."uri-reference iri uuid uri-template json-pointer regex byte binary int32 int64".split(" "),
  ..."float double password toString __proto__ nothing media-range".split(" "),
);

const reference = fc.oneof(
  fc.constantFrom(
    ...["#", "#/$defs/a", "#/$defs/b", "#/$defs/__proto__", "#/allOf/0", "#/properties/a", "#here"],
    ...[
      "other",
      "https://test.example/other",
      "#/$defs/a/items",
      "a.json#/$defs/b",
      "#/definitions/a",
    ],
  ),
  fc.constantFrom(...REFERENCES.values()),
);

const count = fc.constantFrom<unknown>(0, 1, 2, 3, 5, 70, -1, 1.5, new Lexeme("1e9"), 5000);
const number = fc.constantFrom<unknown>(
  ...[
    -3,
    -0.5,
    0,
    1,
    2.5,
    7,
    100,
    0.1,
    1e-9,
    1e300,
    2 ** 53,
    new Lexeme("1e999"),
    new Lexeme("-0"),
  ],
);
const scalar = fc.oneof(fc.constantFrom<unknown>(null, true, 0, 1, "a", "2024-01-15"), hostile);
const type = fc.constantFrom(
  ..."null boolean integer number string array object any file".split(" "),
);

const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
  const inner = tie("schema");
  const some = fc.array(inner, { minLength: 1, maxLength: 3 });
  const named = fc.array(fc.tuple(name, inner), { maxLength: 3 }).map(mappingOf);
  const patterns = fc.array(fc.tuple(pattern, inner), { maxLength: 2 }).map(mappingOf);
  const names = fc.uniqueArray(name, { maxLength: 3 });
  const keywords: Record<string, fc.Arbitrary<unknown>> = {
    type: fc.oneof({ weight: 4, arbitrary: type }, fc.uniqueArray(type, { maxLength: 3 })),
    const: scalar,
    enum: fc.array(scalar, { maxLength: 3 }),
    default: scalar,
    example: scalar,
    examples: fc.array(scalar, { maxLength: 2 }),
    nullable: fc.boolean(),
    readOnly: fc.boolean(),
    writeOnly: fc.boolean(),
    minimum: number,
    maximum: number,
    exclusiveMinimum: fc.oneof(number, fc.boolean()),
    exclusiveMaximum: fc.oneof(number, fc.boolean()),
    multipleOf: number,
    minLength: count,
    maxLength: count,
    pattern,
    format,
    contentMediaType: fc.constant("application/json"),
    contentEncoding: fc.constant("base64"),
    items: fc.oneof(inner, some),
    additionalItems: inner,
    prefixItems: some,
    contains: inner,
    minContains: count,
    maxContains: count,
    minItems: count,
    maxItems: count,
    uniqueItems: fc.boolean(),
    unevaluatedItems: inner,
    properties: named,
    patternProperties: patterns,
    additionalProperties: inner,
    unevaluatedProperties: inner,
    propertyNames: inner,
    required: fc.oneof(names, fc.boolean()),
    dependentRequired: fc.array(fc.tuple(name, names), { maxLength: 2 }).map(mappingOf),
    dependentSchemas: named,
    dependencies: named,
    minProperties: count,
    maxProperties: count,
    allOf: some,
    anyOf: some,
    oneOf: some,
    not: inner,
    if: inner,
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
    then: inner,
    else: inner,
    discriminator: fc.record({
      propertyName: name,
      mapping: fc.array(fc.tuple(name, reference), { maxLength: 2 }).map(mappingOf),
    }),
    xml: fc.record({ name, wrapped: fc.boolean() }, { requiredKeys: [] }),
    $ref: reference,
    $dynamicRef: reference,
    $recursiveRef: fc.constant("#"),
    $id: fc.oneof(fc.constantFrom("other", "https://test.example/other", "#here"), reference),
    id: reference,
    $anchor: fc.constantFrom("here", "", "a b"),
    $dynamicAnchor: fc.constantFrom("here", "meta"),
    $schema: fc.constantFrom(
      "https://json-schema.org/draft/2020-12/schema",
      "http://json-schema.org/draft-07/schema#",
      "http://json-schema.org/draft-04/schema#",
      "https://json-schema.org/draft/2019-09/schema",
      "nothing",
    ),
    $defs: named,
    definitions: named,
  };
  const entries = Object.entries(keywords).map(([keyword, value]) =>
    fc.tuple(fc.constant(keyword), fc.oneof({ weight: 9, arbitrary: value }, hostile)),
  );
  const object = fc
    .array(fc.oneof({ depthSize: "small" }, ...entries), { minLength: 1, maxLength: 5 })
    .map(mappingOf);
  return {
    schema: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.record({ type }),
      { weight: 1, arbitrary: fc.boolean() },
      { weight: 1, arbitrary: hostile },
      { weight: 9, arbitrary: object },
    ),
  };
});

function mappingOf(entries: readonly (readonly [string, unknown])[]): object {
  const mapping = {};
  for (const [key, value] of entries) put(mapping, key, value);
  return mapping;
}

/** With definitions that references find. */
export const anySchema: fc.Arbitrary<string> = fc
  .tuple(schema, fc.option(fc.tuple(schema, schema)))
  .map(([outer, inner]) => {
    const isOpen = outer !== null && typeof outer === "object" && !(outer instanceof Lexeme);
    if (!isOpen || inner === null) return writeJson(outer);
    const copy = mappingOf(Object.entries(outer));
    put(copy, "$defs", { a: inner[0], b: inner[1] });
    return writeJson(copy);
  });
