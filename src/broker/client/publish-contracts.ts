/**
 * Pacts, published.
 *
 * One POST of `pb:publish-contracts` for each pair, the pact as its file has it.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";
import type { HalClient } from "./hal-client.ts";
import { linksOf } from "./link.ts";
import { errorsOf, type Notice, noticesOf } from "./notices.ts";

export interface Publication {
  consumer: string;
  provider: string;
  version: string;
  branch?: string;
  tags?: readonly string[];
  buildUrl?: string;
  /** The pact's text. */
  content: string;
  /** Interactions are added to what this version published before. */
  isMerged?: boolean;
}

export interface Published {
  /** False: the version has another pact with this provider already, or a name is doubtful. */
  isAccepted: boolean;
  notices: Notice[];
  /** Of the pact. */
  url: string | undefined;
}

/** @throws {ConcordatError} `broker.unreachable`, `broker.refused` */
export async function publishContract(
  client: HalClient,
  publication: Publication,
): Promise<Published> {
  const { consumer, provider, version, branch, tags = [], buildUrl } = publication;
  const href = await client.relation("pb:publish-contracts");
  if (href === undefined) {
    throw new ConcordatError("broker.refused", "the broker takes no contracts", {
      mend: "It must be a Pact Broker of version 2.86 or later, or PactFlow.",
    });
  }
  const answer = await client.ask("POST", href, {
    body: {
      pacticipantName: consumer,
      pacticipantVersionNumber: version,
      ...(branch !== undefined && { branch }),
      ...(buildUrl !== undefined && { buildUrl }),
      ...(tags.length > 0 && { tags }),
      contracts: [
        {
          consumerName: consumer,
          providerName: provider,
          specification: "pact",
          contentType: "application/json",
          content: Buffer.from(publication.content, "utf8").toString("base64"),
          onConflict: publication.isMerged === true ? "merge" : "overwrite",
        },
      ],
    },
    may: [409],
    // The same content under the same version changes nothing.
    isRepeatable: true,
  });
  const notices = noticesOf(answer.body);
  if (answer.status === 409) {
    const errors = errorsOf(answer.body).map((text) => ({ type: "error", text }));
    return { isAccepted: false, notices: notices.length > 0 ? notices : errors, url: undefined };
  }
  return { isAccepted: true, notices, url: linksOf(answer.body, "pb:contracts")[0]?.href };
}
