/**
 * The properties of a form that are written as parameters stand in a query.
 *
 * OpenAPI 3.1 #encoding-style, #style-examples. In the parts of a multipart body nothing is
 * percent-encoded.
 */
import type { Parameter } from "../../contract/contract.ts";
import { isValid } from "../../schema/validate.ts";
import { isSpread, type QueryNames, takesOthers } from "../parameter/query-names.ts";
import { pairsReader, type ReadFromPairs } from "../parameter/read-style.ts";
import { styleOf } from "../parameter/style.ts";
import { textSchemaOf } from "../parameter/text-schema.ts";
import { writeParameter } from "../parameter/write-parameter.ts";
import type { Pairs } from "../request-parts.ts";
import { MalformedText, percentDecode, percentEncode } from "../wire.ts";
import type { FormField, FormPlan } from "./form-plan.ts";

/**
 * What was sent for a field; undefined where nothing was. Of several readings the first that the
 * schema accepts.
 *
 * @param used gains the names that it stands under
 * @throws {MalformedText}
 */
export function readStyled(
  plan: FormPlan,
  parameter: Parameter,
  pairs: Pairs,
  used: Set<string>,
): unknown {
  const { name, schema } = parameter;
  let first: { value: unknown } | undefined;
  let fault: MalformedText | undefined;
  used.add(name);
  for (const read of readersOf(plan, parameter)) {
    const value = attempt(read, pairs);
    if (value instanceof MalformedText) {
      fault ??= value;
      continue;
    }
    if (value === undefined) continue;
    first ??= { value };
    if (schema !== undefined && !isValid(schema, value)) continue;
    first = { value };
    break;
  }
  if (first === undefined && fault !== undefined) throw fault;
  for (const own of namesOf(parameter, first?.value, pairs)) used.add(own);
  return first?.value;
}

function attempt(read: ReadFromPairs, pairs: Pairs): unknown {
  try {
    return read(pairs);
  } catch (error) {
    if (error instanceof MalformedText) return error;
    throw error;
  }
}

const readers = new WeakMap<Parameter, readonly ReadFromPairs[]>();

function readersOf(plan: FormPlan, parameter: Parameter): readonly ReadFromPairs[] {
  let own = readers.get(parameter);
  if (own === undefined) {
    const value = textSchemaOf(parameter.schema);
    const names = namesIn(plan);
    own = value.shapes.map((shape) => pairsReader(parameter, value, shape, names));
    readers.set(parameter, own);
  }
  return own;
}

// Whose the names of a form are, as in a query.
function namesIn({ fields }: FormPlan): QueryNames {
  const parameters = [...fields.values()].flatMap(({ parameter }) => parameter ?? []);
  const open = parameters.find(takesOthers);
  return {
    ownerOf(name) {
      const field = fields.get(name);
      if (field !== undefined) return field.parameter;
      return parameters.find((parameter) => isInBrackets(parameter, name)) ?? open;
    },
  };
}

function namesOf(parameter: Parameter, value: unknown, { names }: Pairs): string[] {
  if (styleOf(parameter).isDeep) return names.filter((name) => isInBrackets(parameter, name));
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  return isObject && isSpread(parameter) ? Object.keys(value) : [];
}

function isInBrackets(parameter: Parameter, name: string): boolean {
  return styleOf(parameter).isDeep && name.startsWith(`${parameter.name}[`);
}

/** The pairs that stand for `value`, percent-encoded; a value that no pairs stand for is JSON. */
export function writeStyled(
  parameter: Parameter,
  value: unknown,
): readonly (readonly [name: string, text: string])[] {
  const written = writeParameter(parameter, value);
  if (written !== undefined && "pairs" in written) return written.pairs;
  return [[percentEncode(parameter.name), percentEncode(JSON.stringify(value).toWellFormed())]];
}

/** Texts as they would stand in a query, from parts in which they are not encoded. */
export function asEncoded(text: string): string {
  return text.replace(/[%+]/g, percentEncode);
}

/** The opposite, for pairs that `writeStyled` gave. */
export function asPlain(text: string): string {
  return percentDecode(text);
}

/** A value as text: a text as it is, an array or object inside as JSON. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** What a field writes one after another. */
export function itemsOf(value: unknown, { shape }: FormField): readonly unknown[] {
  return shape === "array" && Array.isArray(value) ? value : [value];
}
