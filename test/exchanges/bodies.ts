/**
 * Bodies as values: JSON, forms and plain texts, read without `src/`.
 *
 * URL Standard #urlencoded-parsing; OpenAPI 3.1 #encoding-the-x-www-form-urlencoded-media-type.
 */
import { type BareSchemas, together } from "./bare-schemas.ts";
import { entriesAt, isObject, type Json, type Node } from "./documents.ts";
import { essenceOf, isJsonType } from "./operations.ts";

/** The values that a text may stand for: itself, a number, a boolean, null, a JSON text. */
export function readings(text: string): unknown[] {
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text);
  return [
    text,
    ...(isNumber ? [Number(text)] : []),
    ...(text === "true" || text === "false" ? [text === "true"] : []),
    ...(text === "null" || text === "" ? [null] : []),
    ...(/^[[{]/.test(text) ? parsed(text) : []),
  ];
}

function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

/** A form as an object, each property in the first of its readings that its schema accepts. */
export function formValue(schemas: BareSchemas, schema: Node, text: string): Json {
  const form = new URLSearchParams(text);
  const declared = together(schemas.documents, schema).flatMap((part) =>
    entriesAt(part, "properties"),
  );
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const texts = form.getAll(name);
      const own = declared.filter(([key]) => key === name).map(([, property]) => property);
      const fits = (value: unknown) =>
        own.every((property) => schemas.refusal(property, value) === undefined);
      const lists = listsOf(schemas, own, texts);
      const values = texts.length === 1 ? [...readings(texts[0]!), ...lists] : lists;
      return [name, values.find(fits) ?? values[0]];
    }),
  );
}

function listsOf(
  schemas: BareSchemas,
  own: readonly Node[],
  texts: readonly string[],
): unknown[][] {
  const items = own
    .flatMap((property) => together(schemas.documents, property))
    .flatMap(({ uri, value }) => {
      const held = (value as Json).items;
      return isObject(held) ? [{ uri: `${uri}/items`, value: held }] : [];
    });
  const fits = (value: unknown) =>
    items.every((item) => schemas.refusal(item, value) === undefined);
  const split = texts.length === 1 ? [texts[0]!.split(",")] : [];
  return [texts, ...split].map((each) => each.map((text) => readings(text).find(fits) ?? text));
}

/** The value of a body that is JSON, a form or a text; undefined for others. */
export function readBody(
  schemas: BareSchemas,
  schema: Node,
  { contentType, text }: { contentType: string; text: string },
): { value: unknown } | undefined {
  if (isJsonType(contentType)) return { value: JSON.parse(text) };
  const type = essenceOf(contentType);
  if (type === "application/x-www-form-urlencoded")
    return { value: formValue(schemas, schema, text) };
  if (!/^text\/(plain|html)$/.test(type)) return undefined;
  const fits = (value: unknown) => schemas.refusal(schema, value) === undefined;
  return { value: readings(text).find(fits) ?? text };
}
