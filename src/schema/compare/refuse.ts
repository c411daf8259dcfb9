/**
 * The ways in which a value of a type may fail to fit a schema: each keyword is one, or several.
 *
 * The negations of the keywords, as Attouche et al. (VLDB 2022, "not-elimination") give them.
 */
import { findFormat } from "../format/format.ts";
import { dynamicReference, isResolved, reference, type Schema } from "../schema.ts";
import { narrow } from "./affirm-scalar.ts";
import type { Context } from "./context.ts";
import { type Literal, literal } from "./goal.ts";
import { rangeOfFormat } from "./number-format.ts";
import { has, holding, isCount, type Keywords, keyword, listed } from "./parts.ts";
import { refuseItems } from "./refuse-items.ts";
import { refuseMembers } from "./refuse-members.ts";
import type { State, Way } from "./state.ts";
import { acceptsKind } from "./types.ts";

/** What `state` may have added so that the schema of `literal` does not hold; none where it must. */
export function refuse(state: State, { schema }: Literal, context: Context): Way[] {
  const { value, fault } = schema;
  const { kind } = state;
  if (fault !== undefined) return [(next) => next.doubt(schema, "", fault)];
  if (typeof value === "boolean") return value ? [] : [NOTHING_MORE];
  const ways: Way[] = [];
  if (Object.hasOwn(value, "type")) {
    const accepts = acceptsKind(value.type, kind);
    if (accepts === undefined) ways.push((next) => next.doubt(schema, "type", "names no type"));
    else if (accepts === false) return [NOTHING_MORE];
    else if (accepts === "integers") ways.push((next) => next.number.notMultiples.push(1));
  }
  ways.push(...refuseValues(schema));
  if (kind === "number") ways.push(...refuseNumber(schema));
  if (kind === "string") ways.push(...refuseText(schema));
  if (kind === "array") ways.push(...refuseItems(schema));
  if (kind === "object") ways.push(...refuseMembers(state, schema, context));
  ways.push(...refuseBranches(schema, context));
  return ways;
}

/** Every value of the type fails already. */
const NOTHING_MORE: Way = () => {};

function refuseValues(schema: Schema): Way[] {
  const value = schema.value as Keywords;
  const ways: Way[] = [];
  if (Object.hasOwn(value, "const")) ways.push((next) => next.exclude(value.const));
  const values = keyword(value, "enum");
  if (Array.isArray(values)) {
    ways.push((next) => {
      for (const each of values) next.exclude(each);
    });
  }
  return ways;
}

function refuseNumber(schema: Schema): Way[] {
  const value = schema.value as Keywords;
  const ways: Way[] = [];
  const limits: [name: string, side: "lower" | "upper", isExclusive: boolean][] = [
    ["minimum", "upper", true],
    ["exclusiveMinimum", "upper", false],
    ["maximum", "lower", true],
    ["exclusiveMaximum", "lower", false],
  ];
  for (const [name, side, isExclusive] of limits) {
    const limit = keyword(value, name);
    if (typeof limit === "number") ways.push((next) => narrow(next, side, { limit, isExclusive }));
  }
  const step = keyword(value, "multipleOf");
  if (typeof step === "number" && step > 0) {
    ways.push((next) => next.number.notMultiples.push(step));
  }
  const range = rangeOfFormat(keyword(value, "format"));
  if (range === undefined) return ways;
  const { lower, upper, step: stepOfFormat } = range;
  ways.push(
    (next) => narrow(next, "lower", { ...upper, isExclusive: !upper.isExclusive }),
    (next) => narrow(next, "upper", { ...lower, isExclusive: !lower.isExclusive }),
  );
  if (stepOfFormat !== undefined) {
    ways.push((next) => next.number.notMultiples.push(stepOfFormat));
  }
  return ways;
}

function refuseText(schema: Schema): Way[] {
  const value = schema.value as Keywords;
  const ways: Way[] = [];
  const min = keyword(value, "minLength");
  if (isCount(min)) {
    if (min > 0) ways.push(({ text }) => (text.max = Math.min(text.max, min - 1)));
  }
  const max = keyword(value, "maxLength");
  if (isCount(max)) ways.push(({ text }) => (text.min = Math.max(text.min, max + 1)));
  const pattern = keyword(value, "pattern");
  if (typeof pattern === "string") ways.push(({ text }) => text.notPatterns.push(pattern));
  const format = keyword(value, "format");
  if (typeof format !== "string" || findFormat(format)?.text === undefined) return ways;
  // Formats of numbers are read otherwise by many who read texts in them.
  ways.push((next) => {
    if (findFormat(format)?.number === undefined) next.text.notFormats.push(format);
    else if (next.text.formats.includes(format)) next.isDead = true;
    else next.giveUp(schema, "format", "is one of numbers, which not everybody asserts of texts");
  });
  return ways;
}

function refuseBranches(schema: Schema, context: Context): Way[] {
  const ways: Way[] = [];
  const fails = (branch: Schema): Way => {
    const refused = literal(branch, false, false);
    return (next) => next.add(refused);
  };
  const target = reference(schema);
  if (isResolved(target)) ways.push(fails(target));
  else if (target !== undefined) ways.push((next) => next.doubt(schema, "$ref", target.reason));
  if (dynamicReference(schema) !== undefined) {
    ways.push((next) => next.doubt(schema, "$dynamicRef", "depends on the way there"));
  }
  for (const branch of listed(schema, "allOf") ?? []) ways.push(fails(branch));
  const any = listed(schema, "anyOf");
  if (any !== undefined && any.length > 0) {
    ways.push((next) => {
      for (const branch of any) next.add(literal(branch, false, false));
    });
  }
  const one = listed(schema, "oneOf");
  if (one !== undefined && one.length > 0) ways.push(...refuseOne(one, context));
  if (has(schema, "not")) {
    const negative = holding(schema, false, "not");
    ways.push((next) => next.add(negative));
  }
  if (has(schema, "if")) {
    const condition = holding(schema, false, "if");
    for (const [name, isMet] of [
      ["then", true],
      ["else", false],
    ] as const) {
      if (!has(schema, name)) continue;
      const refused = holding(schema, false, name);
      ways.push((next) => {
        next.add(isMet ? condition : literal(condition.schema, false, false));
        next.add(literal(refused.schema, false, false));
      });
    }
  }
  return ways;
}

// None of them, or two of them.
function refuseOne(branches: readonly Schema[], context: Context): Way[] {
  const ways: Way[] = [
    (next) => {
      for (const branch of branches) next.add(literal(branch, false, false));
    },
  ];
  const wanted = branches.map((branch) => literal(branch, true, false));
  for (const [index, first] of wanted.entries()) {
    for (const second of wanted.slice(index + 1)) {
      if (context.isDisjoint(first, second)) continue;
      ways.push((next) => {
        next.add(first);
        next.add(second);
      });
    }
  }
  return ways;
}
