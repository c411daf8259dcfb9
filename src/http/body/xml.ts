/**
 * XML bodies as the values that their schemas describe.
 *
 * OpenAPI 3.0 and 3.1 #xml-object, #handling-null-values. A namespace that the contract states
 * must be the element's; prefixes mean nothing by themselves: Namespaces in XML 1.0 §2.
 */
import type { ContentType } from "../../contract/media-type.ts";
import type { Schema } from "../../schema/schema.ts";
import { formatPointer, type PointerToken } from "../../source/pointer.ts";
import { readPrimitive } from "../wire.ts";
import type { BodyFault, BodyReading } from "./body.ts";
import { byteString, decodeText } from "./body-text.ts";
import { brief } from "./text-fault.ts";
import { type XmlField, type XmlList, type XmlName, xmlPlanOf } from "./xml-plan.ts";
import { parseXml, type XmlElement } from "./xml-text.ts";

/**
 * Elements and attributes that the schema does not name are properties all the same, under their
 * local names, for the schema to refuse or to take.
 */
export function readXml(
  body: Uint8Array,
  type: ContentType,
  schema: Schema | undefined,
): BodyReading {
  const decoded = decodeText(body, charsetOf(body, type));
  if (!("text" in decoded)) return { state: "malformed", reason: decoded.reason };
  const parsed = parseXml(decoded.text);
  if ("reason" in parsed) return { state: "malformed", reason: parsed.reason };
  const { root } = parsed;
  const reader: Reader = { faults: [], path: [] };
  const scope = scopeOf(root, undefined);
  const wanted = schema && xmlPlanOf(schema).root;
  if (wanted !== undefined && !isNamed(root.name, wanted, scope)) {
    const reason = `has the root element <${brief(root.name)}>; the contract asks for ${shownName(wanted)}`;
    reader.faults.push({ pointer: "", kind: "invalid", reason });
  }
  const value = readElement(reader, root, schema, undefined);
  const { faults } = reader;
  return { state: "value", value, ...(faults.length > 0 && { faults }) };
}

/** RFC 7303 §3.2: a byte order mark, else what the Content-Type says, else what the text says. */
function charsetOf(body: Uint8Array, { parameters }: ContentType): string | undefined {
  if (body[0] === 0xfe && body[1] === 0xff) return "utf-16be";
  if (body[0] === 0xff && body[1] === 0xfe) return "utf-16le";
  if (body[0] === 0xef && body[1] === 0xbb) return undefined;
  const said = parameters.get("charset");
  if (said !== undefined) return said;
  if (body[0] !== LESS || body[1] !== QUESTION) return undefined;
  const declaration = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)/;
  return declaration.exec(byteString(body.subarray(0, 200)))?.[1];
}

const LESS = 60;
const QUESTION = 63;

interface Reader {
  faults: BodyFault[];
  /** Where in the value the reading stands. */
  path: PointerToken[];
}

/** Namespaces by prefix, `""` for the default; innermost first. */
interface Scope {
  bindings: ReadonlyMap<string, string>;
  outer: Scope | undefined;
}

function scopeOf(element: XmlElement, outer: Scope | undefined): Scope | undefined {
  if (element.attributes.size === 0) return outer;
  const bindings = new Map<string, string>();
  for (const [name, uri] of element.attributes) {
    if (name === "xmlns") bindings.set("", uri);
    else if (name.startsWith("xmlns:")) bindings.set(name.slice(6), uri);
  }
  return bindings.size === 0 ? outer : { bindings, outer };
}

function namespaceOf(prefix: string, scope: Scope | undefined): string | undefined {
  for (let current = scope; current !== undefined; current = current.outer) {
    const uri = current.bindings.get(prefix);
    if (uri !== undefined) return uri;
  }
  return undefined;
}

function isNamed(
  written: string,
  { local, namespace }: XmlName,
  scope: Scope | undefined,
): boolean {
  const name = splitName(written);
  if (name.local !== local) return false;
  return namespace === undefined || namespaceOf(name.prefix, scope) === namespace;
}

function splitName(written: string): { prefix: string; local: string } {
  const colon = written.indexOf(":");
  return { prefix: written.slice(0, Math.max(colon, 0)), local: written.slice(colon + 1) };
}

function shownName({ local, namespace }: XmlName): string {
  return namespace === undefined ? `<${local}>` : `<${local}> of the namespace ${namespace}`;
}

function readElement(
  reader: Reader,
  element: XmlElement,
  schema: Schema | undefined,
  outer: Scope | undefined,
): unknown {
  const scope = scopeOf(element, outer);
  if (isNil(element, scope)) return null;
  if (schema === undefined || typeof schema.value === "boolean") {
    return readFree(reader, element, scope);
  }
  const plan = xmlPlanOf(schema);
  if (plan.list !== undefined) return readItems(reader, element, plan.list, scope);
  if (isObject(element, plan.types, plan.fields.size > 0)) {
    return readObject(reader, element, schema, scope);
  }
  // White space around a number is no part of it: XML Schema 2 §4.3.6, collapse.
  return readPrimitive(schema, plan.types.has("string") ? element.text : element.text.trim());
}

