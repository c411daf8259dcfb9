/**
 * Statuses that a provider answers and a consumer, passing them on, does not declare.
 *
 * OpenAPI 3.1 #responses-object: an exact status, a range, or `default`.
 */
import type { Operation, Response } from "../contract/contract.ts";
import { findResponse } from "../contract/response.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { locationOf } from "../source/documents.ts";
import type { ConsumerView } from "./consumer-view.ts";

export function compareStatuses(consumer: ConsumerView, provider: Operation): Finding[] {
  const { passesOn } = consumer;
  if (passesOn === undefined) return [];
  return provider.responses
    .filter((response) => findResponse(passesOn, response.status) === undefined)
    .map((response) => undeclared(consumer, provider, passesOn, response));
}

function undeclared(
  consumer: ConsumerView,
  provider: Operation,
  passesOn: readonly Response[],
  response: Response,
): Finding {
  const declared = passesOn.map(({ status }) => status).join(", ") || "none";
  return createFinding({
    code: "response.status.undeclared",
    message: `${consumer.provider} ${provider.key} answers ${response.status}; ${consumer.consumer} passes it on and declares ${declared}`,
    at: consumer.declaredAt,
    because: locationOf(response.place),
    service: consumer.consumer,
    operation: consumer.operation,
    identity: [consumer.edge, consumer.provider, provider.key, response.status],
  });
}
