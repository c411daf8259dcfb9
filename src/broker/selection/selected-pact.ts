/** Content that was selected, whatever the number of versions that have it. */
import type { Candidate } from "./candidates.ts";
import type { Reason } from "./selector.ts";

/** Content that a provider should verify, and why. */
export interface SelectedPact {
  consumerName: string;
  consumerMainBranch: string | null;
  /** Of the newest version that was found with this content. */
  versionId: number;
  versionNumber: string;
  contentId: number;
  sha: string;
  reasons: Reason[];
  /** Whether a failure may be passed over; undefined where nobody asked. */
  isPending: boolean | undefined;
  isWip: boolean;
  /** Of the provider tags that were named. */
  pendingTags: string[];
  nonPendingTags: string[];
}

/** Shows the newest version. */
export function addReason(
  byContent: Map<number, SelectedPact>,
  candidate: Candidate,
  reason: Reason,
): SelectedPact {
  const known = byContent.get(candidate.contentId);
  if (known !== undefined) {
    known.reasons.push(reason);
    if (candidate.versionId > known.versionId) {
      known.versionId = candidate.versionId;
      known.versionNumber = candidate.versionNumber;
    }
    return known;
  }
  const { consumerName, mainBranch, versionId, versionNumber, contentId, sha } = candidate;
  const made: SelectedPact = {
    consumerName,
    consumerMainBranch: mainBranch,
    versionId,
    versionNumber,
    contentId,
    sha,
    reasons: [reason],
    isPending: undefined,
    isWip: false,
    pendingTags: [],
    nonPendingTags: [],
  };
  byContent.set(contentId, made);
  return made;
}
