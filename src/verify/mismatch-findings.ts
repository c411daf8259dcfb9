/**
 * What the official verifier found, as findings at the pact's interactions.
 */
import { createFinding, type Finding } from "../findings/finding.ts";
import type { ProviderContracts } from "../pact/compare.ts";
import { isContentTypeKey } from "../pact/message-headers.ts";
import type { Interaction, Pact } from "../pact/pact.ts";
import { locationOf, rootPlace } from "../source/documents.ts";
import { placeOfMessageMismatch } from "./message-place.ts";
import { type MismatchPlace, placeOfMismatch } from "./mismatch-place.ts";
import type { InteractionOutcome, Mismatch, VerifierOutcome } from "./run-verifier.ts";

/**
 * One finding for each mismatch; none where the run did not get that far.
 *
 * @param isTold whether it is told already why an interaction failed
 */
export function verifierFindings(
  pact: Pact,
  contracts: ProviderContracts,
  outcome: VerifierOutcome,
  isTold: (interaction: Interaction) => boolean = () => false,
): Finding[] {
  return outcome.interactions.flatMap((result, index) => {
    if (result.isOk) return [];
    const interaction = interactionOf(pact, result, index);
    if (interaction !== undefined && isTold(interaction)) return [];
    return interactionFindings(pact, contracts, interaction, result);
  });
}

// The verifier tells them in file order; several may be told in the same words.
function interactionOf(
  { interactions }: Pact,
  { description, states }: InteractionOutcome,
  index: number,
): Interaction | undefined {
  const isMeant = (candidate: Interaction | undefined): boolean =>
    candidate?.description === description &&
    (candidate.kind === "unread" ||
      candidate.states.map(({ name }) => name).join(", ") === states.join(", "));
  return isMeant(interactions[index]) ? interactions[index] : interactions.find(isMeant);
}

function interactionFindings(
  pact: Pact,
  contracts: ProviderContracts,
  interaction: Interaction | undefined,
  outcome: InteractionOutcome,
): Finding[] {
  const states = outcome.states.join(", ");
  const mismatches =
    outcome.mismatches.length > 0
      ? outcome.mismatches.filter(isToldOnce)
      : [{ type: "Mismatch", path: "", message: "the answer is not what the pact expects" }];
  const findings = mismatches.map((mismatch) => {
    const { type, path, message } = mismatch;
    // A header's name, and that of metadata, is in the message.
    const isNamed = type === "HeaderMismatch" || type === "MetadataMismatch";
    const shown = isNamed ? [message] : [path, message];
    return createFinding({
      code: "pact.mismatch",
      message: `${outcome.description}: ${shown.filter((part) => part !== "").join(" ")}`,
      ...placeOf(pact, contracts, interaction, mismatch),
      service: pact.provider,
      identity: [pact.consumer, outcome.description, states, type, path],
    });
  });
  // The verifier has no order of its own that holds from run to run.
  return findings.sort(
    (a, b) =>
      a.at.line - b.at.line || a.at.column - b.at.column || (a.message < b.message ? -1 : 1),
  );
}

// The verifier tells a message's media type of its contents, and of its metadata once more.
function isToldOnce({ type, path }: Mismatch, _: number, all: readonly Mismatch[]): boolean {
  const isRepeated = type === "MetadataMismatch" && isContentTypeKey(path);
  return !isRepeated || all.every((other) => other.type !== "BodyTypeMismatch");
}

function placeOf(
  pact: Pact,
  { http, messages }: ProviderContracts,
  interaction: Interaction | undefined,
  mismatch: Mismatch,
): MismatchPlace {
  if (interaction?.kind === "http") return placeOfMismatch(interaction, mismatch, http);
  if (interaction?.kind === "async" || interaction?.kind === "sync") {
    return placeOfMessageMismatch(interaction, pact.provider, mismatch, messages);
  }
  return { at: locationOf(interaction?.place ?? rootPlace(pact.source)) };
}
