/**
 * What clients print about a selected pact: why it is verified, whether it is pending, and what
 * came of it afterwards. The sentences are the official broker's, so that people find them in its
 * documentation.
 */
import type { SelectedPact } from "./selected-pact.ts";
import { compareReasons, type Reason } from "./selector.ts";

export interface Notice {
  /** `before_verification`, or `after_verification:success_…_published_…`. */
  when: string;
  text: string;
}

export interface NoticeContext {
  providerName: string;
  providerBranch: string | undefined;
  /** Where the pact is served. */
  url: string;
  /** The question came by GET. */
  isDeprecated?: boolean;
}

const MORE_PENDING = "Read more at https://docs.pact.io/go/pending";
const MORE_WIP = "Read more at https://docs.pact.io/go/wip";

const DEPRECATED =
  "WARNING - this version of the Pact library uses a beta version of the API which will be removed in the future. Please upgrade your Pact library. See https://docs.pact.io/pact_broker/advanced_topics/provider_verification_results/#pacts-for-verification for minimum required versions.";

/** Of pending, only where it was asked for. */
export function noticesOf(
  pact: SelectedPact,
  context: NoticeContext,
  asksPending: boolean,
): Notice[] {
  const before = "before_verification";
  const notices: Notice[] = [];
  if (context.isDeprecated === true) notices.push({ when: before, text: DEPRECATED });
  notices.push({
    when: before,
    text: pact.isWip ? wipReason(pact, context) : inclusionReason(pact, context),
  });
  if (!asksPending) return notices;
  notices.push({ when: before, text: pendingReason(pact, context) });
  if (pact.isPending !== true) return notices;

  const any = pendingFor(pact, context, "any");
  const tags = withTheseTags(pact);
  const still = `This pact is still in pending state for ${any} as`;
  const failed = `${still} a successful verification result ${tags}has not yet been published`;
  const after = (success: boolean, published: boolean, text: string) =>
    notices.push({
      when: `after_verification:success_${success}_published_${published}`,
      text,
    });
  after(
    true,
    false,
    `${still} the successful verification results ${tags}have not yet been published.`,
  );
  after(false, false, failed);
  after(
    true,
    true,
    `This pact is no longer in pending state for ${any}, as a successful verification result ${tags}has been published. If a verification for a version of ${context.providerName} ${tags}fails in the future, it will fail the build. ${MORE_PENDING}`,
  );
  after(false, true, failed);
  return notices;
}

function wipReason(pact: SelectedPact, context: NoticeContext): string {
  const branches = distinct(pact.reasons, ({ selector }) =>
    selector.kind === "branch" ? selector.branch : undefined,
  );
  const tags = distinct(pact.reasons, ({ selector }) =>
    selector.kind === "latest-tagged" ? selector.tag : undefined,
  );
  const heads = [
    ...(branches.length > 0
      ? [`from ${branches.length === 1 ? "branch" : "branches"} ${quotedList(branches)}`]
      : []),
    ...(tags.length > 0 ? [`tagged with ${quotedList(tags)}`] : []),
  ];
  const version = branches.length === 1 || tags.length === 1 ? "version" : "versions";
  const count = pact.reasons.length;
  const same = count === 1 ? "" : ` (${count === 2 ? "both" : "all"} have the same content)`;
  return `The pact at ${context.url} is being verified because it is a 'work in progress' pact (ie. it is the pact for the latest ${version} of ${pact.consumerName} ${heads.join(" and ")}${same} and it has not yet been successfully verified by ${pendingFor(pact, context, "a")} when the pact's application version was explicitly specified in the consumer version selectors). ${MORE_WIP}`;
}

function inclusionReason(pact: SelectedPact, context: NoticeContext): string {
  const isOne = pact.reasons.length === 1;
  const versions = isOne ? "the consumer version" : "the consumer versions";
  const lines = reasonLines(pact, context).map((line) => `\n    * ${line}`);
  return `The pact at ${context.url} is being verified because the pact content belongs to ${versions} matching the following ${isOne ? "criterion" : "criteria"}:${lines.join("")}`;
}

function pendingReason(pact: SelectedPact, context: NoticeContext): string {
  const { providerName, providerBranch } = context;
  if (pact.isPending !== true) {
    const by =
      providerBranch === undefined
        ? tagged(`a version of ${providerName}`, pact.nonPendingTags, providerName)
        : `a version of ${providerName} from branch '${providerBranch}'`;
    return `This pact has previously been successfully verified by ${by}. If this verification fails, it will fail the build. ${MORE_PENDING}`;
  }
  const because = pact.isWip
    ? "it was included as a 'work in progress' pact"
    : `a successful verification result for ${pendingFor(pact, context, "a")} has not yet been published`;
  return `This pact is in pending state for this version of ${providerName} because ${because}. If this verification fails, it will not cause the overall build to fail. ${MORE_PENDING}`;
}

