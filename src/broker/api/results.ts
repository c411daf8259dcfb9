/**
 * Verification results, below the pact version that was verified.
 *
 * PACT-BROKER-API §2, verifier, 5; §5: what was selected as work in progress is stored as such.
 */
import { decodeMetadata } from "../content/metadata.ts";
import { latestPactVersion } from "../store/pact-lists.ts";
import { findContent } from "../store/pacts.ts";
import { findParticipant } from "../store/participants.ts";
import {
  addResult,
  deleteResult,
  findLatestResult,
  findResult,
  type ResultRow,
} from "../store/results.ts";
import { providersOf } from "../store/standing.ts";
import type { Store } from "../store/store.ts";
import { findOrCreateVersion, findVersion } from "../store/versions.ts";
import { hal, notFound, nothing } from "./answer.ts";
import type { BrokerContext, EventName } from "./context.ts";
import { createFieldReader } from "./fields.ts";
import {
  documentOf,
  findDocument,
  findDocumentOfContent,
  findPair,
  type PactDocument,
} from "./pact-body.ts";
import { CONTENT } from "./pact-versions.ts";
import { pairNames } from "./pacts.ts";
import type { Call, DefineResource } from "./resource.ts";
import { resultBody, resultPath } from "./result-body.ts";

const PAIR = "/pacts/provider/:provider/consumer/:consumer";

export function defineResults(define: DefineResource, { store, announce }: BrokerContext): void {
  define(`${CONTENT}/verification-results`, { POST: (call) => publish(call, undefined) });
  define(`${CONTENT}/metadata/:metadata/verification-results`, {
    POST: (call) => publish(call, call.param("metadata")),
  });

  define(`${CONTENT}/verification-results/latest`, {
    GET: (call) => {
      const pair = findPair(store, pairNames(call));
      return latestOf(
        call,
        pair && findDocumentOfContent(store, pair, call.param("sha"), undefined),
      );
    },
  });
  const one: Parameters<DefineResource>[1] = {
    GET: (call) => {
      const found = resultAt(call);
      if (found === undefined) return notFound();
      return hal(resultBody(store, found.result, found.document, call.link));
    },
    DELETE: (call) =>
      store.transaction(() => {
        const found = resultAt(call);
        if (found === undefined) return notFound();
        deleteResult(store, found.result);
        return nothing();
      }),
  };
  // The matrix links to it by the consumer version that it was found for.
  for (const path of [CONTENT, `${CONTENT}/metadata/:metadata`]) {
    define(`${path}/verification-results/:number`, one);
  }

  define(`${PAIR}/version/:version/verification-results/latest`, {
    GET: (call) => {
      const pair = findPair(store, pairNames(call));
      return latestOf(call, pair && findDocument(store, pair, call.param("version")));
    },
  });
  define(`${PAIR}/latest/verification-results/latest`, { GET: (call) => latestOfLatest(call) });
  define(`${PAIR}/latest/:tag/verification-results/latest`, {
    GET: (call) => latestOfLatest(call, call.param("tag")),
  });

  define("/verification-results/consumer/:consumer/version/:version/latest", {
    GET: (call) => summary(store, call),
  });

  async function publish(call: Call, metadata: string | undefined): Promise<Response> {
    const fields = readResult(await call.body());
    const { wip, consumerVersionNumbers } = decodeMetadata(metadata);
    const stored = store.transaction(() => {
      const pair = findPair(store, pairNames(call));
      const document = pair && findDocumentOfContent(store, pair, call.param("sha"), metadata);
      if (document === undefined) return undefined;
      const { version } = findOrCreateVersion(
        store,
        document.provider,
        fields.providerVersionNumber,
      );
      const result = addResult(store, {
        ...fields,
        contentId: document.pact.contentId,
        providerVersionId: version.id,
        ...(consumerVersionNumbers.length > 0 && { consumerVersionId: document.version.id }),
        isWip: wip,
      });
      return { document, result };
    });
    if (stored === undefined) return notFound();
    const { document, result } = stored;
    for (const name of eventsOf(result)) {
      announce({
        name,
        consumerId: document.consumer.id,
        providerId: document.provider.id,
        consumerVersionId: document.version.id,
        contentId: result.contentId,
        resultId: result.id,
      });
    }
    const location = call.link.to(resultPath(store, result, document)).href;
    return hal(resultBody(store, result, document, call.link), 201, { location });
  }

  function resultAt(call: Call): { result: ResultRow; document: PactDocument } | undefined {
    const pair = findPair(store, pairNames(call));
    const content = pair && findContent(store, pair.consumer, pair.provider, call.param("sha"));
    const number = call.param("number");
    if (content === undefined || !/^\d{1,15}$/.test(number)) return undefined;
    const result = findResult(store, content.id, Number(number));
    const document = documentOf(store, pair!, content);
    return result === undefined || document === undefined ? undefined : { result, document };
  }

  function latestOfLatest(call: Call, tag?: string): Response {
    const pair = findPair(store, pairNames(call));
    const found = pair && latestPactVersion(store, pair.consumer, pair.provider, { tag });
    return latestOf(call, pair && found && findDocument(store, pair, found.versionNumber));
  }

  function latestOf(call: Call, document: PactDocument | undefined): Response {
    const result = document && findLatestResult(store, document.pact.contentId);
    if (document === undefined || result === undefined) return notFound();
    return hal(resultBody(store, result, document, call.link));
  }
}

