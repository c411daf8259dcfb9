/**
 * Small random schemas of all keywords of 2020-12, about few names and values, so that two of
 * them have something to do with each other.
 */
import { below, fraction, pick, type Random } from "../../src/schema/sample/random.ts";
import type { Json } from "../exchanges/documents.ts";

export type RandomSchema = boolean | Json;

export const NAMES: readonly string[] = ["a", "b", "c", "d"];

/** Patterns, each with texts that match and texts that do not. */
export const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  "^a": ["a", "ab", "ba"],
  b$: ["b", "ab", "bc"],
  "^[a-c]+$": ["a", "abc", "abcd", ""],
  "^[a-z]{2,4}$": ["ab", "abcd", "a", "abcde", "AB"],
  "^(a|bc)$": ["a", "bc", "abc", "b"],
  "[0-9]": ["0", "a1", "ab"],
  "^\\d{3}$": ["123", "12", "1234", "12a"],
  "^x-": ["x-a", "x", "ax-a"],
  "^.{2}$": ["ab", "a", "\u{1F600}a", "\n\n"],
  "^(?!a).*$": ["b", "", "ab"],
  "c|d": ["c", "d", "ab"],
};

export const FORMATS: Readonly<Record<string, readonly unknown[]>> = {
  date: ["2024-02-29", "2023-02-29", "2024-1-1"],
  "date-time": ["2024-02-29T12:00:00Z", "2024-02-29T12:00:00+01:00", "2024-02-29 12"],
  uuid: ["123e4567-e89b-12d3-a456-426614174000", "123e4567"],
  email: ["a@example.com", "a@", "ab"],
  uri: ["https://example.com/a", "a:b", "/a"],
  ipv4: ["127.0.0.1", "256.0.0.1"],
  int32: [2_147_483_647, 2_147_483_648, -2_147_483_649],
  int64: [2_147_483_648, 4_294_967_296, 0.5],
};

const TYPES = ["string", "integer", "number", "boolean", "null", "object", "array"] as const;

interface Draw {
  random: Random;
  /** Levels that may still come below. */
  depth: number;
  /** Whether a reference may stand here: one that leads back to where it stands has no meaning. */
  mayRefer: boolean;
  /** Whether `unevaluated...` may stand here: with much else, Ajv cannot judge it. */
  asksEvaluated: boolean;
}

/** A schema with the `$defs` that it refers to. */
export function randomSchema(random: Random): RandomSchema {
  const asksEvaluated = chance(random, 0.3);
  const depth = 1 + below(random, 3);
  const root = schemaIn({ random, depth, mayRefer: !asksEvaluated, asksEvaluated });
  if (typeof root === "boolean" || !JSON.stringify(root).includes('"$ref"')) return root;
  const draw = { random, depth: 1, mayRefer: false, asksEvaluated };
  root.$defs = {
    // What is referred to is no reference itself, so that each round leads into a member.
    x: random.state % 2 === 0 ? objectKeywords({ ...draw, depth: 2 }) : schemaIn(draw),
    y: chance(random, 0.5) ? arrayKeywords(draw) : schemaIn(draw),
  };
  return root;
}

function chance(random: Random, likely: number): boolean {
  return fraction(random) < likely;
}

function schemaIn(draw: Draw): RandomSchema {
  const { random, depth, mayRefer } = draw;
  const kind = fraction(random);
  if (kind < 0.03) return chance(random, 0.7);
  if (kind < 0.06) return {};
  if (mayRefer && kind < 0.13) {
    const $ref = `#/$defs/${pick(random, ["x", "y"])}`;
    return chance(random, 0.7) ? { $ref } : { $ref, ...typed(draw) };
  }
  if (kind < 0.24) return values(random);
  const own = typed(draw);
  if (depth > 0 && chance(random, 0.3)) Object.assign(own, combined(draw));
  // Keywords of one type beside those of another.
  if (chance(random, 0.08)) Object.assign(own, typed(draw));
  return own;
}

function typed(draw: Draw): Json {
  const { random, depth } = draw;
  const kind = fraction(random);
  const own =
    depth > 0 && kind < 0.4
      ? objectKeywords(draw)
      : depth > 0 && kind < 0.58
        ? arrayKeywords(draw)
        : kind < 0.78
          ? numberKeywords(random)
          : kind < 0.95
            ? stringKeywords(random)
            : { type: pick(random, TYPES) };
  const types = fraction(random);
  if (types < 0.1) delete own.type;
  else if (types < 0.2) {
    own.type = [...new Set([own.type ?? "null", pick(random, TYPES), pick(random, TYPES)])];
  }
  return own;
}

/** The first of the keywords always, the others by chance, at most three of them. */
function some(random: Random, keywords: readonly (() => Json)[]): Json {
  const made: Json = {};
  const count = 1 + below(random, 3);
  for (let round = 0; round < count; round += 1) Object.assign(made, pick(random, keywords)());
  return made;
}

function numberKeywords(random: Random): Json {
  const type = chance(random, 0.5) ? "integer" : "number";
  const bound = () => (chance(random, 0.8) ? below(random, 12) - 3 : below(random, 40) / 4 - 3);
  return {
    type,
    ...some(random, [
      () => ({}),
      () => ({ minimum: bound() }),
      () => ({ maximum: bound() + 4 }),
      () => ({ exclusiveMinimum: bound() }),
      () => ({ exclusiveMaximum: bound() + 4 }),
      () => ({ multipleOf: pick(random, [1, 2, 3, 5, 0.5, 0.1, 0.01, 1.5]) }),
      () => ({ format: pick(random, ["int32", "int64"]) }),
    ]),
  };
}

