/**
 * Whether a provider that keeps its contract may give the answer that an interaction expects.
 *
 * OpenAPI 3.1 #responses-object, #response-object; Pact V4 #matching-rules (`statusCode`).
 */
import type { Response } from "../contract/contract.ts";
import { findResponse } from "../contract/response.ts";
import type { Finding } from "../findings/finding.ts";
import { inside, locationOf } from "../source/documents.ts";
import { compareResponseBody } from "./compare-response-body.ts";
import { compareResponseHeaders } from "./compare-response-headers.ts";
import { locationInside, type MatchedContext, pactFinding } from "./comparison.ts";
import { nameOfRules } from "./expected-rules.ts";
import { matchValue } from "./match/match-value.ts";
import { combined, isUndecided } from "./match/mismatch.ts";
import type { PactResponse } from "./pact.ts";

/** Findings in the order status, headers, body. */
export function compareResponse(context: MatchedContext): Finding[] {
  const { interaction, operation } = context;
  const declared = expectedResponse(interaction.response, operation.responses);
  if (declared === undefined) return [undeclaredStatus(context)];
  return [...compareResponseHeaders(context, declared), ...compareResponseBody(context, declared)];
}

// With a rule every status that it accepts will do; the one that is shown is meant most likely.
function expectedResponse(
  { status, matchingRules }: PactResponse,
  responses: readonly Response[],
): Response | undefined {
  const list = matchingRules.get("status")?.get("");
  const shown = findResponse(responses, String(status));
  if (list === undefined || list.matchers.length === 0) return shown;
  const accepts = (actual: number): boolean => {
    const mismatches = combined(list, (rule) => {
      const found = matchValue(rule, status, actual);
      return found === undefined ? [] : [{ part: "status", path: "", ...found }];
    });
    return mismatches.length === 0 || isUndecided(mismatches);
  };
  if (shown !== undefined && accepts(status)) return shown;
  return responses.find((response) => statusesOf(response).some(accepts));
}

function statusesOf({ status }: Response): number[] {
  if (/^\d{3}$/.test(status)) return [Number(status)];
  const classes = /^[1-5]XX$/.test(status) ? [Number(status[0])] : [1, 2, 3, 4, 5];
  return classes.flatMap((each) => Array.from({ length: 100 }, (_, rest) => each * 100 + rest));
}

function undeclaredStatus(context: MatchedContext): Finding {
  const { interaction, operation } = context;
  const { status, place, matchingRules } = interaction.response;
  const statuses = operation.responses.map((response) => response.status).join(", ") || "none";
  const list = matchingRules.get("status")?.get("");
  const ruled =
    list === undefined || list.matchers.length === 0
      ? ""
      : `, or one that the rule ${nameOfRules(list)} accepts`;
  return pactFinding(context, {
    code: "response.status.undeclared",
    message: `the interaction expects the status ${status}${ruled}; the contract declares ${statuses}`,
    at: locationInside(place, "status"),
    because: locationOf(inside(operation.place, "responses") ?? operation.place),
    identity: [String(status), "status"],
  });
}
