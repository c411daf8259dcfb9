/**
 * A value that a schema refuses for one reason alone: a sample with one keyword broken.
 *
 * For negative tests: what should be refused, and why, is known of each. What leaves here was
 * validated.
 */
import { formatPointer } from "../source/pointer.ts";
import { type Base, baseOf, isWithin } from "./invalid/bases.ts";
import { COMBINING_KEYWORDS } from "./invalid/combinations.ts";
import { namesIn, withValueAt } from "./invalid/edit.ts";
import { ITEM_KEYWORDS } from "./invalid/items.ts";
import { MEMBER_KEYWORDS } from "./invalid/members.ts";
import { ofType } from "./invalid/resample.ts";
import { SCALAR_KEYWORDS } from "./invalid/scalars.ts";
import { type Breaking, type Target, turned } from "./invalid/target.ts";
import { below, fork, type Random, seeded } from "./sample/random.ts";
import { type SampleOptions, sample } from "./sample.ts";
import type { Schema } from "./schema.ts";
import { type ValidateOptions, validate } from "./validate.ts";
import type { Violation } from "./violation.ts";

export type InvalidSample =
  | {
      ok: true;
      value: unknown;
      /** What is broken; `""` where the schema is `false`. */
      keyword: string;
      /** Where in `value`. */
      instancePointer: string;
      /** The keyword's own place, in the document `schemaUri`. */
      schemaPointer: string;
      schemaUri: string;
    }
  | {
      ok: false;
      /**
       * That there is no valid value to start from, that every value is accepted, or that nothing
       * was found.
       */
      reason: "unsatisfiable" | "unbreakable" | "gave up";
      /** Of the schema that hinders it. */
      pointer: string;
      message: string;
    };

/** Validations of one call; milliseconds for most. */
const maxTries = 400;
/** One of so many steps counts twice, and so on: a second or two for all. */
const stepsOfTry = 5000;
/** Places at which one keyword is tried, of the many that a list has. */
const maxPlaces = 3;

/**
 * A valid sample of `schema` with exactly one keyword broken: `validate` tells one place and one
 * keyword, those that are returned. Breaks that two keywords refuse are not chosen.
 *
 * Seeds that are consecutive whole numbers break one keyword after another, first in the
 * branches that a sample takes, so that a few dozen reach all of a usual schema; other seeds
 * choose by chance. The same seed gives the same value.
 */
export function sampleInvalid(
  schema: Schema,
  seed: number | string,
  options: Omit<SampleOptions, "seed"> = {},
): InvalidSample {
  const made = sample(schema, { ...options, seed });
  if (!made.ok) return made;
  const random = fork(seeded(seed), "invalid");
  const { direction } = options;
  const turn = turnOf(seed, random);
  const search: Search = { schema, random, direction, tries: maxTries };
  let hasTargets = false;
  for (const base of basesFrom(schema, made.value, { turn, random, direction })) {
    const groups = targetsIn(base, search);
    if (groups.length > 0) hasTargets = true;
    for (const group of turned(groups, groups.length === 0 ? 0 : base.turn % groups.length)) {
      const found = breakOne(search, base, group);
      if (found !== undefined) return found;
    }
  }
  const { pointer } = schema;
  return hasTargets
    ? { ok: false, reason: "gave up", pointer, message: "no keyword was found to break by itself" }
    : { ok: false, reason: "unbreakable", pointer, message: "the schema refuses nothing" };
}

interface Search {
  schema: Schema;
  random: Random;
  direction: ValidateOptions["direction"];
  /** Validations left. */
  tries: number;
}

function turnOf(seed: number | string, random: Random): number {
  const count = Number(seed);
  return Number.isSafeInteger(count) && count >= 0 ? count : below(random, 1_000_000);
}

/** The base of the turn, then the sample as it is where nothing can be broken in that. */
function* basesFrom(
  schema: Schema,
  value: unknown,
  { turn, random, direction }: { turn: number; random: Random; direction: Search["direction"] },
): Generator<Base> {
  const options = direction === undefined ? {} : { direction };
  const base = baseOf(schema, value, { turn, random, options });
  yield base;
  if (base.scope.length > 0 || base.value !== value) {
    yield baseOf(schema, value, { turn: 0, random, options });
  }
}

