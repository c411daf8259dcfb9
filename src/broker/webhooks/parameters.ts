/** What the places of a webhook's template stand for. PACT-BROKER-API §2, webhooks. */
import type { EventName } from "../api/context.ts";
import { createLinker } from "../api/hal.ts";
import { encodeMetadata } from "../content/metadata.ts";
import { labelsOf } from "../store/labels.ts";
import { contentById } from "../store/pacts.ts";
import { type Participant, participantById } from "../store/participants.ts";
import type { RequiredVerification } from "../store/required-verifications.ts";
import {
  findLatestResult,
  findMainBranchResult,
  type ResultRow,
  resultById,
} from "../store/results.ts";
import type { Store } from "../store/store.ts";
import { branchesOf, tagsOf, type Version, versionById } from "../store/versions.ts";
import type { TemplateParameters } from "./template.ts";

/** What a webhook tells of. */
export interface WebhookSubject {
  event: EventName | "test";
  consumerId: number;
  providerId: number;
  consumerVersionId: number;
  contentId: number;
  resultId?: number | undefined;
  /** The provider version that should verify the pact. */
  required?: { version: Version; descriptions: string[] } | undefined;
}

/** @param base where the broker is reached from outside */
export function parametersOf(
  store: Store,
  subject: WebhookSubject,
  base: string,
): TemplateParameters {
  const { contentId, required } = subject;
  const consumer = participantById(store, subject.consumerId);
  const provider = participantById(store, subject.providerId);
  const version = versionById(store, subject.consumerVersionId);
  const { sha } = contentById(store, contentId);
  const result =
    subject.resultId === undefined
      ? (findMainBranchResult(store, contentId, provider.id) ?? findLatestResult(store, contentId))
      : resultById(store, subject.resultId);
  const verifier =
    required?.version ??
    (result === undefined ? undefined : versionById(store, result.providerVersionId));

  const link = createLinker(base);
  const path = [
    ...["pacts", "provider", provider.name, "consumer", consumer.name],
    ...["pact-version", sha],
  ];
  // Results of what a webhook set off are work in progress, as the official broker has it.
  const metadata = encodeMetadata({ consumerVersionNumber: version.number, wip: true });
  const isVerification = subject.resultId !== undefined;
  return {
    consumerName: consumer.name,
    consumerVersionNumber: version.number,
    consumerVersionBranch: lastBranch(store, version),
    consumerVersionTags: names(tagsOf(store, version)),
    consumerLabels: names(labelsOf(store, consumer)),
    providerName: provider.name,
    providerVersionNumber: verifier?.number ?? "",
    providerVersionBranch: verifier === undefined ? "" : lastBranch(store, verifier),
    providerVersionTags: verifier === undefined ? "" : names(tagsOf(store, verifier)),
    providerVersionDescriptions: required?.descriptions.join(", ") ?? "",
    providerLabels: names(labelsOf(store, provider)),
    pactUrl: link.to([...path, "metadata", metadata]).href,
    verificationResultUrl:
      result === undefined
        ? ""
        : link.to([...path, "verification-results", String(result.number)]).href,
    githubVerificationStatus: status(result, "success", "failure", "pending"),
    bitbucketVerificationStatus: status(result, "SUCCESSFUL", "FAILED", "INPROGRESS"),
    azureDevOpsVerificationStatus: status(result, "succeeded", "failed", "pending"),
    gitlabVerificationStatus: status(result, "success", "failed", "pending"),
    eventName: subject.event,
    buildUrl: (isVerification ? result?.buildUrl : version.buildUrl) ?? "",
    currentlyDeployedProviderVersionNumber: "",
  };
}

/** Each provider version once, with every reason why it should verify. */
export function requiredVersions(
  store: Store,
  list: readonly RequiredVerification[],
): { version: Version; descriptions: string[] }[] {
  return [...Map.groupBy(list, ({ versionId }) => versionId)].map(([id, each]) => ({
    version: versionById(store, id),
    descriptions: [...new Set(each.map(({ description }) => description))],
  }));
}

/** What stands in place of everything where there is no pact yet. */
export function noParameters(parties: {
  consumer?: Participant | undefined;
  provider?: Participant | undefined;
}): TemplateParameters {
  const empty = Object.fromEntries(NAMES.map((name) => [name, ""]));
  return {
    ...empty,
    consumerName: parties.consumer?.name ?? "",
    providerName: parties.provider?.name ?? "",
    githubVerificationStatus: "pending",
    bitbucketVerificationStatus: "INPROGRESS",
    azureDevOpsVerificationStatus: "pending",
    gitlabVerificationStatus: "pending",
    eventName: "test",
  };
}

const NAMES = [
  "consumerVersionNumber",
  "consumerVersionBranch",
  "consumerVersionTags",
  "consumerLabels",
  "providerVersionNumber",
  "providerVersionBranch",
  "providerVersionTags",
  "providerVersionDescriptions",
  "providerLabels",
  "pactUrl",
  "verificationResultUrl",
  "buildUrl",
  "currentlyDeployedProviderVersionNumber",
];

function status(
  result: ResultRow | undefined,
  success: string,
  failure: string,
  none: string,
): string {
  if (result === undefined) return none;
  return result.success === 1 ? success : failure;
}

function lastBranch(store: Store, version: Version): string {
  return branchesOf(store, version).at(-1)?.name ?? "";
}

function names(list: readonly { name: string }[]): string {
  return list.map(({ name }) => name).join(", ");
}
