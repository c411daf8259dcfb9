/**
 * The pacts that a provider should verify: those that were asked for, each content once for a
 * consumer, then work in progress.
 */
import type { Participant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { type Candidate, findCandidates } from "./candidates.ts";
import { defaultSelections, type Selection } from "./default-selectors.ts";
import { contentsVerified, pendingTags } from "./pending.ts";
import type { Question } from "./question.ts";
import { addReason, type SelectedPact } from "./selected-pact.ts";
import { compareReasons, compareTexts, type Reason, type Selector } from "./selector.ts";
import { workInProgress } from "./work-in-progress.ts";

/** In the order of consumers' names, and of versions; what was asked for goes before WIP. */
export function selectPacts(
  store: Store,
  provider: Participant,
  question: Question,
): SelectedPact[] {
  const selections =
    question.selectors.length === 0
      ? defaultSelections(store, provider)
      : question.selectors.map((selector) => ({
          selector,
          candidates: findCandidates(store, provider, selector),
        }));
  const selected = mergeSelections([...selections, ...fallbacks(store, provider, selections)]);
  if (question.asksPending) markPending(store, provider, question, selected);
  const wip = workInProgress(store, provider, question, selected);
  return [...selected, ...wip];
}

/** The fallback tag of each selector whose tag found nothing, of whatever consumer. */
function fallbacks(
  store: Store,
  provider: Participant,
  selections: readonly Selection[],
): Selection[] {
  const found = new Set<string>();
  for (const { selector, candidates } of selections) {
    if (selector.kind === "latest-tagged" && candidates.length > 0) found.add(selector.tag);
  }
  return selections.flatMap(({ selector }) => {
    if (selector.kind !== "latest-tagged") return [];
    const { tag, fallbackTag, consumer } = selector;
    if (fallbackTag === undefined || found.has(tag)) return [];
    const candidates = findCandidates(store, provider, {
      kind: "latest-tagged",
      tag: fallbackTag,
      consumer,
    });
    return [{ selector, candidates, isFallback: true }];
  });
}

/** One for each content of a consumer. */
function mergeSelections(selections: readonly Selection[]): SelectedPact[] {
  const byContent = new Map<number, SelectedPact>();
  for (const { selector, candidates, isFallback = false } of selections) {
    for (const candidate of candidates) {
      addReason(byContent, candidate, { ...reasonOf(selector, candidate), isFallback });
    }
  }
  const merged = [...byContent.values()];
  for (const each of merged) each.reasons.sort(compareReasons);
  // As the official broker sorts: without regard to case.
  return merged.sort(
    (a, b) =>
      compareTexts(a.consumerName.toLowerCase(), b.consumerName.toLowerCase()) ||
      a.versionId - b.versionId,
  );
}

function reasonOf(selector: Selector, candidate: Candidate): Reason {
  const { versionId, versionNumber, head, environment, isProduction } = candidate;
  return {
    selector,
    versionId,
    versionNumber,
    branch: selector.kind === "each-branch" && head !== null ? head : undefined,
    environment:
      environment === null ? undefined : { name: environment, isProduction: isProduction === 1 },
  };
}

function markPending(
  store: Store,
  provider: Participant,
  { providerBranch, providerTags }: Question,
  selected: readonly SelectedPact[],
): void {
  const contents = selected.map(({ contentId }) => contentId);
  if (providerBranch === undefined && providerTags.length > 0) {
    const pending = pendingTags(store, provider, contents, providerTags);
    for (const each of selected) {
      each.pendingTags = pending.get(each.contentId)!;
      each.nonPendingTags = providerTags.filter((tag) => !each.pendingTags.includes(tag));
      each.isPending = each.pendingTags.length > 0;
    }
    return;
  }
  const verified = contentsVerified(store, provider, contents, providerBranch);
  for (const each of selected) {
    each.isPending = !verified.has(each.contentId);
    each.nonPendingTags = providerTags;
  }
}