const KEYWORDS: ReadonlyMap<string, Breaking> = new Map([
  ...SCALAR_KEYWORDS,
  ...MEMBER_KEYWORDS,
  ...ITEM_KEYWORDS,
  ...COMBINING_KEYWORDS,
]);

/** What may be broken, by keyword: those at several places of the value together. */
function targetsIn({ places, scope }: Base, { random, direction }: Search): Target[][] {
  const groups = new Map<string, Target[]>();
  for (const place of places) {
    if (!isWithin(place.tokens, scope)) continue;
    for (const schema of place.schemas) {
      for (const keyword of Object.keys(schema.value)) {
        if (!KEYWORDS.has(keyword)) continue;
        const names = keyword === "required" ? requiredNames(schema, place.value) : [undefined];
        for (const name of names) {
          const key = `${schema.uri}#${schema.pointer} ${keyword} ${name ?? ""}`;
          const target = { place, schema, keyword, name, random, direction };
          const group = groups.get(key);
          if (group === undefined) groups.set(key, [target]);
          else group.push(target);
        }
      }
    }
  }
  return [...groups.values()];
}

function requiredNames({ value }: Schema, instance: unknown): string[] {
  const { required } = value as Record<string, unknown>;
  return Array.isArray(required) ? namesIn(instance).filter((name) => required.includes(name)) : [];
}

function breakOne(search: Search, base: Base, group: readonly Target[]): InvalidSample | undefined {
  const random = fork(search.random, base.turn);
  const start = below(random, group.length);
  for (const [index, target] of turned(group, start).slice(0, maxPlaces).entries()) {
    const found = breakAt(search, base, { ...target, random: fork(random, index) });
    if (found !== undefined) return found;
  }
  return undefined;
}

function breakAt(search: Search, base: Base, target: Target): InvalidSample | undefined {
  const { place } = target;
  let other: InvalidSample | undefined;
  for (const candidate of candidatesFor(target)) {
    if (search.tries <= 0) break;
    search.tries -= 1;
    const value = withValueAt(base.value, place.tokens, candidate);
    const violation = onlyViolation(search, value);
    if (violation === undefined) continue;
    const found = invalidSample(value, violation);
    if (isAimedAt(violation, target)) return found;
    // What breaks something inside, such as the branch of a choice, will do.
    other ??= found;
  }
  return other;
}

// A schema that says no type speaks of values of others than the sample's too.
function* candidatesFor(target: Target): Generator<unknown> {
  const { type, candidates } = KEYWORDS.get(target.keyword)!;
  if (type === undefined) yield* candidates(target);
  else for (const each of ofType(type, target)) yield* candidates(each);
}

/** The one reason why the schema refuses `value`; undefined where there are others, or none. */
function onlyViolation(search: Search, value: unknown): Violation | undefined {
  const { schema, direction } = search;
  const effort = { steps: 0 };
  const options = { effort, ...(direction !== undefined && { direction }) };
  const violations = validate(schema, value, options);
  search.tries -= Math.floor(effort.steps / stepsOfTry);
  const [first] = violations;
  const isSame = (each: Violation) =>
    each.kind === "invalid" &&
    each.keyword === first!.keyword &&
    each.instancePointer === first!.instancePointer &&
    each.schema.pointer === first!.schema.pointer &&
    each.schema.uri === first!.schema.uri;
  return first !== undefined && violations.every(isSame) ? first : undefined;
}

function isAimedAt(violation: Violation, { schema, keyword, place }: Target): boolean {
  return (
    violation.keyword === keyword &&
    violation.schema.uri === schema.uri &&
    violation.schema.pointer.startsWith(`${schema.pointer}/`) &&
    (keyword === "additionalProperties" ||
      violation.instancePointer === formatPointer(place.tokens))
  );
}

function invalidSample(value: unknown, violation: Violation): InvalidSample {
  const { keyword, instancePointer, schema } = violation;
  return {
    ok: true,
    value,
    keyword,
    instancePointer,
    schemaPointer: schema.pointer,
    schemaUri: schema.uri,
  };
}
