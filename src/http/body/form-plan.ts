/**
 * How each property of a form is written: what its schema and its encoding say together.
 *
 * OpenAPI 3.0 and 3.1 #encoding-object, with the defaults of #encoding-content-type. One plan
 * serves `application/x-www-form-urlencoded` and the multipart types, for reading and writing.
 */
import type { Encoding, Header, MediaType, Parameter } from "../../contract/contract.ts";
import {
  declaredAdditional,
  declaredItems,
  declaredProperties,
} from "../../schema/declared-properties.ts";
import { instanceTypes } from "../../schema/instance-types.ts";
import { reference, type Schema } from "../../schema/schema.ts";
import type { Shape } from "../parameter/text-schema.ts";
import { shapeOf } from "../wire.ts";

export interface FormField {
  name: string;
  schema: Schema | undefined;
  shape: Shape;
  /** Of what is written by itself: an item of an array, else the property. */
  item: Schema | undefined;
  itemShape: Shape;
  /**
   * The parameter of a query that it is written like: OpenAPI 3.1 #encoding-style. Undefined where
   * none of style's fields is stated: then the content type decides.
   */
  parameter: Parameter | undefined;
  /** The media types of one item, first the one to write; their schema is `item`. */
  content: readonly MediaType[];
  /** Whether the contract states them; else they are the default for the item's type. */
  isContentStated: boolean;
  headers: readonly Header[];
}

export interface FormPlan {
  schema: Schema | undefined;
  fields: ReadonlyMap<string, FormField>;
  /** What a property that is not declared is read as. */
  rest: FormField;
  /** The whole, where the schema is a list: the parts of a `multipart/mixed` are its items. */
  list: FormField | undefined;
}

const plans = new WeakMap<MediaType, FormPlan>();

export function formPlanOf(mediaType: MediaType): FormPlan {
  let plan = plans.get(mediaType);
  if (plan === undefined) {
    plan = makePlan(mediaType);
    plans.set(mediaType, plan);
  }
  return plan;
}

function makePlan(mediaType: MediaType): FormPlan {
  const { schema, encoding } = mediaType;
  const fields = new Map<string, FormField>();
  const properties = schema === undefined ? new Map<string, Schema>() : declaredProperties(schema);
  // The key of an encoding must be a property; one that is none describes what is sent all the same.
  for (const name of new Set([...properties.keys(), ...encoding.keys()])) {
    fields.set(name, fieldOf(name, properties.get(name), encoding.get(name), mediaType));
  }
  const additional = schema && declaredAdditional(schema);
  return {
    schema,
    fields,
    rest: fieldOf("", additional, undefined, mediaType),
    list: shapeOf(schema) === "array" ? fieldOf("", schema, undefined, mediaType) : undefined,
  };
}

function fieldOf(
  name: string,
  schema: Schema | undefined,
  encoding: Encoding | undefined,
  { place }: MediaType,
): FormField {
  const shape = shapeOf(schema);
  const item = shape === "array" ? schema && declaredItems(schema) : schema;
  const itemShape = shape === "array" ? shapeOf(item) : shape;
  const stated = encoding?.contentType?.split(",").map((type) => type.trim()) ?? [];
  const types = stated.length > 0 ? stated : [defaultType(item, itemShape)];
  return {
    name,
    schema,
    shape,
    item,
    itemShape,
    parameter: encoding && parameterOf(name, schema, encoding),
    content: types.map((type) => ({
      type,
      schema: item,
      examples: [],
      encoding: new Map(),
      place: encoding?.place ?? place,
    })),
    isContentStated: stated.length > 0,
    headers: encoding?.headers ?? [],
  };
}

function parameterOf(
  name: string,
  schema: Schema | undefined,
  { style, explode, allowReserved, place }: Encoding,
): Parameter | undefined {
  if (style === undefined && explode === undefined && allowReserved === undefined) return undefined;
  const used = style ?? "form";
  return {
    name,
    in: "query",
    required: false,
    style: used,
    explode: explode ?? used === "form",
    allowReserved: allowReserved ?? false,
    allowEmptyValue: false,
    schema,
    content: [],
    place,
  };
}

function defaultType(item: Schema | undefined, shape: Shape): string {
  if (shape !== "primitive") return "application/json";
  return isBinary(item) ? "application/octet-stream" : "text/plain";
}

/**
 * Whether a schema is of octets: 3.0's `format: binary`, which 3.1 documents have too, and 3.1's
 * schema that says no type, or a `contentEncoding`.
 */
function isBinary(schema: Schema | undefined): boolean {
  if (schema === undefined || schema.value === true) return true;
  const { value } = schema;
  if (value === false) return false;
  if (value.format === "binary" || value.contentEncoding !== undefined) return true;
  const saysType =
    value.type !== undefined || value.enum !== undefined || value.const !== undefined;
  // What stands behind a reference or a branch has its say through the types that are left.
  return !saysType && reference(schema) === undefined && instanceTypes(schema).size === 7;
}
