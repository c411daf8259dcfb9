/**
 * The pages that people are shown where programs get resources.
 *
 * What they are made of is loaded when the first one is asked for.
 */
import { latestPactVersion } from "../store/pact-lists.ts";
import { findParticipant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import type { BrokerContext } from "./context.ts";
import { findDocument, findDocumentOfContent, findPair, type PactDocument } from "./pact-body.ts";
import type { Call, Handler } from "./resource.ts";

/** `/`: the network of services. */
export function networkPage({ store }: Pick<BrokerContext, "store">): Handler {
  let layOut: ReturnType<typeof import("../pages/layout.ts").createLayouter> | undefined;
  return async ({ link }) => {
    const { page, pathsBelow } = await import("../pages/respond.ts");
    const { networkView } = await import("../pages/network.ts");
    const { drawableGraph, networkMain } = await import("../../pages/broker/network.ts");
    const { createLayouter } = await import("../pages/layout.ts");
    layOut ??= createLayouter();
    const view = store.read(() => networkView(store));
    const graph = drawableGraph(view.pairs);
    const drawing = graph && { graph, layout: await layOut(graph) };
    const paths = pathsBelow(link.base);
    const main = networkMain({ ...view, paths, brokerUrl: link.base, drawing });
    return page({ title: "Network", paths, current: "network", main });
  };
}

/**
 * A pair's pact, by the consumer's version, as the latest (of a tag) or by its content, as the
 * names of path parameters tell: `version`, `tag`, or `sha` with `metadata`.
 */
export function pactPage({ store }: Pick<BrokerContext, "store">): Handler {
  return async (call) => {
    const { page, pathsBelow } = await import("../pages/respond.ts");
    const { pactView } = await import("../pages/pact.ts");
    const { pactMain, pactTitle } = await import("../../pages/broker/pact.ts");
    const paths = pathsBelow(call.link.base);
    const view = store.read(() => {
      const document = documentAt(store, call);
      return document && pactView(store, document, call.query.get("page"));
    });
    if (view === undefined) return missing(call, "There is no such pact.");
    const main = pactMain(view, paths);
    return page({ title: pactTitle(view), paths, main });
  };
}

function documentAt(store: Store, call: Call): PactDocument | undefined {
  const pair = findPair(store, {
    consumer: call.param("consumer"),
    provider: call.param("provider"),
  });
  if (pair === undefined) return undefined;
  const [version, sha, tag] = ["version", "sha", "tag"].map(
    (name) => call.param(name) || undefined,
  );
  if (sha !== undefined) {
    return findDocumentOfContent(store, pair, sha, call.param("metadata") || undefined);
  }
  if (version !== undefined) return findDocument(store, pair, version);
  const latest = latestPactVersion(store, pair.consumer, pair.provider, { tag });
  return latest && findDocument(store, pair, latest.versionNumber);
}

/** `/matrix`. */
export function matrixPage({ store }: Pick<BrokerContext, "store">): Handler {
  return async ({ link, request }) => {
    const { page, pathsBelow } = await import("../pages/respond.ts");
    const { matrixView } = await import("../pages/matrix.ts");
    const { matrixMain, matrixTitle } = await import("../../pages/broker/matrix.ts");
    const paths = pathsBelow(link.base);
    const view = store.read(() => matrixView(store, new URL(request.url).search.slice(1)));
    const status = view.problems.length > 0 ? 400 : 200;
    const main = matrixMain(view, paths);
    return page({ title: matrixTitle(view), paths, current: "matrix", main }, status);
  };
}

/** `/pacticipants/:pacticipant`. */
export function participantPage({ store }: Pick<BrokerContext, "store">): Handler {
  return async (call) => {
    const { page, pathsBelow } = await import("../pages/respond.ts");
    const { participantView } = await import("../pages/participant.ts");
    const { participantMain } = await import("../../pages/broker/participant.ts");
    const view = store.read(() => {
      const participant = findParticipant(store, call.param("pacticipant"));
      return participant && participantView(store, participant, call.query.get("page"));
    });
    if (view === undefined) return missing(call, "There is no such service.");
    const paths = pathsBelow(call.link.base);
    return page({ title: view.name, paths, main: participantMain(view, paths) });
  };
}

async function missing({ link }: Call, what: string): Promise<Response> {
  const { page, pathsBelow } = await import("../pages/respond.ts");
  const { missingMain } = await import("../../pages/broker/missing.ts");
  const paths = pathsBelow(link.base);
  return page({ title: "Not found", paths, main: missingMain(what, paths) }, 404);
}
