/** A service: its versions, where they are, and its pacts with others. */
import { html, type Markup } from "./markup.ts";
import type { PairView } from "./network-view.ts";
import { buildLink } from "./pact.ts";
import { type PagePaths, webAddress } from "./page-paths.ts";
import { type Paging, writePager } from "./pager.ts";
import { writePairTable } from "./pair-table.ts";
import { chips, NONE, nameText, writeTable } from "./table.ts";
import { timeStamp } from "./time-stamp.ts";

export interface ParticipantView {
  name: string;
  displayName: string | null;
  mainBranch: string | null;
  repositoryUrl: string | null;
  labels: readonly string[];
  createdAt: string;
  /** Of one page, newest first. */
  versions: readonly VersionView[];
  paging: Paging;
  /** Where it is the consumer, and where the provider. */
  consumed: readonly PairView[];
  provided: readonly PairView[];
}

export interface VersionView {
  number: string;
  branches: readonly string[];
  tags: readonly string[];
  environments: readonly PresenceView[];
  buildUrl: string | null;
  createdAt: string;
}

/** Where a version is now. */
export interface PresenceView {
  environment: string;
  kind: "deployed" | "released";
  /** The application instance; '' for the only one. */
  target: string;
}

export function participantMain(view: ParticipantView, paths: PagePaths): Markup {
  return html`<p class="trail"><a href="${paths.network}">Network</a></p>
<h1>${nameText(view.name)}</h1>
${facts(view)}
${pactsSection(view, paths)}
${versionsSection(view, paths)}`;
}

function facts(view: ParticipantView): Markup {
  const { displayName, mainBranch, repositoryUrl } = view;
  const address = webAddress(repositoryUrl);
  const repository =
    address === undefined
      ? (repositoryUrl ?? NONE)
      : html`<a href="${address}" rel="noreferrer">${address}</a>`;
  return html`<dl class="facts">
${displayName !== null && displayName !== view.name && html`<div><dt>Called</dt><dd>${nameText(displayName)}</dd></div>`}
<div><dt>Main branch</dt><dd>${mainBranch === null ? NONE : nameText(mainBranch)}</dd></div>
<div><dt>Repository</dt><dd>${repository}</dd></div>
${view.labels.length > 0 && html`<div><dt>Labels</dt><dd>${chips(view.labels.map(nameText))}</dd></div>`}
<div><dt>Known since</dt><dd>${timeStamp(view.createdAt)}</dd></div>
</dl>`;
}

function pactsSection({ consumed, provided }: ParticipantView, paths: PagePaths): Markup {
  return html`<section>
<h2 id="pacts">Pacts</h2>
${consumed.length === 0 && provided.length === 0 && html`<p>No pact names this service.</p>`}
${consumed.length > 0 && writePairTable({ id: "consumed", caption: "What it expects of others", pairs: consumed, paths, of: "consumer" })}
${provided.length > 0 && writePairTable({ id: "provided", caption: "What others expect of it", pairs: provided, paths, of: "provider" })}
</section>`;
}

function versionsSection({ name, versions, paging }: ParticipantView, paths: PagePaths): Markup {
  const heading = html`<h2 id="versions">Versions</h2>`;
  if (paging.total === 0) {
    return html`<section>${heading}
<p>No version of this service is known yet.</p></section>`;
  }
  const table = writeTable({
    id: "versions-table",
    caption: `${paging.total} ${paging.total === 1 ? "version" : "versions"}, newest first`,
    columns: ["Version", "Branch", "Tags", "Environments", "Since", "Build"],
    rows: versions.map((version) => [
      nameText(version.number),
      chips(version.branches.map(nameText)),
      chips(version.tags.map(nameText)),
      chips(version.environments.map(presence)),
      timeStamp(version.createdAt),
      buildLink(version.buildUrl, version.number),
    ]),
  });
  const href = (page: number) => `${paths.participant(name)}?page=${page}#versions`;
  return html`<section>${heading}
${table}
${writePager(paging, "Versions, page by page", href)}
</section>`;
}

function presence({ environment, kind, target }: PresenceView): Markup {
  return html`${nameText(environment)} <span class="quiet">${kind}${target !== "" && html`, ${nameText(target)}`}</span>`;
}
