/**
 * XML elements with their names expanded, as matching rules name them: `namespace:local`.
 *
 * Namespaces in XML 1.0 §5, §6: a prefix stands for what the nearest declaration says, and an
 * attribute without one is in no namespace.
 */
import type { XmlElement } from "../../http/body/xml-text.ts";

export interface NamedElement {
  /** With its namespace before a colon, where it has one. */
  name: string;
  localName: string;
  /** By expanded name; declarations of namespaces are none. */
  attributes: ReadonlyMap<string, string>;
  children: readonly NamedElement[];
  /** What stands directly in it, without white space around. */
  text: string;
}

type Scope = ReadonlyMap<string, string>;

const NO_SCOPE: Scope = new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]);

export function nameElements(element: XmlElement, outer: Scope = NO_SCOPE): NamedElement {
  const scope = scopeOf(element, outer);
  const attributes = new Map<string, string>();
  for (const [written, value] of element.attributes) {
    if (declaredPrefix(written) !== undefined) continue;
    attributes.set(written.includes(":") ? expanded(written, scope) : written, value);
  }
  return {
    name: expanded(element.name, scope),
    localName: element.name.slice(element.name.indexOf(":") + 1),
    attributes,
    children: element.children.map((child) => nameElements(child, scope)),
    text: element.text.trim(),
  };
}

function scopeOf({ attributes }: XmlElement, outer: Scope): Scope {
  let scope: Map<string, string> | undefined;
  for (const [written, value] of attributes) {
    const prefix = declaredPrefix(written);
    if (prefix === undefined) continue;
    scope ??= new Map(outer);
    scope.set(prefix, value);
  }
  return scope ?? outer;
}

function declaredPrefix(attribute: string): string | undefined {
  if (attribute === "xmlns") return "";
  return attribute.startsWith("xmlns:") ? attribute.slice("xmlns:".length) : undefined;
}

// A prefix that nobody declares stands for itself.
function expanded(written: string, scope: Scope): string {
  const colon = written.indexOf(":");
  const prefix = colon < 0 ? "" : written.slice(0, colon);
  const namespace = scope.get(prefix) ?? prefix;
  const local = written.slice(colon + 1);
  return namespace === "" ? local : `${namespace}:${local}`;
}