function stringKeywords(random: Random): Json {
  return {
    type: "string",
    ...some(random, [
      () => ({}),
      () => ({ minLength: below(random, 4) }),
      () => ({ maxLength: below(random, 6) }),
      () => ({ pattern: pick(random, Object.keys(PATTERNS)) }),
      () => ({ pattern: pick(random, Object.keys(PATTERNS)) }),
      () => ({ format: pick(random, ["date", "date-time", "uuid", "email", "uri", "ipv4"]) }),
    ]),
  };
}

function objectKeywords(draw: Draw): Json {
  const { random } = draw;
  const inner = { ...draw, depth: draw.depth - 1, mayRefer: mayReferBelow(draw) };
  const properties = () => {
    const names = [1, 2, 3].slice(below(random, 3)).map(() => pick(random, NAMES));
    return { properties: Object.fromEntries(names.map((name) => [name, schemaIn(inner)])) };
  };
  const rest = () => (chance(random, 0.6) ? false : schemaIn(inner));
  const made = {
    type: "object",
    ...(chance(random, 0.8) ? properties() : {}),
    ...some(random, [
      () => ({ required: someNames(random) }),
      () => ({ required: someNames(random) }),
      () => ({ additionalProperties: false }),
      () => ({ additionalProperties: schemaIn(inner) }),
      () => ({
        patternProperties: { [pick(random, ["^a", "b$", "^x-", "c|d"])]: schemaIn(inner) },
      }),
      () => ({ propertyNames: stringKeywords(random) }),
      () => ({ minProperties: below(random, 3) }),
      () => ({ maxProperties: below(random, 4) }),
      () => ({ dependentRequired: { [pick(random, NAMES)]: someNames(random) } }),
      () => ({
        dependentSchemas: { [pick(random, NAMES)]: schemaIn({ ...draw, depth: draw.depth - 1 }) },
      }),
      () => (draw.asksEvaluated ? { unevaluatedProperties: rest() } : {}),
      () => (draw.asksEvaluated ? { unevaluatedProperties: rest() } : {}),
    ]),
  };
  if (chance(random, 0.3)) Object.assign(made, combined(draw));
  return made;
}

// Each member is another instance. Where it asks for what is evaluated, Ajv is wrong about references.
function mayReferBelow({ random, asksEvaluated }: Draw): boolean {
  return !asksEvaluated || chance(random, 0.1);
}

function someNames(random: Random): string[] {
  return [...new Set([1, 2].slice(below(random, 2)).map(() => pick(random, NAMES)))];
}

function arrayKeywords(draw: Draw): Json {
  const { random } = draw;
  const inner = { ...draw, depth: draw.depth - 1, mayRefer: mayReferBelow(draw) };
  const rest = () => (chance(random, 0.6) ? false : schemaIn(inner));
  const contains = () => ({
    contains: schemaIn(inner),
    ...(chance(random, 0.4) ? { minContains: below(random, 3) } : {}),
    ...(chance(random, 0.4) ? { maxContains: 1 + below(random, 2) } : {}),
  });
  return {
    type: "array",
    ...(chance(random, 0.6) ? { items: schemaIn(inner) } : {}),
    ...some(random, [
      () => ({}),
      () => ({ prefixItems: [1, 2].slice(below(random, 2)).map(() => schemaIn(inner)) }),
      contains,
      contains,
      () => ({ uniqueItems: true }),
      () => ({ minItems: below(random, 3) }),
      () => ({ maxItems: below(random, 4) }),
      () => (draw.asksEvaluated ? { unevaluatedItems: rest() } : {}),
    ]),
  };
}

function combined(draw: Draw): Json {
  const { random } = draw;
  const inner = { ...draw, depth: draw.depth - 1 };
  const list = () => [1, 2, 3].slice(below(random, 2)).map(() => schemaIn(inner));
  const keywords = ["allOf", "anyOf", "anyOf", "oneOf", "oneOf", "not", "if"];
  const keyword = pick(random, draw.asksEvaluated ? keywords.slice(0, 6) : keywords);
  if (keyword === "not") return { not: schemaIn(inner) };
  if (keyword !== "if") return { [keyword]: list() };
  const made: Json = { if: schemaIn(inner) };
  for (const [branch, likely] of [
    ["then", 0.8],
    ["else", 0.6],
  ] as const) {
    if (chance(random, likely)) made[branch] = schemaIn(inner);
  }
  return made;
}

const CONSTANTS: readonly unknown[] = [
  ...["a", "b", "ab", "abc", "", "2024-02-29", 0, 1, 2, 5, 10, 0.5, 1.25, -1, -2.5, 3e9],
  ...[true, false, null, [], {}, [1], [1, 1], ["a", "b"], [{ a: 1 }], { a: 1 }, { a: "a", b: 2 }],
  ...[{ b: { a: 1 } }, { c: [1, 2] }],
];

function values(random: Random): Json {
  if (chance(random, 0.3)) return { const: pick(random, CONSTANTS) };
  const count = 1 + below(random, 4);
  const members = Array.from({ length: count }, () => pick(random, CONSTANTS));
  return { enum: [...new Set(members)] };
}
