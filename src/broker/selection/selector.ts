/**
 * Which versions of consumers a provider asks the pacts of: consumer version selectors.
 *
 * The wire has many members that exclude each other; past `selector-rules.ts` each selector has
 * one kind.
 */

export type Selector = { consumer?: string | undefined } & (
  | { kind: "latest" }
  | { kind: "main-branch" }
  | { kind: "branch"; branch: string }
  | { kind: "each-branch" }
  | { kind: "latest-tagged"; tag: string; fallbackTag?: string | undefined }
  | { kind: "tagged"; tag: string }
  | { kind: "deployed"; environment?: string | undefined }
  | { kind: "released"; environment?: string | undefined }
  | { kind: "environment"; environment: string }
);

/** A selector and one version that it found: a reason why a pact was selected. */
export interface Reason {
  selector: Selector;
  versionId: number;
  versionNumber: string;
  /** The branch whose head it is, where the selector names none. */
  branch?: string | undefined;
  environment?: { name: string; isProduction: boolean } | undefined;
  /** The tag found nothing, so that the selector's fallback tag was used. */
  isFallback?: boolean;
}

/**
 * The order in which reasons are told: the official broker's. Of reasons of one kind, the older
 * version goes first.
 */
export function compareReasons(a: Reason, b: Reason): number {
  return compareSelectors(a, b) || a.versionId - b.versionId;
}

const FIRST_KINDS = ["latest", "branch", "latest-tagged", "tagged", "deployed", "released"];

function compareSelectors(a: Reason, b: Reason): number {
  const [left, right] = [a.selector, b.selector];
  if (left.kind !== right.kind) {
    const rank = rankOf(left) - rankOf(right);
    return rank === 0 ? compareConsumers(left, right) : rank;
  }
  switch (left.kind) {
    case "latest":
      return 0;
    case "branch":
      return compareTexts(left.branch, (right as typeof left).branch);
    case "latest-tagged":
      return compareTexts(left.tag, (right as typeof left).tag);
    case "tagged":
      return compareTexts(left.tag, (right as typeof left).tag) || compareConsumers(left, right);
    case "deployed":
    case "released":
      return compareEnvironments(a, b);
    default:
      return compareConsumers(left, right);
  }
}

// The main branch, each branch and whole environments are told last, in the order of versions.
function rankOf({ kind }: Selector): number {
  const rank = FIRST_KINDS.indexOf(kind);
  return rank === -1 ? FIRST_KINDS.length : rank;
}

function compareConsumers({ consumer: a }: Selector, { consumer: b }: Selector): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  return b === undefined ? -1 : compareTexts(a, b);
}

// Production goes last.
function compareEnvironments({ environment: a }: Reason, { environment: b }: Reason): number {
  if (a === undefined || b === undefined) return 0;
  return Number(a.isProduction) - Number(b.isProduction) || compareTexts(a.name, b.name);
}

export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
