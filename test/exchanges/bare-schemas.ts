/**
 * Schemas of a document for bare Ajv: each place that a reference leads to becomes a schema of
 * its own, once for each direction, in the words of 2020-12. Nothing of `src/` is used.
 *
 * OpenAPI 3.0 #schema-object and #reference-object (siblings of `$ref` are ignored); readOnly and
 * writeOnly: a required property of the other direction is not asked for.
 */
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { newAjv } from "./bare-ajv.ts";
import {
  at,
  type Documents,
  entriesAt,
  isObject,
  isReference,
  type Json,
  listAt,
  type Node,
  NotJudged,
} from "./documents.ts";

export type Direction = "request" | "response";

export interface BareSchemas {
  documents: Documents;
  direction: Direction;
  /**
   * Why Ajv refuses `value`; undefined where it accepts it.
   *
   * @throws {NotJudged} where Ajv has no answer
   */
  refusal(schema: Node, value: unknown): string | undefined;
  /** Whether a property's schema says that it is not part of this direction. */
  isHidden(schema: Node): boolean;
}

const ONE = [
  "additionalProperties",
  "contains",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
];
const LISTS = ["allOf", "anyOf", "oneOf", "prefixItems"];
const MAPS = ["dependentSchemas", "patternProperties", "properties"];
/** In which the instance is the same one. */
const IN_PLACE = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"];
const PLAIN = [
  "const",
  "dependentRequired",
  "enum",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "maxContains",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "minContains",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "pattern",
  "type",
  "uniqueItems",
];
const OF_30 = [
  "type",
  "format",
  "enum",
  "multipleOf",
  "maximum",
  "exclusiveMaximum",
  "minimum",
  "exclusiveMinimum",
  "maxLength",
  "minLength",
  "pattern",
  "maxItems",
  "minItems",
  "uniqueItems",
  "maxProperties",
  "minProperties",
  "items",
  "properties",
  "additionalProperties",
  "allOf",
  "oneOf",
  "anyOf",
  "not",
];

