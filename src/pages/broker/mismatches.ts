/**
 * What went wrong in a verification, interaction by interaction.
 *
 * Clients write what they like into `testResults`; this reads what the official ones write, and
 * shows the rest as it is.
 */
import { html, type Markup } from "./markup.ts";

export interface TestedInteraction {
  interactionId: string | undefined;
  description: string | undefined;
  success: boolean;
  /** In words. */
  mismatches: readonly string[];
}

/** @returns undefined where it is no list of interactions */
export function readTestResults(testResults: unknown): TestedInteraction[] | undefined {
  const list = isRecord(testResults) ? testResults.tests : testResults;
  if (!Array.isArray(list) || !list.every(isRecord)) return undefined;
  if (!list.every((each) => typeof each.success === "boolean")) return undefined;
  return list.map((each) => ({
    interactionId: textIn(each, "interactionId"),
    description: textIn(each, "interactionDescription") ?? textIn(each, "description"),
    success: each.success === true,
    mismatches: [
      ...recordsIn(each, "mismatches").map(mismatchWords),
      ...recordsIn(each, "exceptions").map((thrown) => textIn(thrown, "message") ?? shown(thrown)),
    ],
  }));
}

function mismatchWords(mismatch: Record<string, unknown>): string {
  const [attribute, identifier] = [textIn(mismatch, "attribute"), textIn(mismatch, "identifier")];
  const words = textIn(mismatch, "description") ?? textIn(mismatch, "mismatch") ?? shown(mismatch);
  const place = [attribute, identifier].filter((each) => each !== undefined && each !== "");
  return place.length === 0 ? words : `${place.join(" ")}: ${words}`;
}

const MAX_LISTED = 50;

/** @param anchorOf where the page shows an interaction */
export function writeMismatches(
  testResults: unknown,
  anchorOf: (interactionId: string) => string | undefined,
): Markup | undefined {
  if (testResults === undefined || testResults === null) return undefined;
  const tested = readTestResults(testResults);
  if (tested === undefined) {
    return html`<pre class="code"><code>${shown(testResults)}</code></pre>`;
  }
  const failed = tested.filter(({ success }) => !success);
  if (failed.length === 0) return undefined;
  return html`<ul class="mismatches">${failed
    .slice(0, MAX_LISTED)
    .map((each) => html`<li>${interactionName(each, anchorOf)}${mismatchList(each)}</li>`)}${
    failed.length > MAX_LISTED && html`<li>and ${failed.length - MAX_LISTED} more interactions</li>`
  }</ul>`;
}

function interactionName(
  { interactionId, description }: TestedInteraction,
  anchorOf: (interactionId: string) => string | undefined,
): Markup {
  const anchor = interactionId === undefined ? undefined : anchorOf(interactionId);
  const name =
    description ??
    (anchor === undefined ? "An interaction that this pact does not have" : "This interaction");
  return anchor === undefined ? html`${name}` : html`<a href="${anchor}">${name}</a>`;
}

function mismatchList({ mismatches }: TestedInteraction): Markup | undefined {
  if (mismatches.length === 0) return undefined;
  return html`<ul>${mismatches.slice(0, MAX_LISTED).map((words) => html`<li>${cut(words)}</li>`)}${
    mismatches.length > MAX_LISTED && html`<li>and ${mismatches.length - MAX_LISTED} more</li>`
  }</ul>`;
}

const MAX_LENGTH = 2000;

function cut(text: string): string {
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH)}…`;
}

function shown(value: unknown): string {
  return cut(JSON.stringify(value, undefined, 2));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function textIn(record: Record<string, unknown>, name: string): string | undefined {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  return typeof value === "string" ? value : undefined;
}

function recordsIn(record: Record<string, unknown>, name: string): Record<string, unknown>[] {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
