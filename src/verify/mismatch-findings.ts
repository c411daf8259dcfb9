/**
 * What the official verifier found, as findings at the pact's interactions.
 */
import type { Contract } from "../contract/contract.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import type { Interaction, Pact } from "../pact/pact.ts";
import { locationOf, rootPlace } from "../source/documents.ts";
import { type MismatchPlace, placeOfMismatch } from "./mismatch-place.ts";
import type { InteractionOutcome, Mismatch, VerifierOutcome } from "./run-verifier.ts";

/** One finding for each mismatch; none where the run did not get that far. */
export function verifierFindings(
  pact: Pact,
  contract: Contract,
  outcome: VerifierOutcome,
): Finding[] {
  return outcome.interactions
    .filter(({ isOk }) => !isOk)
    .flatMap((interaction) => interactionFindings(pact, contract, interaction));
}

function interactionFindings(
  pact: Pact,
  contract: Contract,
  outcome: InteractionOutcome,
): Finding[] {
  const states = outcome.states.join(", ");
  const interaction = pact.interactions.find(
    (candidate) =>
      candidate.description === outcome.description &&
      (candidate.kind === "unread" ||
        candidate.states.map(({ name }) => name).join(", ") === states),
  );
  const mismatches =
    outcome.mismatches.length > 0
      ? outcome.mismatches
      : [{ type: "Mismatch", path: "", message: "the answer is not what the pact expects" }];
  const findings = mismatches.map((mismatch) => {
    const { type, path, message } = mismatch;
    // A header's name is in the message.
    const shown = type === "HeaderMismatch" ? [message] : [path, message];
    return createFinding({
      code: "pact.mismatch",
      message: `${outcome.description}: ${shown.filter((part) => part !== "").join(" ")}`,
      ...placeOf(pact, contract, interaction, mismatch),
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

function placeOf(
  pact: Pact,
  contract: Contract,
  interaction: Interaction | undefined,
  mismatch: Mismatch,
): MismatchPlace {
  if (interaction?.kind === "http") return placeOfMismatch(interaction, mismatch, contract);
  return { at: locationOf(interaction?.place ?? rootPlace(pact.source)) };
}
