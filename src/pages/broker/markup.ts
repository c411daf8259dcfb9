/**
 * HTML and SVG text that is safe by how it is made: what is put into a template is escaped.
 *
 * HTML Standard #escapingString, in content and in attribute values, which stand in double
 * quotation marks everywhere.
 */

/** Text that is HTML already. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** Texts and numbers are escaped, lists are joined, what is absent leaves nothing. */
export type Content = Markup | string | number | undefined | null | false | readonly Content[];

/** A template whose values are escaped, but those that are `Markup`. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = parts[0]!;
  for (const [index, value] of values.entries()) text += textOf(value) + parts[index + 1]!;
  return new Markup(text);
}

function textOf(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (content === undefined || content === null || content === false) return "";
  if (typeof content === "object") return content.map(textOf).join("");
  return escapeText(String(content));
}

/** Controls that HTML has no way to write are shown as the sign for what cannot be shown. */
export function escapeText(text: string): string {
  return SPECIAL.test(text)
    ? text.replace(EVERY_SPECIAL, (sign) => ESCAPES[sign] ?? "\ufffd")
    : text;
}

const SPECIAL = /[&<>"']|(?![\t\n\r])\p{Cc}/u;
const EVERY_SPECIAL = new RegExp(SPECIAL, "gu");

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
