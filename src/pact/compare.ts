/**
 * Whether a consumer's pact and a provider's contract agree, without running anything.
 *
 * DESIGN, decisions 3 and 4: a pact is an expectation in a provider state, and its matching rules
 * are sets of values, which are compared with the contract's schemas.
 */
import type { Contract } from "../contract/contract.ts";
import { routerOf } from "../contract/router.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { chooseOperation } from "../http/choose-operation.ts";
import type { HttpRequest } from "../http/exchange.ts";
import { inside, locationOf, rootPlace } from "../source/documents.ts";
import { type Agreement, createAgreement } from "./alike.ts";
import { compareMessages } from "./compare-messages.ts";
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
import type { JudgedPact, PactEvidence } from "./confirm-witnesses.ts";
import { createSetComparison } from "./matcher-set/set-comparison.ts";
import type { HttpInteraction, Interaction, Pact } from "./pact.ts";
import type { PactReading } from "./read.ts";
import { bodyBytes, sentRequest } from "./sent-request.ts";

export { comparisonOf, isUndecided, type PactComparison } from "./comparison.ts";

/** What a provider declares: what it answers in one document, what it sends in another. */
export interface ProviderContracts {
  /** OpenAPI. */
  http: Contract | undefined;
  /** AsyncAPI. */
  messages: Contract | undefined;
}

export interface CompareOptions {
  /** Expectations that hold in one provider state and not in another are errors. */
  strict?: boolean;
}

/** What `judgePact` finds and what it comes to, its witnesses as our own validator sees them. */
export function comparePact(
  pact: Pact,
  contract: Contract,
  options: CompareOptions = {},
): PactComparison {
  return comparisonOf(judgePact(pact, contract).findings, options);
}

/** The same of a file, which may be no pact at all. */
export function comparePactReading(
  reading: PactReading,
  contract: Contract,
  options: CompareOptions = {},
): PactComparison {
  return comparisonOf(judgePactReading(reading, contract).findings, options);
}

/**
 * Findings in file order; interactions that were not read, or not compared, are `unknown`.
 *
 * @param contract one document for all interactions, or one for each kind of them
 */
export function judgePact(pact: Pact, contract: Contract | ProviderContracts): JudgedPact {
  const evidence: PactEvidence[] = [];
  const findings = findingsOf(pact, contract, evidence);
  const told = new Set(findings);
  // Of alternatives one is told.
  return { findings, evidence: evidence.filter(({ finding }) => told.has(finding)) };
}

/** The same with the faults of reading before it; the file may be no pact at all. */
export function judgePactReading({ pact, faults }: PactReading, contract: Contract): JudgedPact {
  // Why an interaction was not read is among the faults already.
  const readOnes = pact?.interactions.filter(({ kind }) => kind !== "unread") ?? [];
  const isReadInPart = readOnes.length > 0 || pact?.interactions.length === 0;
  if (!pact || !isReadInPart) return { findings: faults, evidence: [] };
  const { findings, evidence } = judgePact({ ...pact, interactions: readOnes }, contract);
  return { findings: [...faults, ...findings], evidence };
}

function findingsOf(
  pact: Pact,
  declared: Contract | ProviderContracts,
  evidence: PactEvidence[],
): Finding[] {
  if (pact.interactions.length === 0) return [emptyFinding(pact)];
  const shared = { pact, operation: undefined, sets: createSetComparison(), evidence };
  const agreement = createAgreement();
  let unread = 0;
  const notCompared = (interaction: Interaction, why: string): Finding[] => {
    unread += 1;
    return unread > MAX_UNREAD ? [] : [unreadFinding(pact, interaction, why)];
  };
  const findings = pact.interactions.flatMap((interaction) => {
    if (interaction.kind === "unread") return notCompared(interaction, "was not read");
    const isHttp = interaction.kind === "http";
    const contract = "format" in declared ? declared : isHttp ? declared.http : declared.messages;
    if (contract === undefined) {
      const why = isHttp
        ? "is HTTP, and there is no OpenAPI contract of its provider"
        : "is a message, and there is no AsyncAPI document of events";
      return notCompared(interaction, why);
    }
    const ofMessages = contract.format === "asyncapi";
    if (!isHttp) {
      return ofMessages
        ? compareMessages({ ...shared, contract, interaction })
        : notCompared(interaction, "is a message; the contract has none");
    }
    return ofMessages
      ? notCompared(interaction, "is HTTP; the contract is of messages")
      : compareHttp(
          { ...shared, contract, interaction: withRulesOf(pact, interaction) },
          agreement,
        );
  });
  return unread > MAX_UNREAD ? [...findings, restFinding(pact, unread - MAX_UNREAD)] : findings;
}

/** Interactions that are named; of more, only how many there are is said. */
const MAX_UNREAD = 5000;

function restFinding(pact: Pact, count: number): Finding {
  const were = count === 1 ? "1 more interaction was" : `${count} more interactions were`;
  return createFinding({
    code: "pact.interaction-unread",
    message: `${were} not compared; the rest is not listed`,
    at: locationOf(rootPlace(pact.source)),
    service: pact.consumer,
    identity: [pact.consumer, pact.provider, "rest"],
  });
}

// Pact V1 has no matching rules: what a file of it says there is nothing to anyone.
function withRulesOf({ specification }: Pact, interaction: HttpInteraction): HttpInteraction {
  if (specification !== "1") return interaction;
  const { request, response } = interaction;
  const matchingRules = new Map();
  return {
    ...interaction,
    request: { ...request, matchingRules },
    response: { ...response, matchingRules },
  };
}

function compareHttp(context: InteractionContext, agreement: Agreement): Finding[] {
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
      // A request is made whole where it decides between several.
      const { operation, pathValues } =
        match.others.length === 0
          ? match
          : chooseOperation(contract, match, wholeRequest(interaction));
      const { request, response } = interaction;
      const isAgreed = {
        request: agreement.has(request, operation, response.status),
        response: agreement.has(response, operation),
      };
      if (isAgreed.request && isAgreed.response) return [];
      const found = { ...context, operation };
      const ofRequest = isAgreed.request ? [] : compareRequest(found, pathValues);
      const ofResponse = isAgreed.response ? [] : compareResponse(found);
      if (ofRequest.length === 0) agreement.add(request, operation, response.status);
      if (ofResponse.length === 0) agreement.add(response, operation);
      return [...ofRequest, ...ofResponse];
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

function unreadFinding(pact: Pact, interaction: Interaction, why: string): Finding {
  return createFinding({
    code: "pact.interaction-unread",
    message: `the interaction "${interaction.description}" ${why}: it was not compared`,
    at: locationOf(interaction.place),
    service: pact.consumer,
    identity: [...interactionIdentity(pact, interaction), interaction.kind],
  });
}