interface ResultFields {
  success: boolean;
  providerVersionNumber: string;
  buildUrl: string | undefined;
  testResults: unknown;
  verifiedBy: unknown;
}

/** @throws {BadRequest} */
function readResult(body: Readonly<Record<string, unknown>>): ResultFields {
  const reader = createFieldReader(body);
  const { success } = body;
  if (success === undefined) reader.refuse("success", "is missing");
  else if (success === null || success === "") reader.refuse("success", "must be filled");
  else if (typeof success !== "boolean") reader.refuse("success", "must be boolean");
  const number = reader.text("providerApplicationVersion", { isRequired: true, isFilled: true });
  const buildUrl = reader.text("buildUrl");
  if (buildUrl !== undefined && buildUrl !== null && /[\s<>"{}|\\^`]/.test(buildUrl)) {
    reader.refuse("buildUrl", "is not a valid URL eg. http://example.org");
  }
  reader.finish();
  return {
    success: success as boolean,
    providerVersionNumber: number!,
    buildUrl: buildUrl ?? undefined,
    testResults: body.testResults ?? undefined,
    verifiedBy: body.verifiedBy ?? undefined,
  };
}

function eventsOf({ success }: ResultRow): EventName[] {
  return [
    "provider_verification_published",
    success === 1 ? "provider_verification_succeeded" : "provider_verification_failed",
  ];
}

/** Of each pact of a consumer version the latest result. */
function summary(store: Store, call: Call): Response {
  const consumer = findParticipant(store, call.param("consumer"));
  const version = consumer && findVersion(store, consumer, call.param("version"));
  if (consumer === undefined || version === undefined) return notFound();
  const providers = providersOf(store, version);
  const latest = providers.flatMap((name) => {
    const provider = findParticipant(store, name)!;
    const document = findDocument(store, { consumer, provider }, version.number)!;
    const result = findLatestResult(store, document.pact.contentId);
    return result === undefined ? [] : [{ name, document, result }];
  });
  const named = (success: 0 | 1): string[] =>
    latest.filter(({ result }) => result.success === success).map(({ name }) => name);
  const successful = named(1);
  return hal({
    success: successful.length === providers.length,
    providerSummary: {
      successful,
      failed: named(0),
      unknown: providers.filter((each) => !latest.some(({ name }) => name === each)),
    },
    _embedded: {
      verificationResults: latest.map(({ result, document }) =>
        resultBody(store, result, document, call.link),
      ),
    },
    _links: {
      self: call.link.to(
        ["verification-results", "consumer", consumer.name, "version", version.number, "latest"],
        {
          title: `Latest verification results for consumer ${consumer.name} version ${version.number}`,
        },
      ),
    },
  });
}
