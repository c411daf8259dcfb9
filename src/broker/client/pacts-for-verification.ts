/**
 * The pacts that a provider is to be verified against, chosen by the broker.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";
import type { HalClient } from "./hal-client.ts";
import { hrefOf, linksOf } from "./link.ts";
import { isObject, memberOf } from "./notices.ts";

export interface VerificationQuestion {
  provider: string;
  /** As the broker takes them; none at all leaves the choice to it. */
  selectors: readonly unknown[];
  providerBranch?: string;
  providerTags?: readonly string[];
  /** Whether a failure of what was never verified counts. */
  isPendingEnabled: boolean;
  /** `YYYY-MM-DD`. */
  includeWipSince?: string;
}

export interface PactForVerification {
  href: string;
  /** Why it is to be verified, such as `latest from branch main`. */
  reason: string;
  /** Its failure does not fail the run. */
  isPending: boolean;
  notices: { when: string; text: string }[];
}

/** A pact as the broker serves it. */
export interface FetchedPact {
  /** Below the configured base URL. */
  url: string;
  text: string;
  body: Record<string, unknown>;
}

/**
 * In the broker's order; none where the broker does not know the provider.
 *
 * @throws {ConcordatError} `broker.*`
 */
export async function pactsForVerification(
  client: HalClient,
  question: VerificationQuestion,
): Promise<PactForVerification[]> {
  const { provider, selectors, providerBranch, providerTags = [], includeWipSince } = question;
  const href = await client.relation("pb:provider-pacts-for-verification", { provider });
  if (href === undefined) {
    throw new ConcordatError("broker.refused", "the broker does not choose pacts to verify", {
      mend: "It must be a Pact Broker of version 2.51 or later, or PactFlow.",
    });
  }
  const { body, status } = await client.ask("POST", href, {
    body: {
      includePendingStatus: question.isPendingEnabled,
      consumerVersionSelectors: selectors,
      ...(providerBranch !== undefined && { providerVersionBranch: providerBranch }),
      ...(providerTags.length > 0 && { providerVersionTags: providerTags }),
      ...(includeWipSince !== undefined && { includeWipPactsSince: includeWipSince }),
    },
    may: [404],
    // It asks, and changes nothing.
    isRepeatable: true,
  });
  if (status === 404) return [];
  const pacts = memberOf(memberOf(body, "_embedded"), "pacts");
  return (Array.isArray(pacts) ? pacts : []).flatMap(readItem);
}

function readItem(item: unknown): PactForVerification[] {
  const href = hrefOf(item, "self");
  if (href === undefined) return [];
  const properties = memberOf(item, "verificationProperties");
  const reason = memberOf(item, "shortDescription");
  const notices = memberOf(properties, "notices");
  return [
    {
      href,
      reason: typeof reason === "string" ? reason : "",
      isPending: memberOf(properties, "pending") === true,
      notices: (Array.isArray(notices) ? notices : []).flatMap((notice) => {
        const [when, text] = [memberOf(notice, "when"), memberOf(notice, "text")];
        return typeof when === "string" && typeof text === "string" ? [{ when, text }] : [];
      }),
    },
  ];
}

/** @throws {ConcordatError} `broker.*` */
export async function fetchPact(client: HalClient, href: string): Promise<FetchedPact> {
  const { body, text } = await client.ask("GET", href);
  if (!isObject(body)) {
    throw new ConcordatError("broker.refused", "the broker's answer is no pact", {
      mend: "Check that --broker-base-url names a Pact Broker.",
    });
  }
  // What the link remembers of the question is no part of the pact's name.
  const url = client.locate(href).replace(/\/metadata\/[^/]*$/, "");
  return { url, text, body };
}

/** The consumer's version that published it; undefined where the broker does not say. */
export function consumerVersionOf({ body }: FetchedPact): string | undefined {
  return linksOf(body, "pb:consumer-version")[0]?.name;
}
