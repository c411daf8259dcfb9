/** What the page of a pact shows. */
import { readPact } from "../../pact/read.ts";
import { exactValues, UNKNOWN } from "../../pages/broker/exact-value.ts";
import type { IdentifiedInteraction, PactView, ResultView } from "../../pages/broker/pact.ts";
import { pageAsked } from "../../pages/broker/pager.ts";
import { readSource } from "../../source/source.ts";
import type { PactDocument } from "../api/pact-body.ts";
import { identify } from "../content/identity.ts";
import { detailsOf } from "../matrix/details.ts";
import { contentById } from "../store/pacts.ts";
import type { Store } from "../store/store.ts";

const INTERACTIONS_A_PAGE = 50;
const MAX_RESULTS = 50;
const MAX_VERSIONS = 30;

/** Reading more would keep everybody else waiting. */
const MAX_TEXT = 4 * 1024 * 1024;

/** @param page of the interactions, as asked for */
export function pactView(store: Store, document: PactDocument, page: string | null): PactView {
  const { consumer, provider, version, pact } = document;
  const { sha, text } = contentById(store, pact.contentId);
  const { branches, tags } = detailsOf(store, [version.id])(version.id);
  const interactions = interactionsOf(text);
  return {
    consumer: consumer.name,
    provider: provider.name,
    version: version.number,
    branches: branches.map(({ name }) => name),
    tags: tags.map(({ name }) => name),
    publishedAt: pact.createdAt,
    sha,
    interactions,
    text,
    results: resultsOf(store, pact.contentId),
    otherVersions: otherVersions(store, document),
    paging: pageAsked(
      page,
      INTERACTIONS_A_PAGE,
      typeof interactions === "string" ? 0 : interactions.length,
    ),
  };
}

// What was published is JSON; whether it is a pact that people can be shown is another matter.
function interactionsOf(text: string): PactView["interactions"] {
  if (text.length > MAX_TEXT) return "too large";
  const name = { uri: "broker:/pact.json", file: "pact.json" };
  const { pact, faults } = readPact(readSource(text, name));
  if (pact === undefined) return "unreadable";
  if (pact.interactions.length === 0 && faults.length > 0) return "unreadable";
  const identified = identify(text)?.interactions ?? [];
  // Of a pact that has messages beside its interactions, only the latter have an identity.
  return pact.interactions.map((interaction, at): IdentifiedInteraction => {
    const known = identified[at];
    if (known === undefined) return { interaction, id: undefined, exact: UNKNOWN };
    return { interaction, id: known.id, exact: exactValues(interaction.place, known.value) };
  });
}

interface ResultRow {
  providerVersionId: number;
  providerVersion: string;
  success: 0 | 1;
  isWip: 0 | 1;
  at: string;
  buildUrl: string | null;
  verifiedBy: string | null;
  testResults: string | null;
}

function resultsOf(store: Store, contentId: number): ResultView[] {
  const rows = store.all<ResultRow>(
    `SELECT version.id AS providerVersionId, version.number AS providerVersion, result.success,
       result.is_wip AS isWip, result.created_at AS at, result.build_url AS buildUrl,
       result.verified_by AS verifiedBy, result.test_results AS testResults
     FROM result JOIN version ON version.id = result.provider_version_id
     WHERE result.id IN
       (SELECT max(id) FROM result WHERE content_id = ? GROUP BY provider_version_id)
     ORDER BY result.id DESC LIMIT ?`,
    contentId,
    MAX_RESULTS,
  );
  const details = detailsOf(
    store,
    rows.map(({ providerVersionId }) => providerVersionId),
  );
  return rows.map((row) => ({
    providerVersion: row.providerVersion,
    branches: details(row.providerVersionId).branches.map(({ name }) => name),
    success: row.success === 1,
    isWip: row.isWip === 1,
    at: row.at,
    buildUrl: row.buildUrl,
    verifiedBy: programOf(parsed(row.verifiedBy)),
    testResults: parsed(row.testResults),
  }));
}

function parsed(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}

/** `{implementation, version}`, as clients name themselves. */
function programOf(verifiedBy: unknown): string | undefined {
  if (verifiedBy === null || typeof verifiedBy !== "object") return undefined;
  const { implementation, version } = verifiedBy as Record<string, unknown>;
  const words = [implementation, version].filter((each) => typeof each === "string");
  return words.length === 0 ? undefined : words.join(" ");
}

function otherVersions(store: Store, { consumer, provider, version }: PactDocument): string[] {
  return store
    .all<{ number: string }>(
      `SELECT version.number FROM pact JOIN version ON version.id = pact.consumer_version_id
       WHERE pact.consumer_id = ? AND pact.provider_id = ? AND pact.is_latest = 1
         AND version.id <> ?
       ORDER BY version.id DESC LIMIT ?`,
      consumer.id,
      provider.id,
      version.id,
      MAX_VERSIONS,
    )
    .map(({ number }) => number);
}
