/**
 * Values on which two schemas may differ: samples of both, and what is made of them with the
 * constants, bounds, names and lengths that stand in either.
 */
import { below, fraction, pick, type Random } from "../../src/schema/sample/random.ts";
import { sample } from "../../src/schema/sample.ts";
import { sampleInvalid } from "../../src/schema/sample-invalid.ts";
import type { Schema } from "../../src/schema/schema.ts";
import { isObject } from "../exchanges/documents.ts";
import { FORMATS, NAMES, PATTERNS } from "./generate.ts";

export interface CandidateOptions {
  random: Random;
  /** How many besides samples and what stands in the schemas; some are the same. */
  count: number;
  direction?: "request" | "response";
}

/** Samples first, then constants, then values that are changed at one to three places. */
export function* candidates(
  schemas: readonly Schema[],
  texts: readonly unknown[],
  { random, count, direction }: CandidateOptions,
): Generator<unknown> {
  const options = direction === undefined ? {} : { direction };
  const bases: unknown[] = [];
  const rounds = Math.max(1, Math.ceil(count / 40));
  for (const schema of schemas) {
    for (let round = 0; round < rounds; round += 1) {
      const seed = below(random, 1_000_000);
      const made = [
        sample(schema, { seed, ...options }),
        sample(schema, { seed, minimal: true, ...options }),
        sampleInvalid(schema, seed, options),
        sampleInvalid(schema, seed + 1, options),
      ];
      for (const each of made) if (each.ok) bases.push(each.value);
    }
  }
  yield* bases;
  const pool = poolOf(texts);
  yield* pool.values;
  const all = [...bases, {}, []];
  for (let made = 0; made < count; made += 1) {
    let value = pick(random, all);
    const changes = 1 + below(random, 3);
    for (let round = 0; round < changes; round += 1) value = changed(value, pool, random);
    all.push(value);
    yield value;
  }
}

interface Pool {
  values: unknown[];
  names: string[];
}

/** Values and names that stand in schemas, and those beside them. */
function poolOf(texts: readonly unknown[]): Pool {
  const values = new Map<string, unknown>();
  const names = new Set(NAMES);
  const put = (value: unknown): void => void values.set(JSON.stringify(value), value);
  for (const value of [0, 1, 0.5, "", "ab", true, null, [], {}]) put(value);
  const visit = (schema: unknown): void => {
    if (Array.isArray(schema)) for (const each of schema) visit(each);
    if (!isObject(schema)) return;
    for (const [key, value] of Object.entries(schema)) {
      if (typeof value === "number") for (const each of besideNumber(key, value)) put(each);
      if (key === "const") put(value);
      else if (key === "enum" && Array.isArray(value)) for (const each of value) put(each);
      else if (key === "pattern") for (const each of PATTERNS[String(value)] ?? []) put(each);
      else if (key === "format") for (const each of FORMATS[String(value)] ?? []) put(each);
      else if (key === "properties" && isObject(value)) {
        for (const name of Object.keys(value)) names.add(name);
        visit(value);
      } else if (key === "patternProperties" && isObject(value)) {
        for (const source of Object.keys(value)) {
          for (const name of PATTERNS[source] ?? []) names.add(name);
        }
        visit(value);
      } else visit(value);
    }
  };
  for (const text of texts) visit(text);
  return { values: [...values.values()], names: [...names, "x-a", "ab"] };
}

function besideNumber(keyword: string, value: number): unknown[] {
  if (/Length$/.test(keyword)) {
    return [value - 1, value, value + 1]
      .filter((length) => length >= 0 && length < 1000)
      .map((length) => "a".repeat(length));
  }
  if (/(Items|Properties|Contains)$/.test(keyword)) return [];
  if (keyword === "multipleOf") return [value, 2 * value, 3 * value, value / 2];
  return [value - 1, value, value + 1, value + 0.5, value - 0.01];
}

/** The value with one place, drawn by chance, made another. */
function changed(value: unknown, pool: Pool, random: Random): unknown {
  const isContainer = value !== null && typeof value === "object";
  if (!isContainer || fraction(random) < 0.1) return pick(random, pool.values);
  const isBelow = fraction(random) < 0.5;
  if (Array.isArray(value)) {
    const list = [...(value as unknown[])];
    const index = below(random, list.length + 1);
    const how = fraction(random);
    if (isBelow && index < list.length) list[index] = changed(list[index], pool, random);
    else if (how < 0.3) list.splice(index, 1);
    else if (how < 0.5 && list.length > 0) list.splice(index, 0, pick(random, list));
    else list.splice(index, 0, pick(random, pool.values));
    return list;
  }
  const object = { ...(value as Record<string, unknown>) };
  const own = Object.keys(object);
  if (own.length > 0 && isBelow) {
    const name = pick(random, own);
    object[name] = changed(object[name], pool, random);
  } else if (own.length > 0 && fraction(random) < 0.4) delete object[pick(random, own)];
  else object[pick(random, pool.names)] = pick(random, pool.values);
  return object;
}
