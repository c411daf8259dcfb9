/**
 * A provider's contract, published to PactFlow, which compares it with pacts itself.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";
import type { HalClient } from "./hal-client.ts";
import { errorsOf, type Notice, noticesOf } from "./notices.ts";
import type { ProviderVersion } from "./verification-results.ts";

export interface ProviderContract {
  provider: string;
  /** OpenAPI, in one document. */
  content: string;
  contentType: "application/json" | "application/yaml";
}

/** @throws {ConcordatError} `broker.refused` by every broker that is not PactFlow, `broker.*` */
export async function publishProviderContract(
  client: HalClient,
  { provider, content, contentType }: ProviderContract,
  { version, branch, tags = [], buildUrl }: ProviderVersion,
): Promise<Notice[]> {
  const href = await client.relation("pf:publish-provider-contract", { provider });
  if (href === undefined) {
    throw new ConcordatError("broker.refused", "the broker takes no contracts of providers", {
      mend: "PactFlow does; for other brokers there is publish --static-results.",
    });
  }
  const { body } = await client.ask("POST", href, {
    body: {
      pacticipantVersionNumber: version,
      ...(branch !== undefined && { branch }),
      ...(tags.length > 0 && { tags }),
      ...(buildUrl !== undefined && { buildUrl }),
      contract: {
        content: Buffer.from(content, "utf8").toString("base64"),
        specification: "oas",
        contentType,
      },
    },
    accept: "application/hal+json, application/problem+json",
    // The same contract under the same version changes nothing.
    isRepeatable: true,
  });
  const errors = errorsOf(body).map((text) => ({ type: "error", text }));
  return [...noticesOf(body), ...errors];
}
