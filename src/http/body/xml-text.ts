/**
 * XML text as elements.
 *
 * XML 1.0 (Fifth Edition), without document types: a body that has one is refused, so there are
 * no entities to expand and nothing outside to fetch. Nesting has a limit, and no recursion.
 *
 * Our own, because src/http is loaded wherever a contract is checked or mocked: the well-kept
 * parsers that are strict cost 8 to 15 ms of processor time to import, where this costs one, and
 * overflow the stack at a depth that depends on the caller.
 */
import { faultClause, type TextFault } from "./text-fault.ts";

export interface XmlElement {
  /** As written, with its prefix. */
  name: string;
  /** By name as written. */
  attributes: ReadonlyMap<string, string>;
  children: readonly XmlElement[];
  /** What stands directly in it, references resolved, without its children's. */
  text: string;
}

/** Elements may stand inside each other as deep. */
export const MAX_DEPTH = 500;

interface OpenElement extends XmlElement {
  children: XmlElement[];
}

class NotXml extends Error {
  readonly fault: TextFault;

  constructor(offset: number, wanted: string) {
    super(wanted);
    this.fault = { offset, wanted };
  }
}

/** The root element, or why there is none, to be read after `the body`. */
export function parseXml(source: string): { root: XmlElement } | { reason: string } {
  // Line breaks are one character: XML 1.0 §2.11.
  const text = source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
  try {
    const stray = FORBIDDEN.exec(text);
    if (stray !== null) throw new NotXml(stray.index, "a character that XML allows");
    return { root: parse(text) };
  } catch (error) {
    if (!(error instanceof NotXml)) throw error;
    const { fault } = error;
    if (text.startsWith("<!DOCTYPE", fault.offset)) {
      return { reason: "has a document type declaration, which is not read" };
    }
    return { reason: `is not XML: ${faultClause(text, fault)}` };
  }
}

// XML 1.0 §2.2 Char.
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const START =
  "A-Z_a-z:\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}";
const NAME = new RegExp(`[${START}][${START}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]*`, "uy");
const DECLARATION =
  /<\?xml\s+version\s*=\s*(?:"1\.\d+"|'1\.\d+')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>/y;
const SPACE = /[ \t\n]*/y;

function parse(text: string): XmlElement {
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let offset = /^<\?xml[ \t\n]/.test(text) ? after(DECLARATION, text, 0, "an XML declaration") : 0;
  for (;;) {
    const inner = open.at(-1);
    const next = text.indexOf("<", offset);
    const end = next < 0 ? text.length : next;
    if (end > offset) addText(inner, text, offset, end);
    if (next < 0) {
      if (inner !== undefined) throw new NotXml(end, `the end tag </${inner.name}>`);
      if (root === undefined) throw new NotXml(end, "an element");
      return root;
    }
    if (text.startsWith("</", next)) {
      const name = inner === undefined ? undefined : nameAt(text, next + 2);
      if (inner === undefined || name !== inner.name) {
        throw new NotXml(next, inner === undefined ? "an element" : `the end tag </${inner.name}>`);
      }
      offset = after(/[ \t\n]*>/y, text, next + 2 + name.length, ">");
      open.pop();
    } else if (text.startsWith("<!--", next)) {
      const dashes = text.indexOf("--", next + 4);
      if (dashes < 0) throw new NotXml(text.length, "the end of the comment, -->");
      if (text[dashes + 2] !== ">") throw new NotXml(dashes, "the end of the comment, -->");
      offset = dashes + 3;
    } else if (inner !== undefined && text.startsWith("<![CDATA[", next)) {
      const close = text.indexOf("]]>", next);
      if (close < 0) throw new NotXml(text.length, "the end of the CDATA section, ]]>");
      inner.text += text.slice(next + 9, close);
      offset = close + 3;
    } else if (text.startsWith("<?", next)) {
      const target = nameAt(text, next + 2);
      if (target === "" || /^xml$/i.test(target)) throw new NotXml(next, "an element");
      offset = after(
        /[ \t\n][\s\S]*?\?>|\?>/y,
        text,
        next + 2 + target.length,
        "an instruction and ?>",
      );
    } else {
      if (inner === undefined && root !== undefined) throw new NotXml(next, "the end of the text");
      const tag = startTag(text, next);
      inner?.children.push(tag.element);
      root ??= tag.element;
      offset = tag.end;
      if (tag.isEmpty) continue;
      open.push(tag.element);
      if (open.length > MAX_DEPTH)
        throw new NotXml(next, `nesting of ${MAX_DEPTH} elements at most`);
    }
  }
}

