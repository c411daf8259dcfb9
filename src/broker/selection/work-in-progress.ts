/**
 * Work in progress: heads of consumers' branches and tags that nobody asked for, and that the
 * provider has not verified yet as pacts that count.
 */
import type { Participant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { branchHeads, type Candidate, tagHeads } from "./candidates.ts";
import { contentsVerified, contentsVerifiedForTag } from "./pending.ts";
import type { Question } from "./question.ts";
import { addReason, type SelectedPact } from "./selected-pact.ts";
import { compareTexts, type Reason } from "./selector.ts";

/** None where nobody asked since when, or for which branch or tags of the provider. */
export function workInProgress(
  store: Store,
  provider: Participant,
  { wipSince, providerBranch, providerTags }: Question,
  selected: readonly SelectedPact[],
): SelectedPact[] {
  if (wipSince === undefined) return [];
  if (providerBranch === undefined && providerTags.length === 0) return [];
  const explicit = new Set(selected.map(({ contentId }) => contentId));
  const heads = (list: Candidate[]) =>
    list.filter((each) => each.publishedAt > wipSince && !explicit.has(each.contentId));
  const ofBranches = heads(branchHeads(store, provider));
  const ofTags = heads(tagHeads(store, provider));
  const contents = [...new Set([...ofBranches, ...ofTags].map(({ contentId }) => contentId))];

  const byContent = new Map<number, SelectedPact>();
  const add = (list: readonly Candidate[], done: ReadonlySet<number>, toReason: ToReason) => {
    const added: SelectedPact[] = [];
    for (const candidate of list) {
      if (!done.has(candidate.contentId)) {
        added.push(addReason(byContent, candidate, toReason(candidate)));
      }
    }
    return added;
  };
  if (providerBranch !== undefined) {
    const done = contentsVerified(store, provider, contents, providerBranch, {
      isWipIgnored: true,
      since: firstVersionMade(store, provider, providerBranch),
    });
    add(ofBranches, done, branchReason);
    add(ofTags, done, tagReason);
  } else {
    // The reasons of each tag of the provider are told, tags of the consumer first.
    const done = providerTags.map((tag) => {
      return contentsVerifiedForTag(store, provider, contents, tag, { isWipIgnored: true });
    });
    const addAll = (list: readonly Candidate[], toReason: ToReason) => {
      for (const [index, tag] of providerTags.entries()) {
        for (const each of add(list, done[index]!, toReason)) each.pendingTags.push(tag);
      }
    };
    addAll(ofTags, tagReason);
    addAll(ofBranches, branchReason);
  }
  for (const each of byContent.values()) {
    each.isPending = true;
    each.isWip = true;
  }
  return [...byContent.values()].sort(
    (a, b) => compareTexts(a.consumerName, b.consumerName) || a.versionId - b.versionId,
  );
}

type ToReason = (candidate: Candidate) => Reason;

const branchReason: ToReason = ({ versionId, versionNumber, head }) => ({
  selector: { kind: "branch", branch: head! },
  versionId,
  versionNumber,
});

const tagReason: ToReason = ({ versionId, versionNumber, head }) => ({
  selector: { kind: "latest-tagged", tag: head! },
  versionId,
  versionNumber,
});

/** When the version was made that came to the branch first, which may be before the branch. */
function firstVersionMade(store: Store, provider: Participant, branch: string): string | null {
  const first = store.get<{ createdAt: string }>(
    `SELECT version.created_at AS createdAt FROM branch
     JOIN branch_version ON branch_version.branch_id = branch.id
     JOIN version ON version.id = branch_version.version_id
     WHERE branch.participant_id = ? AND branch.name = ? ORDER BY branch_version.id LIMIT 1`,
    provider.id,
    branch,
  );
  return first?.createdAt ?? null;
}
