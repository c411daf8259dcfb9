/**
 * A query object that is put together of several parts: `filter[from]={x}&filter[to]=9`, `R={r}`.
 *
 * OpenAPI 3.1 #style-examples: an object in style deepObject stands under names in brackets, an
 * exploded one under the names of its properties. What the parts make is a schema of its own, with
 * a property for each part.
 */
import type { Parameter } from "../contract/contract.ts";
import { isSpread } from "../http/parameter/query-names.ts";
import { styleOf } from "../http/parameter/style.ts";
import { queryDecodeOrKeep } from "../http/wire.ts";
import { composeSchema } from "../schema/compose.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { formatPointer } from "../source/pointer.ts";
import type { SentParameter, SentValue } from "./consumer-view.ts";
import { memberOf } from "./member-schema.ts";

export interface SentParts {
  /** Of the objects that are sent; one without any member is not. */
  schema: Schema;
  /** Parts of which not all is known, by their place in the object, and why. */
  inexact: ReadonlyMap<string, string>;
}

/** Undefined where parts are written in a way whose value is not known. */
export function sentPartsOf(
  parts: readonly SentParameter[],
  declared: Parameter,
  receiver: Schema,
): SentParts | undefined {
  const schemas = new Map<string, Schema>();
  const inexact = new Map<string, string>();
  const root: Node = { children: new Map(), name: undefined, always: false };
  for (const part of parts) {
    const tokens = tokensOf(part.name, declared);
    const schema = schemaOf(part);
    if (tokens === undefined || schema === undefined) return undefined;
    const name = `part:${schemas.size}`;
    schemas.set(name, schema);
    if (!put(root, tokens, { name, always: part.always })) return undefined;
    if (part.value?.kind === "text") inexact.set(formatPointer(tokens), part.value.what);
  }
  const says = saysOf(root, receiver);
  return says && { schema: composeSchema(says, schemas), inexact };
}

interface Node {
  children: Map<string, Node>;
  /** Of the part that stands here. */
  name: string | undefined;
  always: boolean;
}

function put(root: Node, tokens: readonly string[], part: { name: string; always: boolean }) {
  let node = root;
  for (const token of tokens) {
    let child = node.children.get(token);
    if (child === undefined) {
      child = { children: new Map(), name: undefined, always: false };
      node.children.set(token, child);
    }
    // What holds something that is always there is always there.
    child.always ||= part.always;
    node = child;
  }
  // One name twice is a list, and a value beside names in it is nothing.
  if (node.name !== undefined || node.children.size > 0) return false;
  node.name = part.name;
  return true;
}

function tokensOf(name: string, declared: Parameter): string[] | undefined {
  if (declared.content.length > 0) return undefined;
  if (!styleOf(declared).isDeep) {
    return isSpread(declared) && name !== declared.name ? [name] : undefined;
  }
  const keys = name.slice(declared.name.length);
  // `[]` and indices are of lists, whose other items nobody knows.
  if (!/^(?:\[[^[\]]*[^[\]\d][^[\]]*\])+$/.test(keys)) return undefined;
  return keys.slice(1, -1).split("][");
}

function schemaOf({ literal, value }: SentParameter): Schema | undefined {
  if (literal !== undefined) {
    return composeSchema({ const: queryDecodeOrKeep(literal) }, new Map());
  }
  return value && textsFrom(value);
}

function textsFrom(value: SentValue): Schema | undefined {
  if (value.kind === "text") return ANY_TEXT;
  if (value.kind === "value") return primitive(value.schema);
  const { schema, content, allowEmptyValue } = value.parameter;
  const isPlain = content.length === 0 && !allowEmptyValue;
  return isPlain ? primitive(schema ?? ANY_TEXT) : undefined;
}

const ANY_TEXT = composeSchema({ type: "string" }, new Map());

// How a list or an object stands in the place of one text is not said.
function primitive(schema: Schema): Schema | undefined {
  const types = instanceTypes(schema);
  return types.has("array") || types.has("object") ? undefined : schema;
}

function saysOf(node: Node, receiver: Schema | undefined): Record<string, unknown> | undefined {
  // Behind a choice, so that what is `readOnly` where it comes from is still sent.
  if (node.name !== undefined) {
    const says = { anyOf: [{ $ref: node.name }] };
    const types = receiver === undefined ? undefined : instanceTypes(receiver);
    // One text is a list of one where lists have a pair for each item.
    const isList = types?.size === 1 && types.has("array");
    return isList ? { type: "array", items: says, minItems: 1, maxItems: 1 } : says;
  }
  const properties: Record<string, unknown> = {};
  const required: string[] = [];
  for (const [name, child] of node.children) {
    const says = saysOf(child, receiver && memberOf(receiver, name)?.schema);
    if (says === undefined || (child.name !== undefined && child.children.size > 0)) {
      return undefined;
    }
    properties[name] = says;
    if (child.always) required.push(name);
  }
  return { type: "object", properties, required, additionalProperties: false, minProperties: 1 };
}
