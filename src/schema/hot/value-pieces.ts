/**
 * Keywords about one value, in plain code: types, values, numbers, strings.
 *
 * The meaning is that of `evaluate/`, keyword by keyword.
 */
import { equalityKey } from "../equal.ts";
import { isCount } from "../evaluate/keywords-string.ts";
import { isMultiple } from "../evaluate/multiple.ts";
import { findFormat } from "../format/format.ts";
import { compilePattern } from "../pattern/pattern.ts";
import { FEW, literal, NOTHING, type PieceOf } from "./piece.ts";

const TYPES: Record<string, string> = {
  null: "v===null",
  boolean: 'typeof v==="boolean"',
  integer: "Number.isInteger(v)",
  number: 'typeof v==="number"',
  string: 'typeof v==="string"',
  array: "Array.isArray(v)",
  object: '(typeof v==="object"&&v!==null&&!Array.isArray(v))',
};

const type: PieceOf = (value) => {
  const names: unknown[] = Array.isArray(value) ? value : [value];
  const tests = names.map((name) =>
    typeof name === "string" && Object.hasOwn(TYPES, name) ? TYPES[name] : undefined,
  );
  if (tests.length === 0 || tests.includes(undefined)) return undefined;
  return { on: "any", test: `(${tests.join("||")})` };
};

const enumeration: PieceOf = (value, { constant }) => {
  if (!Array.isArray(value)) return undefined;
  if (value.some((each) => typeof each === "object" && each !== null)) {
    const keys = constant(new Set(value.map(equalityKey)));
    return { on: "any", test: `${keys}.has(${constant(equalityKey)}(v))` };
  }
  if (value.length > FEW) return { on: "any", test: `${constant(new Set(value))}.has(v)` };
  const tests = value.map((each) => `v===${literal(each)}`);
  return { on: "any", test: `(${tests.join("||") || "false"})` };
};

const constValue: PieceOf = (value, writing) => enumeration([value], writing);

function bound(operator: string): PieceOf {
  return (value) =>
    typeof value === "number" ? { on: "number", test: `v${operator}${literal(value)}` } : undefined;
}

const multipleOf: PieceOf = (value, { constant }) =>
  typeof value === "number" && value > 0
    ? { on: "number", test: `${constant(isMultiple)}(v,${literal(value)})` }
    : undefined;

// A character takes one or two UTF-16 units, so counting is rarely needed.
const minLength: PieceOf = (value) =>
  isCount(value)
    ? {
        on: "string",
        test: `(v.length>=${value * 2}||(v.length>=${value}&&[...v].length>=${value}))`,
      }
    : undefined;

const maxLength: PieceOf = (value) =>
  isCount(value)
    ? {
        on: "string",
        test: `(v.length<=${value}||(v.length<=${value * 2}&&[...v].length<=${value}))`,
      }
    : undefined;

const pattern: PieceOf = (value, { constant }) =>
  typeof value === "string"
    ? { on: "string", test: `sure(${constant(compilePattern(value))}.test(v))` }
    : undefined;

const format: PieceOf = (value, { constant }) => {
  if (typeof value !== "string") return undefined;
  const known = findFormat(value);
  if (known === undefined) return NOTHING;
  const { text, number } = known;
  if (number === undefined) return { on: "string", test: `${constant(text)}(v)` };
  if (text === undefined) return { on: "number", test: `${constant(number)}(v)` };
  const ofText = `(typeof v!=="string"||${constant(text)}(v))`;
  return { on: "any", test: `(${ofText}&&(typeof v!=="number"||${constant(number)}(v)))` };
};

/** By keyword. */
export const valuePieces: ReadonlyMap<string, PieceOf> = new Map([
  ["type", type],
  ["enum", enumeration],
  ["const", constValue],
  ["minimum", bound(">=")],
  ["maximum", bound("<=")],
  ["exclusiveMinimum", bound(">")],
  ["exclusiveMaximum", bound("<")],
  ["multipleOf", multipleOf],
  ["minLength", minLength],
  ["maxLength", maxLength],
  ["pattern", pattern],
  ["format", format],
]);
