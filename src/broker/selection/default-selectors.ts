/**
 * What is selected where nothing is asked for: of each consumer the head of its main branch (or of
 * the tag of that name, or else its latest pact), and what is deployed, or released and supported.
 */
import type { Participant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { type Candidate, findCandidates } from "./candidates.ts";
import type { Selector } from "./selector.ts";

/** A selector with what it found. */
export interface Selection {
  selector: Selector;
  candidates: Candidate[];
  isFallback?: boolean;
}

interface Consumer {
  name: string;
  mainBranch: string | null;
  /** The main branch exists, and has a version. */
  hasBranch: 0 | 1;
  /** A version has a tag with the name of the main branch. */
  hasTag: 0 | 1;
}

export function defaultSelections(store: Store, provider: Participant): Selection[] {
  const consumers = store.all<Consumer>(
    `WITH consumer AS (
       SELECT id, name, main_branch, main_branch IS NOT NULL AND EXISTS (
         SELECT 1 FROM branch JOIN branch_version ON branch_version.branch_id = branch.id
         WHERE branch.participant_id = participant.id AND branch.name = main_branch) AS has_branch
       FROM participant
       WHERE id IN (SELECT DISTINCT consumer_id FROM pact WHERE provider_id = ?))
     SELECT name, main_branch AS mainBranch, has_branch AS hasBranch,
       CASE WHEN has_branch OR main_branch IS NULL THEN 0 ELSE EXISTS (
         SELECT 1 FROM tag JOIN version ON version.id = tag.version_id
         WHERE tag.name = main_branch AND version.participant_id = consumer.id) END AS hasTag
     FROM consumer ORDER BY id`,
    provider.id,
  );
  // The same statement serves all consumers that are asked for in the same way.
  const found = new Map<string, Map<string, Candidate[]>>();
  const selections = consumers.map((consumer): Selection => {
    const selector = selectorOf(consumer);
    const key = selector.kind === "latest-tagged" ? `tag ${selector.tag}` : selector.kind;
    let byConsumer = found.get(key);
    if (byConsumer === undefined) {
      byConsumer = Map.groupBy(findCandidates(store, provider, selector), (each) => {
        return each.consumerName;
      });
      found.set(key, byConsumer);
    }
    return {
      selector: { ...selector, consumer: consumer.name },
      candidates: byConsumer.get(consumer.name) ?? [],
    };
  });
  const places = (["deployed", "released"] as const).map((kind): Selection => {
    return { selector: { kind }, candidates: findCandidates(store, provider, { kind }) };
  });
  return [...selections, ...places];
}

function selectorOf({ mainBranch, hasBranch, hasTag }: Consumer): Selector {
  if (mainBranch !== null && hasBranch === 1) return { kind: "main-branch" };
  if (mainBranch !== null && hasTag === 1) return { kind: "latest-tagged", tag: mainBranch };
  return { kind: "latest" };
}