// Where the schema leaves it open, the element's content tells.
function isObject(
  { children, attributes, text }: XmlElement,
  types: ReadonlySet<string>,
  hasFields: boolean,
): boolean {
  if (!types.has("object")) return false;
  if (children.length > 0) return true;
  const isOnlyObject = !types.has("string") && !types.has("integer") && !types.has("boolean");
  const isBlank = text.trim() === "";
  return isBlank && (isOnlyObject || hasFields || attributes.size > 0);
}

// An element that no schema describes: a text, or an object of what is in it.
function readFree(reader: Reader, element: XmlElement, scope: Scope | undefined): unknown {
  const hasOwn = [...element.attributes.keys()].some((name) => !isAboutXml(name, scope));
  if (element.children.length === 0 && !hasOwn) return element.text;
  return readObject(reader, element, undefined, scope);
}

const INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

function isNil({ attributes }: XmlElement, scope: Scope | undefined): boolean {
  if (attributes.size === 0) return false;
  for (const [name, value] of attributes) {
    const { prefix, local } = splitName(name);
    if (local !== "nil" || (value !== "true" && value !== "1")) continue;
    // The specification's own example leaves the prefix unbound.
    if ((namespaceOf(prefix, scope) ?? (prefix === "xsi" ? INSTANCE : "")) === INSTANCE)
      return true;
  }
  return false;
}

// Attributes that say how the document is written, not what.
function isAboutXml(name: string, scope: Scope | undefined): boolean {
  const { prefix } = splitName(name);
  if (name === "xmlns" || prefix === "xmlns" || prefix === "xml" || prefix === "xsi") return true;
  return prefix !== "" && namespaceOf(prefix, scope) === INSTANCE;
}

function readItems(
  reader: Reader,
  element: XmlElement,
  { item, schema }: XmlList,
  scope: Scope | undefined,
): unknown[] {
  return element.children.map((child, index) =>
    at(reader, index, () => {
      if (!isNamed(child.name, item, scopeOf(child, scope)) && reader.path.length > 1) {
        const reason = `is an element <${brief(child.name)}>; the contract asks for ${shownName(item)}`;
        reader.faults.push({ pointer: formatPointer(reader.path), kind: "invalid", reason });
      }
      return readElement(reader, child, schema, scope);
    }),
  );
}

function readObject(
  reader: Reader,
  element: XmlElement,
  schema: Schema | undefined,
  scope: Scope | undefined,
): Record<string, unknown> {
  const plan = schema && xmlPlanOf(schema);
  const values = new Map<string, unknown>();
  const undeclared = (name: string): string => {
    const { local } = splitName(name);
    // Not the property of that name, which stands under another or elsewhere.
    return plan?.fields.has(local) ? `<${name}>` : local;
  };
  for (const [name, text] of element.attributes) {
    if (isAboutXml(name, scope)) continue;
    const { prefix, local } = splitName(name);
    const field = plan?.attributes
      .get(local)
      ?.find(({ name }) => isInNamespace(name, prefix === "" ? undefined : prefix, scope));
    const value = field === undefined ? text : readPrimitive(field.schema, text);
    values.set(field?.property ?? undeclared(name), value);
  }
  const repeated = new Map<string, unknown[]>();
  for (const child of element.children) {
    const inner = scopeOf(child, scope);
    const { local } = splitName(child.name);
    const field = plan?.elements.get(local)?.find(({ name }) => isNamed(child.name, name, inner));
    const key = field?.property ?? undeclared(child.name);
    const own = repeated.get(key) ?? [];
    repeated.set(key, own);
    const isPlace = field !== undefined && field.list?.isWrapped === false;
    own.push(
      at(reader, key, () =>
        isPlace
          ? at(reader, own.length, () => readElement(reader, child, field.list!.schema, scope))
          : readField(reader, child, field, scope),
      ),
    );
  }
  for (const [key, own] of repeated) {
    const isList = own.length > 1 || plan?.fields.get(key)?.list?.isWrapped === false;
    values.set(key, isList ? own : own[0]);
  }
  for (const { property } of plan?.requiredLists ?? []) {
    if (!values.has(property)) values.set(property, []);
  }
  for (const { property } of plan?.nullAttributes ?? []) {
    if (!values.has(property)) values.set(property, null);
  }
  // fromEntries defines own properties, whatever their names.
  return Object.fromEntries(values);
}

// Attributes without a prefix are in no namespace, whatever the default is.
function isInNamespace(
  { namespace }: XmlName,
  prefix: string | undefined,
  scope: Scope | undefined,
): boolean {
  if (namespace === undefined) return true;
  return prefix !== undefined && namespaceOf(prefix, scope) === namespace;
}

function readField(
  reader: Reader,
  child: XmlElement,
  field: XmlField | undefined,
  scope: Scope | undefined,
): unknown {
  if (field?.list === undefined) return readElement(reader, child, field?.schema, scope);
  const inner = scopeOf(child, scope);
  return isNil(child, inner) ? null : readItems(reader, child, field.list, inner);
}

function at<T>(reader: Reader, token: PointerToken, read: () => T): T {
  reader.path.push(token);
  const value = read();
  reader.path.pop();
  return value;
}
