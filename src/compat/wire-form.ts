/**
 * Whether two declarations write every value alike, whatever it is.
 *
 * OpenAPI 3.1 #style-values, #style-examples, #encoding-object.
 */
import type { MediaType, Parameter } from "../contract/contract.ts";
import { essence, isXml } from "../contract/media-type.ts";
import { composeSchema } from "../schema/compose.ts";
import { declaredProperties } from "../schema/declared-properties.ts";
import { equalityKey } from "../schema/equal.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import { sample } from "../schema/sample.ts";
import type { Schema } from "../schema/schema.ts";

/** @param schema of the values that are sent */
export function isSameForm(a: Parameter, b: Parameter, schema: Schema | undefined): boolean {
  const [inA] = a.content;
  const [inB] = b.content;
  if (inA !== undefined && inB !== undefined) return essence(inA.type) === essence(inB.type);
  if (inA !== undefined || inB !== undefined) return false;
  const types = schema === undefined ? new Set<string>() : instanceTypes(schema);
  const isPlainText = !types.has("array") && !types.has("object");
  // `explode` and the delimiter are of lists and objects.
  if (isPlainText) return firstOf(a) === firstOf(b);
  return a.style === b.style && a.explode === b.explode;
}

// `.blue`, `;color=blue`; everywhere else the text stands by itself or after its name.
function firstOf({ style }: Parameter): string {
  return style === "label" || style === "matrix" ? style : "";
}

/** Of bodies that are not JSON: a property may be written in several ways. */
export function isSameBodyForm(a: MediaType, b: MediaType): boolean {
  if (isXml(a.type)) return false;
  return equalityKey(encodingOf(a)) === equalityKey(encodingOf(b));
}

function encodingOf({ encoding }: MediaType): unknown {
  return [...encoding]
    .map(([name, { contentType, style, explode, allowReserved }]) => [
      name,
      { contentType, style, explode, allowReserved },
    ])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

/**
 * Values in which the ways of writing differ, if they do: lists and objects of several members
 * among them.
 */
export function tellingValues(schema: Schema, direction: "request" | "response"): unknown[] {
  const parts = new Map([["value", schema]]);
  const several = [{ minItems: 2 }, { minProperties: 2 }, ofSeveralMembers(schema)].map((more) =>
    composeSchema({ $ref: "value", ...more }, parts),
  );
  return [schema, ...several].flatMap((each) =>
    [false, true].flatMap((minimal) => {
      const made = sample(each, { seed: 1, direction, minimal });
      return made.ok ? [made.value] : [];
    }),
  );
}

// A form's lists are inside it.
function ofSeveralMembers(schema: Schema): object {
  const names = [...declaredProperties(schema)].flatMap(([name, property]) => {
    const types = instanceTypes(property);
    return types.size < 7 && (types.has("array") || types.has("object")) ? [name] : [];
  });
  const several = { minItems: 2, minProperties: 2 };
  return { required: names, properties: Object.fromEntries(names.map((name) => [name, several])) };
}
