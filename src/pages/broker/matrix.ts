/** The matrix: which versions were verified with which, and whether that lets one be deployed. */
import { html, type Markup } from "./markup.ts";
import type { PagePaths } from "./page-paths.ts";
import { type Status, statusMark, statusOf } from "./status-mark.ts";
import { chips, NONE, nameLink, nameText, writeTable } from "./table.ts";
import { timeStamp } from "./time-stamp.ts";

export interface MatrixView {
  /** All services and environments, in the order of their names. */
  participants: readonly string[];
  environments: readonly string[];
  /** What the forms show: what was asked. */
  asked: AskedView;
  /** Why it could not be answered. */
  problems: readonly string[];
  /** Undefined where nothing was asked, or it could not be answered. */
  answer: AnswerView | undefined;
}

export interface AskedView {
  /** The services that were named, in words such as `order-service, version 3`. */
  selectors: readonly string[];
  /** What they are held against, in words; undefined: each other. */
  target: string | undefined;
  consumer: string;
  provider: string;
  participant: string;
  version: string;
  environment: string;
}

export interface AnswerView {
  /** null: not known. */
  deployable: boolean | null;
  notices: readonly { text: string }[];
  counts: { success: number; failed: number; unknown: number; ignored: number };
  rows: readonly RowView[];
  /** Whether there may be more rows than were looked at. */
  isLimited: boolean;
}

export interface RowView {
  consumer: PartyView;
  /** Without a version where no result is known. */
  provider: Omit<PartyView, "version"> & { version: string | undefined };
  publishedAt: string;
  success: boolean | undefined;
  verifiedAt: string | undefined;
  isIgnored: boolean;
}

export interface PartyView {
  name: string;
  version: string;
  branches: readonly string[];
  tags: readonly string[];
  environments: readonly string[];
}

export function matrixTitle({ asked: { selectors, target } }: MatrixView): string {
  if (selectors.length === 0) return "Matrix";
  return `${selectors.join(" and ")}${target === undefined ? "" : `, ${target}`} · Matrix`;
}

export function matrixMain(view: MatrixView, paths: PagePaths): Markup {
  return html`<h1>Matrix</h1>
${view.problems.length > 0 && problemList(view.problems)}
${view.answer && answerSection(view.asked, view.answer, paths)}
${formsSection(view, paths)}`;
}

function problemList(problems: readonly string[]): Markup {
  return html`<section class="verdict failed">
<h2 id="problems">This cannot be answered</h2>
<ul class="notices">${problems.map((each) => html`<li>${each}</li>`)}</ul>
</section>`;
}

function answerSection(
  { selectors, target }: AskedView,
  answer: AnswerView,
  paths: PagePaths,
): Markup {
  const { deployable, notices, counts, rows, isLimited } = answer;
  const status: Status = statusOf(deployable ?? undefined);
  const words = deployable === null ? "Not known" : deployable ? "Yes" : "No";
  return html`<section class="verdict ${status}">
<h2 id="verdict">${selectors.join(" and ")}${target !== undefined && html` <span class="quiet">${target}</span>`}</h2>
<p class="answer">${statusMark(status, words)}</p>
${noticeList(notices)}
<p class="quiet">${counts.success} successful, ${counts.failed} failed, ${counts.unknown} unknown${counts.ignored > 0 && `, ${counts.ignored} ignored`}</p>
</section>
<section>
<h2 id="rows">Rows</h2>
${rows.length === 0 ? html`<p>There are none.</p>` : rowTable(rows, paths)}
${isLimited && html`<p class="quiet">More rows may exist; those in which something happened last are shown. <code>limit</code> in the query changes how many.</p>`}
</section>`;
}

const MAX_NOTICES = 20;

// Of many versions the same sentence may be said many times.
function noticeList(notices: AnswerView["notices"]): Markup {
  const texts = [...new Set(notices.map(({ text }) => text))];
  return html`<ul class="notices">${texts.slice(0, MAX_NOTICES).map((text) => {
    const times = notices.filter((notice) => notice.text === text).length;
    return html`<li>${text}${times > 1 && html` <span class="quiet">(${times} times)</span>`}</li>`;
  })}${texts.length > MAX_NOTICES && html`<li>and ${texts.length - MAX_NOTICES} more</li>`}</ul>`;
}

