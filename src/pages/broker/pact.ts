/** A pair's pact: what the consumer expects, and what came of it with each provider version. */
import type { Interaction } from "../../pact/pact.ts";
import type { ExactValues } from "./exact-value.ts";
import { writeInteraction } from "./interaction.ts";
import { html, type Markup } from "./markup.ts";
import { readTestResults, writeMismatches } from "./mismatches.ts";
import { type PagePaths, type PairNames, webAddress } from "./page-paths.ts";
import { type Paging, writePager } from "./pager.ts";
import { type Status, statusMark, statusOf } from "./status-mark.ts";
import { chips, NONE, nameLink, nameText, writeTable } from "./table.ts";
import { timeStamp } from "./time-stamp.ts";

export interface PactView extends PairNames {
  version: string;
  branches: readonly string[];
  tags: readonly string[];
  publishedAt: string;
  sha: string;
  /** Or why there are none to show; then the text is shown. */
  interactions: readonly IdentifiedInteraction[] | "unreadable" | "too large";
  /** As it was published. */
  text: string;
  /** Of this pact version: the latest of each provider version, newest first. */
  results: readonly ResultView[];
  /** Other versions of the consumer that have a pact with the provider, newest first. */
  otherVersions: readonly string[];
  paging: Paging;
}

export interface IdentifiedInteraction {
  interaction: Interaction;
  /** What results call it. */
  id: string | undefined;
  exact: ExactValues;
}

export interface ResultView {
  providerVersion: string;
  branches: readonly string[];
  success: boolean;
  isWip: boolean;
  at: string;
  buildUrl: string | null;
  /** The program that verified, and its version. */
  verifiedBy: string | undefined;
  testResults: unknown;
}

export function pactTitle({ consumer, provider, version }: PactView): string {
  return `${consumer} ${version} and ${provider}`;
}

export function pactMain(view: PactView, paths: PagePaths): Markup {
  return html`<p class="trail"><a href="${paths.network}">Network</a></p>
<h1>${nameText(view.consumer)} <span class="arrow" aria-hidden="true">→</span><span class="unseen"> and </span> ${nameText(view.provider)}</h1>
${facts(view, paths)}
${resultsSection(view)}
${interactionsSection(view)}
${versionsSection(view, paths)}`;
}

function facts(view: PactView, paths: PagePaths): Markup {
  const latest = view.results[0];
  return html`<dl class="facts">
<div><dt>Consumer</dt><dd>${nameLink(view.consumer, paths.participant(view.consumer))}</dd></div>
<div><dt>Version</dt><dd>${nameText(view.version)}</dd></div>
<div><dt>Branch</dt><dd>${chips(view.branches.map(nameText))}</dd></div>
<div><dt>Tags</dt><dd>${chips(view.tags.map(nameText))}</dd></div>
<div><dt>Provider</dt><dd>${nameLink(view.provider, paths.participant(view.provider))}</dd></div>
<div><dt>Published</dt><dd>${timeStamp(view.publishedAt)}</dd></div>
<div><dt>Last result</dt><dd>${statusMark(statusOf(latest?.success))}</dd></div>
<div><dt>Pact version</dt><dd><code title="${view.sha}">${view.sha.slice(0, 10)}</code></dd></div>
</dl>`;
}

function resultsSection(view: PactView): Markup {
  const { results } = view;
  const heading = html`<h2 id="results">Results</h2>`;
  if (results.length === 0) {
    return html`<section>${heading}
<p>No version of ${nameText(view.provider)} has been verified against this pact.</p></section>`;
  }
  const table = writeTable({
    id: "results-table",
    caption: "The latest result of each provider version",
    columns: ["Provider version", "Branch", "Result", "When", "By", "Build"],
    rows: results.map((result) => [
      nameText(result.providerVersion),
      chips(result.branches.map(nameText)),
      html`${statusMark(statusOf(result.success))}${result.isWip && html` <span class="chip">work in progress</span>`}`,
      timeStamp(result.at),
      result.verifiedBy ?? NONE,
      buildLink(result.buildUrl, result.providerVersion),
    ]),
  });
  return html`<section>${heading}
${table}
${failures(view)}
</section>`;
}