export function bareSchemas(documents: Documents, direction: Direction): BareSchemas {
  const ajv = newAjv();
  const flag = direction === "request" ? "readOnly" : "writeOnly";
  /** By place and what is hidden there: the schema's name for Ajv. */
  const names = new Map<string, string>();
  /** Why a schema of that name was not made. */
  const faults = new Map<string, NotJudged>();
  const checks = new Map<string, ValidateFunction | NotJudged>();
  const hidden = new Map<string, boolean>();

  const isHidden = (schema: Node): boolean => {
    const known = hidden.get(schema.uri);
    if (known !== undefined) return known;
    const answer = together(documents, schema).some(
      ({ value }) => isObject(value) && value[flag] === true,
    );
    hidden.set(schema.uri, answer);
    return answer;
  };
  const hiddenNames = (schema: Node): string[] =>
    together(documents, schema).flatMap((part) =>
      entriesAt(part, "properties")
        .filter(([, property]) => isHidden(property))
        .map(([name]) => name),
    );

  /** The name of the schema at a place; those it leads to are waiting to be added. */
  const nameOf = (target: Node, absent: readonly string[], waiting: Waiting): string => {
    const key = `${target.uri} ${absent.join(" ")}`;
    let name = names.get(key);
    if (name === undefined) {
      name = `bare:${direction}/${names.size}`;
      names.set(key, name);
      waiting.push({ name, node: target, absent });
    }
    return name;
  };

  const convert = (node: Node, absent: readonly string[], waiting: Waiting): unknown => {
    const { value } = node;
    if (typeof value === "boolean") return value;
    if (!isObject(value)) throw new NotJudged("what stands where a schema is due is none");
    const is30 = documents.version === "3.0";
    if (is30 && isReference(node)) {
      return { $ref: nameOf(documents.step(node), absent, waiting) };
    }
    for (const keyword of ["$dynamicRef", "$anchor", "$dynamicAnchor", "$id", "dependencies"]) {
      if (!is30 && Object.hasOwn(value, keyword)) throw new NotJudged(`a schema has ${keyword}`);
    }
    const dialect = is30 ? undefined : value.$schema;
    if (dialect !== undefined && !String(dialect).includes("2020-12")) {
      throw new NotJudged("a schema is of another draft");
    }
    const due = [...new Set([...absent, ...hiddenNames(node)])].sort();
    const made: Json = {};
    const isKnown = (keyword: string) =>
      Object.hasOwn(value, keyword) && (!is30 || OF_30.includes(keyword));
    for (const keyword of PLAIN.filter(isKnown)) made[keyword] = value[keyword];
    for (const keyword of ONE.filter(isKnown)) {
      const inner = IN_PLACE.includes(keyword) ? due : [];
      made[keyword] = convert(at(node, keyword)!, inner, waiting);
    }
    for (const keyword of LISTS.filter(isKnown)) {
      const inner = IN_PLACE.includes(keyword) ? due : [];
      made[keyword] = listAt(node, keyword).map((each) => convert(each, inner, waiting));
    }
    for (const keyword of MAPS.filter(isKnown)) {
      const inner = IN_PLACE.includes(keyword) ? due : [];
      made[keyword] = Object.fromEntries(
        entriesAt(node, keyword).map(([name, each]) => [name, convert(each, inner, waiting)]),
      );
    }
    if (Array.isArray(value.required)) {
      made.required = value.required.filter((name) => !due.includes(name as string));
    }
    if (isReference(node)) made.$ref = nameOf(documents.step(node), due, waiting);
    return is30 ? inWordsOf202012(made, value.nullable === true) : made;
  };

  const compile = (schema: Node): ValidateFunction => {
    const waiting: Waiting = [];
    const name = nameOf(schema, [], waiting);
    for (const { name, node, absent } of waiting) {
      try {
        ajv.addSchema(convert(node, absent, waiting) as object, name);
      } catch (error) {
        if (!(error instanceof NotJudged)) throw error;
        faults.set(name, error);
      }
    }
    try {
      return ajv.compile({ $ref: name });
    } catch (error) {
      const { missingRef } = error as { missingRef?: string };
      throw (missingRef !== undefined && faults.get(missingRef)) || error;
    }
  };

  const checkOf = (schema: Node): ValidateFunction => {
    let check = checks.get(schema.uri);
    if (check === undefined) {
      try {
        check = compile(schema);
      } catch (error) {
        check = error instanceof NotJudged ? error : new NotJudged(reasonOf(error));
      }
      checks.set(schema.uri, check);
    }
    if (check instanceof NotJudged) throw check;
    return check;
  };

  return {
    documents,
    direction,
    isHidden,
    refusal(schema, value) {
      const check = checkOf(schema);
      try {
        return check(value) === true ? undefined : told(check.errors ?? []);
      } catch (error) {
        throw new NotJudged(reasonOf(error));
      }
    },
  };
}

type Waiting = { name: string; node: Node; absent: readonly string[] }[];

/** The schema and those that hold with it, through `$ref` and `allOf`. */
export function together(documents: Documents, schema: Node): Node[] {
  const found = new Map<string, Node>();
  const open = [schema];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (found.has(node.uri) || !isObject(node.value)) continue;
    found.set(node.uri, node);
    if (isReference(node)) {
      open.push(documents.step(node));
      if (documents.version === "3.0") continue;
    }
    open.push(...listAt(node, "allOf"));
  }
  return [...found.values()];
}

function inWordsOf202012(schema: Json, isNullable: boolean): Json {
  for (const [bound, exclusive] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    if (typeof schema[exclusive] !== "boolean") continue;
    const isExclusive = schema[exclusive];
    delete schema[exclusive];
    if (!isExclusive || schema[bound] === undefined) continue;
    schema[exclusive] = schema[bound];
    delete schema[bound];
  }
  // 3.0.0 to 3.0.2: "Allows sending a null value for the defined schema", whatever else it says.
  return isNullable ? { anyOf: [{ type: "null" }, schema] } : schema;
}

function reasonOf(error: unknown): string {
  const { name, message } = error as Error;
  return `Ajv: ${name === "RangeError" ? name : message.slice(0, 80)}`;
}

function told(errors: readonly ErrorObject[]): string {
  return errors
    .slice(0, 3)
    .map(({ instancePath, keyword, message }) => `${instancePath || "it"} ${message} (${keyword})`)
    .join("; ");
}
