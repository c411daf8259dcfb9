/**
 * Pacts of consumer versions: `/pacts/provider/:provider/consumer/:consumer/version/:version`, and
 * the latest ones.
 *
 * PACT-BROKER-API §2. PUT is how pacts were published one by one; PATCH merges.
 */
import { describeDifference } from "../content/difference.ts";
import { identify } from "../content/identity.ts";
import { mergeConflicts } from "../content/merge.ts";
import { changedContent, doubtfulNames, publishedText } from "../publishing/conflicts.ts";
import { type PublishedPact, publishPact } from "../publishing/publish-pact.ts";
import { latestPactVersion, previousDistinctPact } from "../store/pact-lists.ts";
import { contentById, deletePact } from "../store/pacts.ts";
import { findOrCreateParticipant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { findOrCreateVersion } from "../store/versions.ts";
import { conflict, notFound, nothing, rawHal } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import { findDocument, findPair, type PactDocument, pactBody, pactPath } from "./pact-body.ts";
import { pactPage } from "./pages.ts";
import { BadRequest, type Call, type DefineResource } from "./resource.ts";

const PAIR = "/pacts/provider/:provider/consumer/:consumer";

export function definePacts(define: DefineResource, { store, announce }: BrokerContext): void {
  const page = pactPage({ store });
  define(
    `${PAIR}/version/:version`,
    {
      GET: (call) => {
        const document = documentAt(store, call);
        return document === undefined ? notFound() : served(store, document, call);
      },
      PUT: (call) => write(call, false),
      PATCH: (call) => write(call, true),
      DELETE: (call) =>
        store.transaction(() => {
          const document = documentAt(store, call);
          if (document === undefined) return notFound();
          deletePact(store, document.pact);
          return nothing();
        }),
    },
    { isPlainJson: true, page },
  );

  define(`${PAIR}/latest`, { GET: (call) => latest(call, {}) }, { isPlainJson: true, page });
  define(
    `${PAIR}/latest-untagged`,
    { GET: (call) => latest(call, { isUntagged: true }) },
    { isPlainJson: true },
  );
  define(
    `${PAIR}/latest/:tag`,
    { GET: (call) => latest(call, { tag: call.param("tag") }) },
    { isPlainJson: true, page },
  );

  define(
    `${PAIR}/version/:version/previous-distinct`,
    {
      GET: (call) => {
        const document = documentAt(store, call);
        const previous = document && previousDistinctPact(store, document.pact);
        if (document === undefined || previous === undefined) return notFound();
        return served(store, findDocument(store, document, previous.versionNumber)!, call);
      },
    },
    { isPlainJson: true },
  );
  define(`${PAIR}/version/:version/diff/previous-distinct`, {
    GET: (call) => {
      const document = documentAt(store, call);
      if (document === undefined) return notFound();
      const previous = previousDistinctPact(store, document.pact);
      const text = (contentId: number): string => contentById(store, contentId).text;
      return previous === undefined
        ? plainText("No previous distinct version was found for this pact.")
        : plainText(describeDifference(text(previous.contentId), text(document.pact.contentId)));
    },
  });

  function latest(call: Call, which: { tag?: string; isUntagged?: boolean }): Response {
    const pair = findPair(store, pairNames(call));
    const found = pair && latestPactVersion(store, pair.consumer, pair.provider, which);
    if (pair === undefined || found === undefined) return notFound();
    return served(store, findDocument(store, pair, found.versionNumber)!, call);
  }

  async function write(call: Call, isMerged: boolean): Promise<Response> {
    const text = await call.text();
    const intended = { ...intendedBy(call), text };
    checkPact(text, intended);
    const outcome = store.transaction((): PublishedPact | { error: string } => {
      const { consumerName, providerName, versionNumber } = intended;
      const doubts = doubtfulNames(store, [consumerName, providerName], call.link.base);
      if (doubts.length > 0) return { error: doubts.map(({ message }) => message).join("\n") };
      const refused = isMerged
        ? mergeRefusal(publishedText(store, intended)?.text, text)
        : changedContent(store, intended)?.message;
      if (refused !== undefined) return { error: refused };
      const consumer = findOrCreateParticipant(store, consumerName);
      const { version } = findOrCreateVersion(store, consumer, versionNumber);
      return publishPact(store, { consumer, version, providerName, text, isMerged });
    });
    if ("error" in outcome) return conflict(outcome);
    for (const event of outcome.events) announce(event);
    const isNew = outcome.previous === undefined;
    return rawHal(pactBody(store, outcome, call.link), isNew ? 201 : 200, {
      ...(isNew && { location: call.link.to(pactPath(outcome)).href }),
    });
  }
}

export function pairNames(call: Call): { consumer: string; provider: string } {
  return { consumer: call.param("consumer"), provider: call.param("provider") };
}

/** As what the client asked for: the verifier names both, and takes the first. */
export function served(
  store: Store,
  document: PactDocument,
  call: Call,
  servedAs: Parameters<typeof pactBody>[3] = {},
): Response {
  const body = pactBody(store, document, call.link, servedAs);
  const accepted = call.request.headers.get("accept") ?? "*/*";
  const isPlain = /application\/json/i.test(accepted) && !/hal\+json|\*/i.test(accepted);
  return rawHal(body, 200, isPlain ? { "content-type": "application/json;charset=utf-8" } : {});
}

export function plainText(text: string): Response {
  return new Response(text, { headers: { "content-type": "text/plain;charset=utf-8" } });
}

function documentAt(store: Store, call: Call): PactDocument | undefined {
  const pair = findPair(store, pairNames(call));
  return pair && findDocument(store, pair, call.param("version"));
}

function intendedBy(call: Call): {
  consumerName: string;
  providerName: string;
  versionNumber: string;
} {
  return {
    consumerName: call.param("consumer"),
    providerName: call.param("provider"),
    versionNumber: call.param("version"),
  };
}

/** @throws {BadRequest} */
function checkPact(text: string, path: { consumerName: string; providerName: string }): void {
  const pact = identify(text);
  if (pact === undefined) throw new BadRequest(["The request body is not a pact in JSON."]);
  const errors: Record<string, string[]> = {};
  for (const party of ["consumer", "provider"] as const) {
    const [written, meant] = [pact[party], path[`${party}Name`]];
    if (written === undefined || written === meant) continue;
    errors[`${party}.name`] = [
      `name in pact '${written}' does not match name in URL path '${meant}'.`,
    ];
  }
  if (path.consumerName.trim() === "" || path.providerName.trim() === "") {
    errors.name = ["cannot be blank"];
  }
  if (Object.keys(errors).length > 0) throw new BadRequest(errors);
}

function mergeRefusal(existing: string | undefined, added: string): string | undefined {
  const conflicts = existing === undefined ? [] : mergeConflicts(existing, added);
  if (conflicts.length === 0) return undefined;
  const names = conflicts.map((description) => `"${description}"`).join(", ");
  return `Cannot merge: the pact has other requests for ${names}, in the same provider states.`;
}
