/**
 * A schema of values as a schema of their texts: on the wire a number, a boolean and a text are
 * written alike.
 *
 * OpenAPI 3.1 #appendix-b-data-type-conversion. Of a sender all texts it writes are needed, and
 * more may be among them; of a receiver texts that it reads, and some may be missing.
 */
import { composeSchema } from "../schema/compose.ts";
import { applying, declaredItems, declaredProperties } from "../schema/declared-properties.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";

const INTEGER = "^-?(0|[1-9][0-9]*)$";
const NUMBER = "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$";

/** What inside an object is a text, or made of texts: elsewhere it is JSON, which has types. */
export type Inside = "texts" | "lists" | "anything";

/** Undefined where no such view is known. */
export function textsOf(
  schema: Schema,
  side: "sender" | "receiver",
  inside: Inside = "texts",
): Schema | undefined {
  const types = instanceTypes(schema);
  if (types.has("object")) return objectOfTexts(schema, side, inside);
  if (types.has("array")) return listOfTexts(schema, side);
  const parts = new Map([["value", schema]]);
  const views: object[] = [];
  const listed = listedTexts(schema);
  if (types.has("string")) views.push({ type: "string", $ref: "value" });
  const isNumeric = types.has("number") || types.has("integer");
  if (listed !== undefined) views.push({ enum: listed });
  else if (side === "sender") {
    if (types.has("number")) views.push(pattern(NUMBER));
    else if (types.has("integer")) views.push(pattern(INTEGER));
    if (types.has("boolean")) views.push({ enum: ["true", "false"] });
    if (types.has("null")) views.push({ const: "" });
  } else if (isPlain(schema)) {
    if (isNumeric) views.push(pattern(types.has("number") ? NUMBER : INTEGER));
    if (types.has("boolean")) views.push({ enum: ["true", "false"] });
  }
  return views.length === 0 ? undefined : composeSchema({ anyOf: views }, parts);
}

function pattern(source: string): object {
  return { type: "string", pattern: source };
}

// Of what is listed, texts are what `string` says already.
function listedTexts(schema: Schema): string[] | undefined {
  const listing = applying(schema).find(
    ({ value }) => typeof value === "object" && ("const" in value || Array.isArray(value.enum)),
  );
  // What applies beside the list may refuse some of it.
  if (listing === undefined || applying(schema).some((each) => !isMerelyLeading(each, listing))) {
    return undefined;
  }
  const { value } = listing as { value: Record<string, unknown> };
  const values = Object.hasOwn(value, "const") ? [value.const] : (value.enum as unknown[]);
  return values.map((each) => (each === null ? "" : String(each)));
}

function isMerelyLeading(schema: Schema, listing: Schema): boolean {
  if (schema === listing) return true;
  return Object.keys(schema.value).every((keyword) => SILENT.has(keyword) || keyword === "$ref");
}

/** Whether a schema asks for its type and for nothing else. */
function isPlain(schema: Schema): boolean {
  return applying(schema).every(({ value }) =>
    Object.keys(value).every(
      (keyword) => SILENT.has(keyword) || keyword === "type" || keyword === "$ref",
    ),
  );
}

/** Keywords that refuse nothing. */
const SILENT: ReadonlySet<string> = new Set(
  "title description default example examples deprecated readOnly writeOnly $comment".split(" "),
);

function listOfTexts(schema: Schema, side: "sender" | "receiver"): Schema | undefined {
  if (instanceTypes(schema).size > 1) return undefined;
  const owners = applying(schema);
  const isKnown = owners.every(({ value }) =>
    Object.keys(value).every(
      (keyword) => SILENT.has(keyword) || ["type", "$ref", "items", ...LENGTHS].includes(keyword),
    ),
  );
  // Of a sender what else is asked for may be left out.
  if (!isKnown && side === "receiver") return undefined;
  const items = declaredItems(schema);
  const texts = items && textsOf(items, side);
  if (texts === undefined) return undefined;
  const lengths = owners.flatMap(({ value }) =>
    LENGTHS.filter((keyword) => Object.hasOwn(value as object, keyword)).map((keyword) => ({
      [keyword]: (value as Record<string, unknown>)[keyword],
    })),
  );
  const list = { type: "array", items: { $ref: "item" }, allOf: [{}, ...lengths] };
  return composeSchema(list, new Map([["item", texts]]));
}

const LENGTHS = ["minItems", "maxItems"];

// Of objects that say no more than their properties, which are written one by one.
function objectOfTexts(
  schema: Schema,
  side: "sender" | "receiver",
  inside: Inside,
): Schema | undefined {
  if (instanceTypes(schema).size > 1) return undefined;
  const owners = applying(schema);
  const isKnown = owners.every(({ value }) =>
    Object.keys(value).every((keyword) => SILENT.has(keyword) || OF_OBJECTS.has(keyword)),
  );
  const declaring = owners.filter(({ value }) => Object.hasOwn(value as object, "properties"));
  // Several that declare each their own may close each their own, too.
  if (!isKnown || declaring.length > 1) return undefined;
  const says: Record<string, unknown> = { type: "object", properties: {}, allOf: [{}] };
  const parts = new Map<string, Schema>();
  for (const [name, property] of declaredProperties(schema)) {
    const texts = isWrittenByItself(property, inside) ? textsOf(property, side, inside) : undefined;
    if (texts === undefined) return undefined;
    parts.set(`text:${name}`, texts);
    (says.properties as Record<string, unknown>)[name] = { $ref: `text:${name}` };
  }
  for (const { value } of owners) {
    const { additionalProperties } = value as Record<string, unknown>;
    if (additionalProperties !== undefined && typeof additionalProperties !== "boolean") {
      return undefined;
    }
    const own = Object.entries(value).filter(([keyword]) => KEPT.has(keyword));
    (says.allOf as object[]).push(Object.fromEntries(own));
    if (additionalProperties === false) says.additionalProperties = false;
  }
  return composeSchema(says, parts);
}

function isWrittenByItself(property: Schema, inside: Inside): boolean {
  const types = instanceTypes(property);
  if (types.has("object")) return inside === "anything";
  return !types.has("array") || inside !== "texts";
}

const KEPT: ReadonlySet<string> = new Set(["required", "minProperties", "maxProperties"]);

const OF_OBJECTS: ReadonlySet<string> = new Set([
  ...KEPT,
  "type",
  "$ref",
  "allOf",
  "properties",
  "additionalProperties",
]);