function startTag(
  text: string,
  start: number,
): { element: OpenElement; end: number; isEmpty: boolean } {
  const name = nameAt(text, start + 1);
  if (name === "") throw new NotXml(start, "an element");
  const attributes = new Map<string, string>();
  let offset = start + 1 + name.length;
  for (;;) {
    const end = after(SPACE, text, offset, "");
    const isEmpty = text.startsWith("/>", end);
    if (isEmpty || text[end] === ">") {
      const element = { name, attributes, children: [], text: "" };
      return { element, end: end + (isEmpty ? 2 : 1), isEmpty };
    }
    const key = end === offset ? "" : nameAt(text, end);
    if (key === "") throw new NotXml(end, `an attribute, > or /> of <${name}`);
    if (attributes.has(key)) throw new NotXml(end, `an attribute other than ${key}`);
    offset = after(/[ \t\n]*=[ \t\n]*/y, text, end + key.length, "= and a value");
    const quote = text[offset];
    const close = quote === '"' || quote === "'" ? text.indexOf(quote, offset + 1) : -1;
    if (quote !== '"' && quote !== "'") throw new NotXml(offset, "a value in quotes");
    if (close < 0) throw new NotXml(text.length, `the end of the value of ${key}`);
    const raw = text.slice(offset + 1, close);
    const less = raw.indexOf("<");
    if (less >= 0) throw new NotXml(offset + 1 + less, "&lt;");
    // White space that is written out becomes a space: XML 1.0 §3.3.3.
    attributes.set(key, resolve(raw.replace(/[\t\n]/g, " "), offset + 1));
    offset = close + 1;
  }
}

function addText(inner: OpenElement | undefined, text: string, start: number, end: number): void {
  if (inner === undefined) {
    const stray = after(SPACE, text, start, "");
    if (stray < end) throw new NotXml(stray, "an element");
    return;
  }
  const raw = text.slice(start, end);
  const close = raw.indexOf("]]>");
  if (close >= 0) throw new NotXml(start + close, "]]&gt;");
  inner.text += resolve(raw, start);
}

const NAMED: Record<string, string> = { amp: "&", apos: "'", gt: ">", lt: "<", quot: '"' };

// XML 1.0 §4.1, §4.6. No other entities exist where there is no document type.
function resolve(raw: string, start: number): string {
  if (!raw.includes("&")) return raw;
  return raw.replace(
    /&(?:(amp|apos|gt|lt|quot)|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));|&/g,
    (...match) => {
      const [, name, decimal, hex, at] = match as [string, string?, string?, string?, number?];
      if (name !== undefined) return NAMED[name]!;
      const digits = decimal ?? hex;
      const code =
        digits === undefined ? 0 : Number.parseInt(digits, decimal === undefined ? 16 : 10);
      const character = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\0";
      if (FORBIDDEN.test(character))
        throw new NotXml(start + at!, "a reference to a character, or &amp;");
      return character;
    },
  );
}

function nameAt(text: string, offset: number): string {
  NAME.lastIndex = offset;
  return NAME.exec(text)?.[0] ?? "";
}

function after(pattern: RegExp, text: string, offset: number, wanted: string): number {
  pattern.lastIndex = offset;
  if (!pattern.test(text)) throw new NotXml(offset, wanted);
  return pattern.lastIndex;
}
