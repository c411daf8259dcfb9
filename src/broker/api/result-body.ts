/** A verification result as a resource. PACT-BROKER-API §2, verifier, 5. */
import { encodeMetadata } from "../content/metadata.ts";
import { contentById } from "../store/pacts.ts";
import type { ResultRow } from "../store/results.ts";
import type { Store } from "../store/store.ts";
import { versionById } from "../store/versions.ts";
import type { Linker } from "./hal.ts";
import { type PactDocument, pactName, pairPath } from "./pact-body.ts";

/** @param document a publication of what was verified */
export function resultBody(
  store: Store,
  result: ResultRow,
  document: PactDocument,
  link: Linker,
): object {
  const path = resultPath(store, result, document);
  const { sha } = contentById(store, result.contentId);
  const name = pactName(document);
  const metadata = encodeMetadata({ consumerVersionNumber: document.version.number });
  return {
    providerName: document.provider.name,
    providerApplicationVersion: versionById(store, result.providerVersionId).number,
    success: result.success === 1,
    verificationDate: result.createdAt,
    ...(result.buildUrl !== null && { buildUrl: result.buildUrl }),
    ...(result.testResults !== null && { testResults: JSON.parse(result.testResults) as unknown }),
    verifiedBy: result.verifiedBy === null ? {} : (JSON.parse(result.verifiedBy) as unknown),
    _links: {
      self: link.to(path, {
        title: "Verification result",
        name: `Verification result ${result.number} for ${name}`,
      }),
      "pb:pact-version": link.to(
        [...pairPath(document), "pact-version", sha, "metadata", metadata],
        { title: "Pact", name },
      ),
      "pb:triggered-webhooks": link.to([...path, "triggered-webhooks"], {
        title: "Webhooks triggered by the publication of this verification result",
      }),
    },
  };
}

export function resultPath(store: Store, result: ResultRow, document: PactDocument): string[] {
  const { sha } = contentById(store, result.contentId);
  return [
    ...pairPath(document),
    "pact-version",
    sha,
    "verification-results",
    String(result.number),
  ];
}
