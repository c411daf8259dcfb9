/**
 * Whether a consumer's pact and a provider's contract agree, without running anything.
 *
 * DESIGN: a pact is an expectation in a provider state. Compared are examples and the fields they
 * use; what matching rules allow beyond the examples is not.
 */
import type { Contract } from "../contract/contract.ts";
import { routerOf } from "../contract/router.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { chooseOperation } from "../http/choose-operation.ts";
import type { HttpRequest } from "../http/exchange.ts";
import { inside, locationOf, rootPlace } from "../source/documents.ts";
import { compareRequest } from "./compare-request.ts";
import { compareResponse } from "./compare-response.ts";
import {
  comparisonOf,
  type InteractionContext,
  interactionIdentity,
  locationInside,
  type PactComparison,
  pactFinding,
} from "./comparison.ts";
import type { HttpInteraction, Interaction, Pact } from "./pact.ts";
import type { PactReading } from "./read.ts";
import { bodyBytes, sentRequest } from "./sent-request.ts";

export { isUndecided, type PactComparison } from "./comparison.ts";

export interface CompareOptions {
  /** Expectations that hold in one provider state and not in another are errors. */
  strict?: boolean;
}

/** Findings in file order; messages and interactions that were not read are `unknown`. */
export function comparePact(
  pact: Pact,
  contract: Contract,
  options: CompareOptions = {},
): PactComparison {
  return comparisonOf(findingsOf(pact, contract), options);
}

/** The same with the faults of reading before it; the file may be no pact at all. */
export function comparePactReading(
  { pact, faults }: PactReading,
  contract: Contract,
  options: CompareOptions = {},
): PactComparison {
  // Why an interaction was not read is among the faults already.
  const readOnes = pact?.interactions.filter(({ kind }) => kind !== "unread") ?? [];
  const isReadInPart = readOnes.length > 0 || pact?.interactions.length === 0;
  const findings =
    pact && isReadInPart ? findingsOf({ ...pact, interactions: readOnes }, contract) : [];
  return comparisonOf([...faults, ...findings], options);
}

function findingsOf(pact: Pact, contract: Contract): Finding[] {
  if (pact.interactions.length === 0) return [emptyFinding(pact)];
  return pact.interactions.flatMap((interaction) =>
    interaction.kind === "http"
      ? compareHttp({ pact, contract, interaction, operation: undefined })
      : [unreadFinding(pact, interaction)],
  );
}

function compareHttp(context: InteractionContext): Finding[] {
  const { contract, interaction } = context;
  const { method, path } = interaction.request;
  const match = routerOf(contract).match(method, path);
  switch (match.kind) {
    case "none":
      return [unknownPath(context, interaction)];
    case "method":
      return [
        pactFinding(context, {
          code: "request.method.undeclared",
          message: `the interaction calls ${method} ${path}; the contract declares ${match.allowed.join(", ")} there`,
          at: locationInside(interaction.request.place, "method"),
          because: locationOf(match.operations[0]!.pathPlace),
          identity: [`${method} ${path}`, "method"],
        }),
      ];
    case "operation": {
      const { operation, pathValues } = chooseOperation(contract, match, wholeRequest(interaction));
      const found = { ...context, operation };
      return [...compareRequest(found, pathValues), ...compareResponse(found)];
    }
  }
}

// Several operations may have one path, told apart by their bodies too.
function wholeRequest({ request }: HttpInteraction): HttpRequest {
  const { body } = request;
  const bytes = body.state === "present" ? bodyBytes(body) : undefined;
  return { ...sentRequest(request), ...(bytes !== undefined && { body: bytes }) };
}

function unknownPath(context: InteractionContext, { request }: HttpInteraction): Finding {
  const { contract } = context;
  return pactFinding(context, {
    code: "request.path.unknown",
    message: `the interaction calls ${request.method} ${request.path}; no path of the contract matches`,
    at: locationInside(request.place, "path"),
    because: locationOf(inside(contract.root, "paths") ?? contract.root),
    identity: [`${request.method} ${request.path}`, "path"],
  });
}

function emptyFinding(pact: Pact): Finding {
  return createFinding({
    code: "pact.empty",
    message: `the pact of ${pact.consumer} with ${pact.provider} has no interactions`,
    at: locationOf(rootPlace(pact.source)),
    service: pact.consumer,
    identity: [pact.consumer, pact.provider],
  });
}

function unreadFinding(pact: Pact, interaction: Interaction): Finding {
  const kind = interaction.kind === "unread" ? "was not read" : "is a message";
  return createFinding({
    code: "pact.interaction-unread",
    message: `the interaction "${interaction.description}" ${kind} and is not compared`,
    at: locationOf(interaction.place),
    service: pact.consumer,
    identity: [...interactionIdentity(pact, interaction), interaction.kind],
  });
}
