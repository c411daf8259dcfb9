/**
 * Values as XML, as their schemas say.
 *
 * OpenAPI 3.0 and 3.1 #xml-object, #handling-null-values.
 */
import type { Schema } from "../../schema/schema.ts";
import { textOf } from "./form-style.ts";
import { type XmlField, type XmlList, type XmlName, xmlPlanOf } from "./xml-plan.ts";

/** A document that `readXml` reads as `value`; characters that XML cannot hold become U+FFFD. */
export function writeXml(value: unknown, schema: Schema | undefined): string {
  const name = (schema && xmlPlanOf(schema).root) ?? plainName("root");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, value, schema, [])}`;
}

function plainName(local: string): XmlName {
  // XML 1.0 §2.3; a property may be called anything.
  const name = local.replace(/[^\w.-]/gu, "_").replace(/^(?![A-Za-z_])/, "_");
  return { local: name, namespace: undefined, prefix: undefined };
}

/** @param bound the namespaces that are declared around, as `prefix=uri` */
function element(
  name: XmlName,
  value: unknown,
  schema: Schema | undefined,
  bound: readonly string[],
): string {
  if (Array.isArray(value)) {
    const list = schema && xmlPlanOf(schema).list;
    return wrapped(name, value, list, bound);
  }
  if (value === null) {
    const nil = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"';
    return tagged(name, nil, "", bound);
  }
  if (typeof value !== "object") return tagged(name, "", escaped(textOf(value)), bound);
  const fields = schema && xmlPlanOf(schema).fields;
  const inner = binding(name, bound) === "" ? bound : [...bound, keyOf(name)];
  let attributes = "";
  let content = "";
  for (const [property, entry] of Object.entries(value)) {
    const field = fields?.get(property);
    if (entry === undefined) continue;
    if (field?.isAttribute) attributes += attribute(field, entry, inner);
    else content += childrenOf(property, entry, field, inner);
  }
  return tagged(name, attributes, content, bound);
}

function childrenOf(
  property: string,
  value: unknown,
  field: XmlField | undefined,
  bound: readonly string[],
): string {
  const name = field?.name ?? plainName(property);
  if (!Array.isArray(value)) return element(name, value, field?.schema, bound);
  if (field?.list?.isWrapped) return wrapped(name, value, field.list, bound);
  return value.map((item) => element(name, item, field?.list?.schema, bound)).join("");
}

function wrapped(
  name: XmlName,
  values: readonly unknown[],
  list: XmlList | undefined,
  bound: readonly string[],
): string {
  const inner = binding(name, bound) === "" ? bound : [...bound, keyOf(name)];
  const item = list?.item ?? plainName("item");
  const items = values.map((value) => element(item, value, list?.schema, inner));
  return tagged(name, "", items.join(""), bound);
}

function attribute({ name }: XmlField, value: unknown, bound: readonly string[]): string {
  // A null is told by the attribute not being there.
  if (value === null) return "";
  const text = escaped(textOf(value)).replaceAll('"', "&quot;").replaceAll("\n", "&#10;");
  return `${binding(name, bound)} ${qualified(name)}="${text.replaceAll("\t", "&#9;")}"`;
}

function tagged(
  name: XmlName,
  attributes: string,
  content: string,
  bound: readonly string[],
): string {
  const tag = qualified(name);
  const start = `<${tag}${binding(name, bound)}${attributes}`;
  return content === "" ? `${start}/>` : `${start}>${content}</${tag}>`;
}

// A prefix without a namespace would be unbound.
function qualified({ local, namespace, prefix }: XmlName): string {
  return namespace === undefined || prefix === undefined ? local : `${prefix}:${local}`;
}

function keyOf({ prefix, namespace }: XmlName): string {
  return `${prefix ?? ""}=${namespace}`;
}

function binding(name: XmlName, bound: readonly string[]): string {
  const { namespace, prefix } = name;
  if (namespace === undefined || bound.includes(keyOf(name))) return "";
  const declaration = prefix === undefined ? "xmlns" : `xmlns:${prefix}`;
  return ` ${declaration}="${escaped(namespace).replaceAll('"', "&quot;")}"`;
}

function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");
}
