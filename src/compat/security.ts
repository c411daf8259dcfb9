/**
 * Whether what a consumer presents is what a provider demands.
 *
 * OpenAPI 3.1 #security-requirement-object: all schemes of one requirement, any one of the
 * requirements. Schemes are the same by what they say, not by what a document calls them.
 */
import type { SecurityRequirement, SecurityScheme } from "../contract/contract.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { locationOf } from "../source/documents.ts";
import type { ConsumerView, ProviderView } from "./consumer-view.ts";

export function compareSecurity(consumer: ConsumerView, provider: ProviderView): Finding[] {
  const { operation, schemes } = provider;
  const demanded = operation.security;
  if (demanded.length === 0) return [];
  // The consumer's caller may take any of the consumer's alternatives, so each must do.
  const failing = consumer.presented.find(
    (presented) =>
      !demanded.some((requirement) => satisfies(presented, requirement, schemes, consumer)),
  );
  if (failing === undefined) return [];
  const asks = demanded.map(renderRequirement).join(" or ");
  const has = failing.length === 0 ? "nothing" : failing.map(({ name }) => name).join(" and ");
  return [
    createFinding({
      code: "request.security.missing",
      message: `${consumer.provider} ${operation.key} demands ${asks}; ${consumer.consumer} presents ${has}`,
      at: consumer.declaredAt,
      because: locationOf(demanded[0]!.place),
      service: consumer.consumer,
      operation: consumer.operation,
      identity: [consumer.provider, operation.key],
    }),
  ];
}

function satisfies(
  presented: readonly SecurityScheme[],
  requirement: SecurityRequirement,
  schemes: ReadonlyMap<string, SecurityScheme>,
  consumer: ConsumerView,
): boolean {
  return requirement.schemes.every(({ name }) => {
    const scheme = schemes.get(name);
    // A scheme that the provider does not declare is a fault of its document, found by lint.
    if (scheme === undefined) return true;
    return isAdded(scheme, consumer) || presented.some((candidate) => isSame(candidate, scheme));
  });
}

function isAdded(scheme: SecurityScheme, consumer: ConsumerView): boolean {
  const header =
    scheme.type === "apiKey" && scheme.in === "header" ? scheme.parameterName : "authorization";
  if (scheme.type === "apiKey" && scheme.in !== "header") return false;
  return header !== undefined && consumer.addedHeaders.has(header.toLowerCase());
}

function isSame(a: SecurityScheme, b: SecurityScheme): boolean {
  if (a.type !== b.type) return false;
  switch (a.type) {
    case "apiKey":
      return a.in === b.in && a.parameterName?.toLowerCase() === b.parameterName?.toLowerCase();
    case "http":
      return a.scheme === b.scheme;
    default:
      return a.name === b.name;
  }
}

function renderRequirement(requirement: SecurityRequirement): string {
  return requirement.schemes.map(({ name }) => name).join(" and ") || "nothing";
}
