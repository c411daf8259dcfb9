/**
 * What the official verifier found, as findings at the pact's interactions.
 */
import { createFinding, type Finding } from "../findings/finding.ts";
import type { Pact } from "../pact/pact.ts";
import { locationOf, rootPlace } from "../source/documents.ts";
import type { InteractionOutcome, VerifierOutcome } from "./run-verifier.ts";

/** One finding for each mismatch; one for the whole pact where the run did not get that far. */
export function verifierFindings(pact: Pact, outcome: VerifierOutcome): Finding[] {
  if (outcome.failure !== undefined) {
    return [
      createFinding({
        code: "provider.unreachable",
        message: `the pact of ${pact.consumer} with ${pact.provider} was not verified: ${outcome.failure}`,
        at: locationOf(rootPlace(pact.source)),
        service: pact.provider,
        identity: [pact.consumer],
      }),
    ];
  }
  return outcome.interactions
    .filter(({ isOk }) => !isOk)
    .flatMap((interaction) => interactionFindings(pact, interaction));
}

function interactionFindings(pact: Pact, outcome: InteractionOutcome): Finding[] {
  const states = outcome.states.join(", ");
  const interaction = pact.interactions.find(
    (candidate) =>
      candidate.description === outcome.description &&
      (candidate.kind === "unread" ||
        candidate.states.map(({ name }) => name).join(", ") === states),
  );
  const at = locationOf(interaction?.place ?? rootPlace(pact.source));
  const mismatches =
    outcome.mismatches.length > 0
      ? outcome.mismatches
      : [{ type: "Mismatch", path: "", message: "the answer is not what the pact expects" }];
  return mismatches.map(({ type, path, message }) =>
    createFinding({
      code: "pact.mismatch",
      message: `${outcome.description}: ${[path, message].filter((part) => part !== "").join(" ")}`,
      at,
      service: pact.provider,
      identity: [pact.consumer, outcome.description, states, type, path],
    }),
  );
}
