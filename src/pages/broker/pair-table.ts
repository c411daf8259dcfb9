/** Pairs of services in a table. */
import { type Content, html, type Markup } from "./markup.ts";
import type { PairView } from "./network-view.ts";
import type { PagePaths } from "./page-paths.ts";
import { statusMark } from "./status-mark.ts";
import { chips, nameLink, nameText, writeTable } from "./table.ts";
import { timeStamp } from "./time-stamp.ts";

export interface PairTable {
  id: string;
  caption: Content;
  pairs: readonly PairView[];
  paths: PagePaths;
  /** The service whose page this is: only the other one of each pair is named. */
  of?: "consumer" | "provider";
}

export function writePairTable({ id, caption, pairs, paths, of }: PairTable): Markup {
  const sides = (["consumer", "provider"] as const).filter((side) => side !== of);
  return writeTable({
    id,
    caption,
    columns: [
      ...sides.map((side) => (side === "consumer" ? "Consumer" : "Provider")),
      of === "provider" ? "Its latest version" : "Latest version",
      "Branch",
      "Published",
      "Last result",
    ],
    rows: pairs.map((pair) => [
      ...sides.map((side) => nameLink(pair[side], paths.participant(pair[side]))),
      nameLink(pair.version, paths.pact(pair, pair.version)),
      chips(pair.branches.map(nameText)),
      timeStamp(pair.publishedAt),
      lastResult(pair, paths),
    ]),
  });
}

function lastResult(pair: PairView, paths: PagePaths): Markup {
  const { status, result } = pair;
  const mark = html`<a class="plain" href="${paths.pairMatrix(pair)}">${statusMark(status)}</a>`;
  if (result === undefined) return mark;
  const { providerVersion, at } = result;
  return html`${mark} <span class="beneath">${nameText(providerVersion)}, ${timeStamp(at)}</span>`;
}