function rowTable(rows: readonly RowView[], paths: PagePaths): Markup {
  return writeTable({
    id: "rows-table",
    caption: `${rows.length} ${rows.length === 1 ? "row" : "rows"}: a consumer version's pact with a provider version's result`,
    columns: ["Consumer", "Version", "Provider", "Version", "Pact published", "Result"],
    rows: rows.map((row) => {
      const { consumer, provider } = row;
      const pair = { consumer: consumer.name, provider: provider.name };
      const pact = paths.pact(pair, consumer.version);
      return [
        nameLink(consumer.name, paths.participant(consumer.name)),
        html`${nameLink(consumer.version, pact)} ${marks(consumer)}`,
        nameLink(provider.name, paths.participant(provider.name)),
        provider.version === undefined
          ? NONE
          : html`${nameText(provider.version)} ${marks(provider)}`,
        timeStamp(row.publishedAt),
        result(row, pact),
      ];
    }),
  });
}

function marks({ branches, tags, environments }: Omit<PartyView, "version">): Markup | undefined {
  const names = [
    ...branches.map(nameText),
    ...tags.map((tag) => html`tag ${nameText(tag)}`),
    ...environments.map((environment) => html`in ${nameText(environment)}`),
  ];
  return names.length === 0 ? undefined : chips(names);
}

function result({ success, verifiedAt, isIgnored }: RowView, pact: string): Markup {
  return html`<a class="plain" href="${pact}#results">${statusMark(statusOf(success))}</a>${
    isIgnored && html` <span class="chip">ignored</span>`
  }${verifiedAt !== undefined && html` <span class="beneath">${timeStamp(verifiedAt)}</span>`}`;
}

function formsSection(view: MatrixView, paths: PagePaths): Markup {
  if (view.participants.length === 0) {
    return html`<p>There are no services yet: the <a href="${paths.network}">first page</a> says how to publish a pact.</p>`;
  }
  return html`<section>
<h2 id="ask">Ask</h2>
<div class="forms">
${pairForm(view, paths)}
${deployForm(view, paths)}
</div>
</section>`;
}

function pairForm({ participants, asked }: MatrixView, paths: PagePaths): Markup {
  return html`<form action="${paths.matrix}" method="get">
<h3>What was verified with what?</h3>
${choice("consumer", "Consumer", "q[][pacticipant]", participants, asked.consumer)}
${choice("provider", "Provider", "q[][pacticipant]", participants, asked.provider)}
<input type="hidden" name="latestby" value="cvpv">
<button type="submit">Show the matrix</button>
</form>`;
}

function deployForm({ participants, environments, asked }: MatrixView, paths: PagePaths): Markup {
  const everywhere = "the latest versions of the others";
  return html`<form action="${paths.matrix}" method="get">
<h3>Can it be deployed?</h3>
${choice("service", "Service", "q[][pacticipant]", participants, asked.participant)}
<div class="field"><label for="version">Version</label>
<input id="version" name="q[][version]" value="${asked.version}" required autocomplete="off" spellcheck="false"></div>
<div class="field"><label for="environment">Together with</label>
<select id="environment" name="environment"><option value="">${everywhere}</option>${environments.map(
    (name) => option(name, name === asked.environment, `what is in ${name}`),
  )}</select></div>
<input type="hidden" name="latestby" value="cvpv">
<button type="submit">Ask</button>
</form>`;
}

function choice(
  id: string,
  label: string,
  name: string,
  names: readonly string[],
  chosen: string,
): Markup {
  return html`<div class="field"><label for="${id}">${label}</label>
<select id="${id}" name="${name}" required><option value="">Choose</option>${names.map((each) => option(each, each === chosen))}</select></div>`;
}

function option(value: string, isChosen: boolean, words: string = value): Markup {
  return html`<option value="${value}"${isChosen && html` selected`}>${words}</option>`;
}
