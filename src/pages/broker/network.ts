/** The first page: who has a pact with whom, as a picture and as a table. */
import { html, type Markup } from "./markup.ts";
import {
  MAX_DRAWN_EDGES,
  MAX_DRAWN_SERVICES,
  type NetworkGraph,
  type NetworkLayout,
} from "./network-layout.ts";
import { drawNetwork, networkGraph } from "./network-picture.ts";
import type { NetworkView, PairView } from "./network-view.ts";
import type { PagePaths } from "./page-paths.ts";
import { writePairTable } from "./pair-table.ts";
import { STATUS_WORDS, type Status, statusMark } from "./status-mark.ts";
import { nameLink } from "./table.ts";

/** A picture of more services is looked up in rather than looked at: the table comes first. */
const MANY_SERVICES = 80;

export interface NetworkPage extends NetworkView {
  paths: PagePaths;
  /** Where the broker is reached, as publishers name it. */
  brokerUrl: string;
  /** Undefined where there is no picture. */
  drawing: { graph: NetworkGraph; layout: NetworkLayout } | undefined;
}

/** The graph of a network that can be drawn; undefined where there is nothing, or too much. */
export function drawableGraph(pairs: readonly PairView[]): NetworkGraph | undefined {
  if (pairs.length === 0 || pairs.length > MAX_DRAWN_EDGES) return undefined;
  const graph = networkGraph(pairs);
  return graph.services.length > MAX_DRAWN_SERVICES ? undefined : graph;
}

export function networkMain(page: NetworkPage): Markup {
  const { pairs, drawing } = page;
  if (pairs.length === 0) return emptyMain(page);
  const picture = drawing && pictureSection(page, drawing);
  const isTableFirst = drawing === undefined || drawing.graph.services.length > MANY_SERVICES;
  return html`<h1>Network</h1>
${summary(page)}
${isTableFirst ? [tableSection(page), picture] : [picture, tableSection(page)]}
${othersSection(page)}`;
}

function summary({ pairs, others }: NetworkPage): Markup {
  const services = networkGraph(pairs).services.length + others.length;
  const count = (status: Status) => pairs.filter((pair) => pair.status === status).length;
  const shown = (["verified", "failed", "unverified"] as const).filter(
    (status) => count(status) > 0,
  );
  return html`<p>${counted(services, "service")}, ${counted(pairs.length, "pair")}. Of their latest pacts:</p>
<ul class="counts">${shown.map(
    (status) => html`<li>${statusMark(status, `${count(status)} ${WORDS[status]}`)}</li>`,
  )}</ul>`;
}

const WORDS: Readonly<Record<Status, string>> = {
  verified: STATUS_WORDS.verified.toLowerCase(),
  failed: STATUS_WORDS.failed.toLowerCase(),
  unverified: STATUS_WORDS.unverified.toLowerCase(),
};

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function pictureSection(
  { pairs, paths }: NetworkPage,
  { graph, layout }: NonNullable<NetworkPage["drawing"]>,
): Markup {
  return html`<section>
<h2 id="picture">Picture</h2>
<p><a class="skip" href="#after-picture">Skip the picture</a>An arrow leads from a consumer to its provider, and to their latest pact.</p>
<div class="scroll picture" role="region" aria-labelledby="picture" tabindex="0">
${drawNetwork({ pairs, graph, layout, paths })}
</div>
</section>
<div id="after-picture" tabindex="-1"></div>
`;
}

function tableSection({ pairs, paths, drawing }: NetworkPage): Markup {
  const note =
    drawing === undefined &&
    html`<p>These are too many for a picture, which shows up to ${MAX_DRAWN_SERVICES} services and ${MAX_DRAWN_EDGES} pairs. The page of a service lists its own.</p>`;
  const caption = "The latest pact of each pair";
  const isFirst = drawing !== undefined && drawing.graph.services.length > MANY_SERVICES;
  return html`<section>
<h2 id="table">Pacts</h2>
${note}${isFirst && html`<p><a href="#picture">The picture</a> is beneath the table.</p>`}
${writePairTable({ id: "pairs", caption, pairs, paths })}
</section>`;
}

function othersSection({ others, paths }: NetworkPage): Markup | undefined {
  if (others.length === 0) return undefined;
  return html`<section>
<h2 id="others">Services without a pact</h2>
<ul class="names">${others.map((name) => html`<li>${nameLink(name, paths.participant(name))}</li>`)}</ul>
</section>`;
}

function emptyMain(page: NetworkPage): Markup {
  return html`<h1>Network</h1>
<p>There are no pacts yet. A consumer's tests write them; this publishes the first ones:</p>
<pre class="code"><code>npx concordat publish pacts \\
  --broker-base-url ${page.brokerUrl} \\
  --consumer-app-version 1.0.0 --branch main</code></pre>
<p>The official client does the same:</p>
<pre class="code"><code>npx pact broker publish pacts \\
  --broker-base-url ${page.brokerUrl} \\
  --consumer-app-version 1.0.0 --branch main</code></pre>
${othersSection(page)}`;
}
