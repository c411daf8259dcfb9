/** One interaction of a pact, for people. */
import type {
  HttpPart,
  Interaction,
  MessagePart,
  PactRequest,
  PactResponse,
  ProviderState,
  RuleList,
} from "../../pact/pact.ts";
import type { ExactValues } from "./exact-value.ts";
import { jsonLines } from "./json-lines.ts";
import { html, type Markup } from "./markup.ts";
import { type FieldLine, fieldLines, writeBody, writeLines } from "./part-text.ts";
import { type Status, statusMark } from "./status-mark.ts";

export interface InteractionText {
  interaction: Interaction;
  /** Its place in the pact, from 1; it is called `interaction-N` in links. */
  number: number;
  /** What the latest result says of it; undefined where it says nothing. */
  status: Status | undefined;
  isOpen: boolean;
  exact: ExactValues;
}

export function writeInteraction(text: InteractionText): Markup {
  const { interaction, number, status, isOpen, exact } = text;
  const { description } = interaction;
  const isPending = interaction.kind !== "unread" && interaction.isPending;
  return html`<details class="interaction" id="interaction-${number}"${isOpen && html` open`}>
<summary><h3>${description === "" ? "An interaction without a description" : description}</h3>
<span class="gist"><code>${gistOf(interaction)}</code>${status && html` ${statusMark(status)}`}${isPending && html` <span class="chip">pending</span>`}</span></summary>
${interaction.kind === "unread" ? unreadText((exact(interaction.place) ?? interaction).value) : html`${stateList(interaction.states)}${sidesOf(interaction, exact)}`}
</details>
`;
}

/** What it is about, in one line. */
function gistOf(interaction: Interaction): string {
  switch (interaction.kind) {
    case "http":
      return `${interaction.request.method} ${interaction.request.path} → ${interaction.response.status}`;
    case "async":
      return "message";
    case "sync":
      return "message with an answer";
    case "unread":
      return "not understood";
  }
}

function unreadText(value: unknown): Markup {
  const { lines } = jsonLines(value, new Map(), "");
  return html`<p>concordat does not understand this interaction. It is, as written:</p>
${writeLines(lines.map(({ text }) => ({ text, rules: [] })))}`;
}

function stateList(states: readonly ProviderState[]): Markup | undefined {
  if (states.length === 0) return undefined;
  return html`<p class="label">Given</p>
<ul class="states">${states.map(
    ({ name, params }) =>
      html`<li>${name}${Object.keys(params).length > 0 && html` <code>${JSON.stringify(params)}</code>`}</li>`,
  )}</ul>`;
}

function sidesOf(
  interaction: Exclude<Interaction, { kind: "unread" }>,
  exact: ExactValues,
): Markup {
  switch (interaction.kind) {
    case "http":
      return html`<div class="sides">${side("Request", requestText(interaction.request, exact))}${side("Response", responseText(interaction.response, exact))}</div>`;
    case "async":
      return html`<div class="sides">${side("Message", messageText(interaction.message, exact))}</div>`;
    case "sync":
      return html`<div class="sides">${side("Message", messageText(interaction.request, exact))}${interaction.responses.map(
        (response, at) =>
          side(
            interaction.responses.length === 1 ? "Answer" : `Answer ${at + 1}`,
            messageText(response, exact),
          ),
      )}</div>`;
  }
}

function side(title: string, content: Markup): Markup {
  return html`<div class="side"><h4>${title}</h4>
${content}</div>`;
}

function requestText(request: PactRequest, exact: ExactValues): Markup {
  const { method, path, query, matchingRules } = request;
  const parameters = fieldLines(
    query,
    { rules: matchingRules, category: "query" },
    (name, value, at) => `  ${at === 0 ? "?" : "&"}${name}=${value}`,
  );
  const first = { text: `${method} ${path}`, rules: rulesOf(request, "path") };
  return html`${writeLines([first, ...parameters, ...headerLines(request)])}${bodyPart(request, exact)}`;
}

function responseText(response: PactResponse, exact: ExactValues): Markup {
  const first = { text: `${response.status}`, rules: rulesOf(response, "status") };
  return html`${writeLines([first, ...headerLines(response)])}${bodyPart(response, exact)}`;
}

function rulesOf({ matchingRules }: HttpPart, category: string): RuleList[] {
  return [...(matchingRules.get(category)?.values() ?? [])].filter(
    ({ matchers }) => matchers.length > 0,
  );
}

function headerLines({ headers, matchingRules }: HttpPart): FieldLine[] {
  const at = { rules: matchingRules, category: "header" };
  return fieldLines(headers, at, (name, value) => `${name}: ${value}`);
}

function bodyPart({ body, matchingRules }: HttpPart, exact: ExactValues): Markup | undefined {
  const text = writeBody(body, { rules: matchingRules, exact });
  return text && html`<p class="label">Body${typeWords(body.contentType)}</p>${text}`;
}

function typeWords(contentType: string | undefined): Markup | undefined {
  return contentType === undefined ? undefined : html` <span class="quiet">${contentType}</span>`;
}

function messageText(part: MessagePart, exact: ExactValues): Markup {
  const { contents, metadata, matchingRules } = part;
  const fields = Object.entries(metadata).map(([name, value]): [string, string[]] => [
    name,
    [typeof value === "string" ? value : (JSON.stringify(value) ?? "")],
  ]);
  const lines = fieldLines(
    fields,
    { rules: matchingRules, category: "metadata" },
    (name, value) => `${name}: ${value}`,
  );
  const category = CONTENT_RULES.find((name) => matchingRules.has(name));
  const text = writeBody(contents, { rules: matchingRules, category, exact });
  return html`${lines.length > 0 && html`<p class="label">Metadata</p>${writeLines(lines)}`}
${text && html`<p class="label">Contents${typeWords(contents.contentType)}</p>${text}`}`;
}

// Version 4 calls the rules of contents `body`, as those of a body; some writers do not.
const CONTENT_RULES = ["body", "content", "contents"];