function pendingFor(
  { pendingTags }: SelectedPact,
  { providerName, providerBranch }: NoticeContext,
  article: "a" | "any",
): string {
  if (providerBranch !== undefined) {
    return `${article} version of ${providerName} from branch '${providerBranch}'`;
  }
  const versions = pendingTags.length === 1 ? "version" : "versions";
  return tagged(`${article} ${versions} of ${providerName}`, pendingTags, providerName);
}

function tagged(version: string, tags: readonly string[], otherwise: string): string {
  return tags.length === 0 ? otherwise : `${version} with tag ${quotedList(tags)}`;
}

function withTheseTags({ pendingTags }: SelectedPact): string {
  if (pendingTags.length === 0) return "";
  return pendingTags.length === 1 ? "with this tag " : "with these tags ";
}

/** Reasons of one kind stand together; what is deployed, or released, is one line. */
function reasonLines(pact: SelectedPact, context: NoticeContext): string[] {
  const byKind = Map.groupBy(pact.reasons.toSorted(compareReasons), ({ selector }) => {
    return selector.kind;
  });
  return [...byKind].flatMap(([kind, reasons]) => {
    if (kind === "deployed") return placeLines(reasons, "currently deployed to");
    if (kind === "released") return placeLines(reasons, "released and supported in");
    return reasons.map(
      (reason) => `${reasonLine(reason, pact, context)} (${reason.versionNumber})`,
    );
  });
}

function placeLines(reasons: readonly Reason[], where: string): string[] {
  const byConsumer = Map.groupBy(reasons, ({ selector }) => selector.consumer);
  return [...byConsumer].map(([consumer, each]) => {
    const versions = consumer === undefined ? "consumer version(s)" : `version(s) of ${consumer}`;
    const places = each.map(
      ({ environment, versionNumber }) => `${environment?.name} (${versionNumber})`,
    );
    return `${versions} ${where} ${list(places)}`;
  });
}

function reasonLine(
  { selector, branch, isFallback }: Reason,
  pact: SelectedPact,
  { providerName }: NoticeContext,
): string {
  const { consumer } = selector;
  const version = consumer === undefined ? "version" : `version of ${consumer}`;
  switch (selector.kind) {
    case "latest":
      return `latest version of ${consumer ?? "a consumer"} that has a pact with ${providerName}`;
    case "latest-tagged":
      return isFallback === true
        ? `latest ${version} tagged '${selector.fallbackTag}' (fallback tag used as no pact was found with tag '${selector.tag}')`
        : `latest ${version} tagged '${selector.tag}'`;
    case "main-branch":
      return `latest ${version} from the main branch '${pact.consumerMainBranch}'`;
    case "branch":
      return `latest ${version} from branch '${selector.branch}'`;
    case "each-branch":
      return `latest ${version} from branch '${branch}'`;
    case "tagged":
      return `all ${consumer ?? "consumer"} versions tagged '${selector.tag}'`;
    default:
      return `${consumer ?? "a consumer"} version in environment ${selector.environment}`;
  }
}

/** Short enough for the name of a test. */
export function shortDescription({ reasons }: SelectedPact): string {
  return reasons.map(shortReason).join(", ");
}

function shortReason({ selector, branch, environment, isFallback }: Reason): string {
  switch (selector.kind) {
    case "latest":
      return "latest";
    case "latest-tagged":
      return `latest with tag ${isFallback === true ? selector.fallbackTag : selector.tag}`;
    case "main-branch":
      return "latest from main branch";
    case "branch":
      return `latest from branch ${selector.branch}`;
    case "each-branch":
      return `latest from branch ${branch}`;
    case "tagged":
      return `one of ${selector.consumer === undefined ? "" : `${selector.consumer} `}${selector.tag}`;
    case "deployed":
      return `deployed to ${environment?.name}`;
    case "released":
      return `released in ${environment?.name}`;
    case "environment":
      return `in environment ${selector.environment}`;
  }
}

function distinct(
  reasons: readonly Reason[],
  nameOf: (reason: Reason) => string | undefined,
): string[] {
  return [...new Set(reasons.flatMap((reason) => nameOf(reason) ?? []))];
}

function quotedList(words: readonly string[]): string {
  return list(words.map((word) => `'${word}'`));
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
