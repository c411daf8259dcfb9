/**
 * Who talks to whom, as far as a question reaches.
 *
 * A consumer needs its providers; a provider needs none of its consumers, but must not break
 * those that are there.
 */
import type { Store } from "../store/store.ts";
import { NONE, type Party, type Selected } from "./select.ts";

export interface Integration {
  consumer: Party;
  provider: Party;
  /** Whether there must be a row of it: the consumer was asked for. */
  isRequired: boolean;
}

interface Pair {
  consumerId: number;
  consumer: string;
  providerId: number;
  provider: string;
}

const NAMED = `SELECT pair.consumer_id AS consumerId, consumer.name AS consumer,
    pair.provider_id AS providerId, provider.name AS provider
  FROM pair JOIN participant AS consumer ON consumer.id = pair.consumer_id
    JOIN participant AS provider ON provider.id = pair.provider_id
  ORDER BY consumer.name, provider.name`;

/** All in which one of them is the consumer or the provider. */
export function integrationsOf(store: Store, specified: readonly Selected[]): Integration[] {
  const found = new Map<string, Integration>();
  for (const each of specified) {
    for (const pair of providersOf(store, each)) {
      found.set(keyOf(pair), integration(pair, true));
    }
  }
  const providers = new Set(specified.map(({ participantId }) => participantId));
  const pairs = store.all<Pair>(
    `WITH pair AS (SELECT DISTINCT consumer_id, provider_id FROM pact
       WHERE provider_id IN (SELECT value FROM json_each(?)))
     ${NAMED}`,
    JSON.stringify([...providers]),
  );
  for (const pair of pairs) {
    if (!found.has(keyOf(pair))) found.set(keyOf(pair), integration(pair, false));
  }
  return [...found.values()];
}

/** Those in which one of them is the consumer and another, or the same, the provider. */
export function integrationsBetween(store: Store, specified: readonly Selected[]): Integration[] {
  const wanted = new Set(specified.map(({ participantId }) => participantId));
  const found = new Map<string, Integration>();
  for (const each of specified) {
    for (const pair of providersOf(store, each)) {
      if (wanted.has(pair.providerId)) found.set(keyOf(pair), integration(pair, true));
    }
  }
  return [...found.values()];
}

function providersOf(store: Store, { participantId, versionId }: Selected): Pair[] {
  if (versionId === NONE) return [];
  return versionId === undefined
    ? store.all(
        `WITH pair AS (SELECT DISTINCT consumer_id, provider_id FROM pact WHERE consumer_id = ?)
         ${NAMED}`,
        participantId,
      )
    : store.all(
        `WITH pair AS (SELECT DISTINCT consumer_id, provider_id FROM pact
           WHERE consumer_version_id = ?)
         ${NAMED}`,
        versionId,
      );
}

function integration(pair: Pair, isRequired: boolean): Integration {
  return {
    consumer: { id: pair.consumerId, name: pair.consumer },
    provider: { id: pair.providerId, name: pair.provider },
    isRequired,
  };
}

function keyOf({ consumerId, providerId }: Pair): string {
  return `${consumerId}/${providerId}`;
}