/** A link where the text is an address of the web, else the text. */
export function buildLink(buildUrl: string | null, version: string): Markup {
  const address = webAddress(buildUrl);
  if (address !== undefined) {
    return html`<a href="${address}" rel="noreferrer" aria-label="Build of ${version}">Build</a>`;
  }
  return html`${buildUrl ?? NONE}`;
}

const MAX_FAILURES = 20;

function failures(view: PactView): Markup | undefined {
  const failed = view.results.filter(({ success }) => !success).slice(0, MAX_FAILURES);
  if (failed.length === 0) return undefined;
  const anchorOf = anchors(view);
  return html`${failed.map((result, at) => {
    const mismatches = writeMismatches(result.testResults, anchorOf);
    return html`<details class="failure"${at === 0 && html` open`}>
<summary><h3>What failed with ${nameText(result.providerVersion)}</h3></summary>
${mismatches ?? html`<p>The client that verified it did not say.</p>`}
</details>
`;
  })}`;
}

// An interaction may be on another page of a long pact.
function anchors({ interactions = [], paging }: PactView): (id: string) => string | undefined {
  const known = typeof interactions === "string" ? [] : interactions;
  const numbers = new Map(known.map(({ id }, at) => [id, at + 1]));
  return (id) => {
    const number = numbers.get(id);
    if (number === undefined) return undefined;
    const page = Math.ceil(number / paging.size);
    const fragment = `#interaction-${number}`;
    return page === paging.page ? fragment : `?page=${page}${fragment}`;
  };
}

/** More than this, and one looks for the one that failed rather than read all. */
const MAX_OPEN = 10;

function interactionsSection(view: PactView): Markup {
  const { interactions, paging } = view;
  const heading = html`<h2 id="interactions">Interactions</h2>`;
  if (typeof interactions === "string") return textSection(heading, view.text, interactions);
  if (interactions.length === 0) {
    return html`<section>${heading}
<p>This pact has no interactions: nothing is expected.</p></section>`;
  }
  const statuses = statusOfInteractions(view);
  const from = (paging.page - 1) * paging.size;
  const shown = interactions.slice(from, from + paging.size);
  return html`<section>${heading}
${interactions.length > paging.size && html`<p>${interactions.length} interactions.</p>`}
${shown.map(({ interaction, id, exact }, at) => {
  const status = id === undefined ? undefined : statuses.get(id);
  const isOpen = shown.length <= MAX_OPEN || status === "failed";
  return writeInteraction({ interaction, number: from + at + 1, status, isOpen, exact });
})}
${writePager(paging, "Interactions, page by page", (page) => `?page=${page}#interactions`)}
</section>`;
}

function statusOfInteractions({ results }: PactView): ReadonlyMap<string, Status> {
  const tested = readTestResults(results[0]?.testResults) ?? [];
  const statuses = new Map<string, Status>();
  for (const { interactionId, success } of tested) {
    if (interactionId === undefined) continue;
    // One that was verified in several ways failed where one of them did.
    if (statuses.get(interactionId) !== "failed") statuses.set(interactionId, statusOf(success));
  }
  return statuses;
}

const MAX_TEXT = 200_000;

function textSection(heading: Markup, text: string, reason: "unreadable" | "too large"): Markup {
  const why =
    reason === "unreadable"
      ? "concordat cannot read this pact."
      : "This pact is too large to be shown here.";
  return html`<section>${heading}
<p>${why} It was published as:</p>
<pre class="code"><code>${text.slice(0, MAX_TEXT)}</code></pre>
${text.length > MAX_TEXT && html`<p class="quiet">There is more, which is not shown here.</p>`}
</section>`;
}

function versionsSection(view: PactView, paths: PagePaths): Markup {
  return html`<section>
<h2 id="versions">Other versions</h2>
${
  view.otherVersions.length === 0
    ? html`<p>This is the only version of ${nameText(view.consumer)} that has published a pact with ${nameText(view.provider)}.</p>`
    : html`<ul class="names">${view.otherVersions.map((version) => html`<li>${nameLink(version, paths.pact(view, version))}</li>`)}</ul>`
}
<p><a href="${paths.pairMatrix(view)}">All results of this pair, in the matrix</a></p>
</section>`;
}
