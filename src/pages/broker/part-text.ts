/** A request, a response or a message of a pact: its fields and its body, with rules beside them. */
import { jsonOfBody, kindOfType, textOfBody } from "../../pact/match/body-content.ts";
import { rulesOfName } from "../../pact/match/named-rules.ts";
import type { Body, MatchingRules, RuleList } from "../../pact/pact.ts";
import type { ExactValues } from "./exact-value.ts";
import { jsonLines } from "./json-lines.ts";
import { html, type Markup } from "./markup.ts";
import { ruleWords } from "./rule-words.ts";

/** One line of what goes over the wire. */
export interface FieldLine {
  text: string;
  rules: readonly RuleList[];
}

/** Headers, parameters or members of metadata, with their rules. */
export function fieldLines(
  fields: Iterable<readonly [name: string, values: readonly string[]]>,
  { rules, category }: { rules: MatchingRules; category: string },
  write: (name: string, value: string, at: number) => string,
): FieldLine[] {
  let at = 0;
  const lines: FieldLine[] = [];
  for (const [name, values] of fields) {
    const named = rulesOfName(rules, category, name, category === "header");
    for (const [index, value] of (values.length === 0 ? [""] : values).entries()) {
      const found = named.one(index) ?? named.all;
      lines.push({ text: write(name, value, at), rules: found === undefined ? [] : [found] });
      at += 1;
    }
  }
  return lines;
}

export function writeLines(lines: readonly FieldLine[]): Markup {
  return html`<pre class="code"><code>${lines.map(({ text, rules }) => lineText(text, rules))}</code></pre>`;
}

function lineText(text: string, rules: readonly RuleList[]): Markup {
  return html`<span class="line">${cutLine(text)}${rules.map((list) => html` ${ruleChip(list)}`)}\n</span>`;
}

function ruleChip(list: RuleList): Markup {
  return html`<span class="rule">${ruleWords(list)}</span>`;
}

export interface BodyContext {
  rules: MatchingRules;
  /** Of the rules. Default: `body`. */
  category?: string | undefined;
  exact: ExactValues;
}

/** A body, and beneath it the rules that no line of it shows. Undefined where there is neither. */
export function writeBody(body: Body, context: BodyContext): Markup | undefined {
  const { rules, category = "body", exact } = context;
  const stated = [...(rules.get(category) ?? [])].filter(([, list]) => list.matchers.length > 0);
  if (body.state === "missing") return stated.length > 0 ? otherRules(stated) : undefined;
  const { text, used } = bodyText(body, { rules, category, exact });
  const others = stated.filter(([, list]) => !used.has(list));
  return html`${text}${others.length > 0 && otherRules(others)}`;
}

interface BodyText {
  text: Markup;
  used: ReadonlySet<RuleList>;
}

function bodyText(
  body: Body,
  { rules, category, exact }: BodyContext & { category: string },
): BodyText {
  const none = new Set<RuleList>();
  if (body.state === "empty")
    return { text: html`<p class="quiet">The body is empty.</p>`, used: none };
  if (body.state === "null")
    return { text: html`<p class="quiet">The body is null: none is sent.</p>`, used: none };
  const isJson =
    body.contentType === undefined
      ? typeof body.content !== "string"
      : kindOfType(body.contentType) === "json";
  const isAsWritten = body.content === body.place.value;
  const reading = isJson ? (isAsWritten && exact(body.place)) || jsonOfBody(body) : undefined;
  if (reading !== undefined && "value" in reading) {
    const { lines, isCut, used } = jsonLines(reading.value, rules, category);
    const shown = lines.map((line) => ({
      text: line.text,
      rules: line.rules === undefined ? [] : [line.rules],
    }));
    return { text: html`${writeLines(shown)}${isCut && CUT}`, used };
  }
  return { text: plainText(body), used: none };
}

const CUT = html`<p class="quiet">There is more, which is not shown here.</p>`;

const MAX_TEXT = 20_000;
const MAX_LINE = 2_000;

function cutLine(text: string): string {
  return text.length <= MAX_LINE ? text : `${text.slice(0, MAX_LINE)}…`;
}

function plainText(body: Body): Markup {
  const text = textOfBody(body);
  if (/[^\t\n\f\r -~\u00a0-\uffff]/.test(text.slice(0, MAX_TEXT))) {
    const type = body.contentType ?? "an unknown type";
    return html`<p>${text.length} bytes of ${type}.</p>`;
  }
  const shown = text.slice(0, MAX_TEXT);
  return html`<pre class="code"><code>${shown}</code></pre>${shown.length < text.length && CUT}`;
}

const MAX_OTHERS = 50;

function otherRules(rules: readonly (readonly [path: string, list: RuleList])[]): Markup {
  return html`<p class="label">Further rules</p>
<ul class="rules">${rules
    .slice(0, MAX_OTHERS)
    .map(
      ([path, list]) => html`<li><code>${path === "" ? "$" : path}</code> ${ruleChip(list)}</li>`,
    )}${rules.length > MAX_OTHERS && html`<li>and ${rules.length - MAX_OTHERS} more</li>`}</ul>`;
}
