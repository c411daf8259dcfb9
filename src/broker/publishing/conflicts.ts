/**
 * Why a pact is not taken: the version has another one already, or a new name is doubtful.
 */
import { describeDifference } from "../content/difference.ts";
import { identify } from "../content/identity.ts";
import { contentById, findPact } from "../store/pacts.ts";
import { findParticipant, listParticipants } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { findVersion } from "../store/versions.ts";
import { similarNames, similarNamesMessage } from "./similar-names.ts";

export interface Conflict {
  message: string;
  /** What changed, where the content did. */
  difference?: string;
}

export interface Intended {
  consumerName: string;
  versionNumber: string;
  providerName: string;
  text: string;
}

/** Whether the version has a pact with this provider that says something else. */
export function changedContent(store: Store, intended: Intended): Conflict | undefined {
  const existing = publishedText(store, intended);
  if (existing === undefined || existing.sha === identify(intended.text)?.sha) return undefined;
  return changed(intended, existing.text);
}

export function changed(
  { consumerName, versionNumber, providerName, text }: Intended,
  existing: string,
): Conflict {
  return {
    message: `Cannot change the content of the pact for ${consumerName} version ${versionNumber} and provider ${providerName}, as race conditions will cause unreliable results for can-i-deploy. Each pact must be published with a unique consumer version number. Some Pact libraries generate random data when a concrete value for a type matcher is not specified, and this can cause the contract to mutate - ensure you have given example values for all type matchers. For more information see https://docs.pact.io/go/versioning`,
    difference: describeDifference(existing, text),
  };
}

/** What the version published for this provider. */
export function publishedText(
  store: Store,
  { consumerName, versionNumber, providerName }: Omit<Intended, "text">,
): { sha: string; text: string } | undefined {
  const consumer = findParticipant(store, consumerName);
  const provider = findParticipant(store, providerName);
  if (consumer === undefined || provider === undefined) return undefined;
  const version = findVersion(store, consumer, versionNumber);
  const pact = version === undefined ? undefined : findPact(store, version, provider);
  return pact === undefined ? undefined : contentById(store, pact.contentId);
}

/** @param names of the participants that a pact names, each told of once */
export function doubtfulNames(store: Store, names: readonly string[], baseUrl: string): Conflict[] {
  const known = listParticipants(store).map(({ name }) => name);
  return [...new Set(names)].flatMap((name) => {
    const similar = similarNames(name, known);
    return similar.length === 0 ? [] : [{ message: similarNamesMessage(name, similar, baseUrl) }];
  });
}
