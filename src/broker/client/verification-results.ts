/**
 * What came of verifying a pact, published.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";
import type { HalClient } from "./hal-client.ts";
import { hrefOf } from "./link.ts";
import { askMatrix, type Selector } from "./matrix.ts";
import { memberOf } from "./notices.ts";
import type { FetchedPact } from "./pacts-for-verification.ts";

export interface ProviderVersion {
  version: string;
  branch?: string;
  tags?: readonly string[];
  buildUrl?: string;
}

export interface VerificationResult {
  isSuccess: boolean;
  verifiedBy: { implementation: string; version: string };
  /** One for each interaction. */
  tests: readonly InteractionResult[];
}

export interface InteractionResult {
  /** The broker's `_id`. */
  interactionId: string;
  interactionDescription?: string;
  success: boolean;
  mismatches?: { attribute: string; identifier?: string; description: string }[];
}

/**
 * Gives the provider's version its branch and tags, before it has a result.
 *
 * @throws {ConcordatError} `broker.*`
 */
export async function recordProviderVersion(
  client: HalClient,
  pact: FetchedPact,
  { version, branch, tags = [] }: ProviderVersion,
): Promise<void> {
  if (branch === undefined && tags.length === 0) return;
  const href = hrefOf(pact.body, "pb:provider");
  if (href === undefined) throw missing("provider");
  const { body } = await client.ask("GET", href);
  if (branch !== undefined) {
    const branchHref = hrefOf(body, "pb:branch-version", { branch, version });
    if (branchHref === undefined) throw missing("branches of the provider");
    await client.ask("PUT", branchHref, { body: {} });
  }
  for (const tag of tags) {
    const tagHref = hrefOf(body, "pb:version-tag", { tag, version });
    if (tagHref === undefined) throw missing("tags of the provider");
    await client.ask("PUT", tagHref, { body: {} });
  }
}

/**
 * @returns where the result is
 * @throws {ConcordatError} `broker.*`
 */
export async function publishResult(
  client: HalClient,
  pact: FetchedPact,
  { version, buildUrl }: ProviderVersion,
  { isSuccess, verifiedBy, tests }: VerificationResult,
): Promise<string | undefined> {
  const href = hrefOf(pact.body, "pb:publish-verification-results");
  if (href === undefined) throw missing("verification results");
  const { body } = await client.ask("POST", href, {
    body: {
      success: isSuccess,
      providerApplicationVersion: version,
      ...(buildUrl !== undefined && { buildUrl }),
      verifiedBy,
      testResults: tests,
    },
  });
  return hrefOf(body, "self");
}

/**
 * What made the results that a provider's version has for the pact of a consumer's version, latest
 * and earlier ones; `unknown` for one that does not say.
 *
 * @param pair consumer and provider, each with its version
 * @throws {ConcordatError} `broker.*`
 */
export async function implementationsOf(
  client: HalClient,
  pair: readonly Selector[],
): Promise<string[]> {
  const { rows } = await askMatrix(client, { selectors: pair, isEveryRevision: true });
  const urls = new Set(rows.flatMap(({ resultUrl }) => resultUrl ?? []));
  const implementations: string[] = [];
  for (const url of urls) {
    const { body } = await client.ask("GET", url);
    const implementation = memberOf(memberOf(body, "verifiedBy"), "implementation");
    implementations.push(typeof implementation === "string" ? implementation : "unknown");
  }
  return implementations;
}

function missing(what: string): ConcordatError {
  return new ConcordatError("broker.refused", `the broker's pact has no link to the ${what}`, {
    mend: "Check that the broker is up to date, and that the credentials may write.",
  });
}

/** The interactions of a pact with the broker's `_id`, by index. */
export function interactionIds({ body }: FetchedPact): {
  id: string;
  description: string | undefined;
}[] {
  const list = Array.isArray(body.interactions) ? body.interactions : body.messages;
  return (Array.isArray(list) ? list : []).map((interaction) => {
    const [id, description] = [memberOf(interaction, "_id"), memberOf(interaction, "description")];
    return {
      id: typeof id === "string" ? id : "",
      description: typeof description === "string" ? description : undefined,
    };
  });
}
