/**
 * Whether what a consumer presents is what a provider demands.
 *
 * OpenAPI 3.1 #security-requirement-object: all schemes of one requirement, any one of the
 * requirements. Schemes are the same by what they say, not by what a document calls them.
 */
import type { SecurityRequirement, SecurityScheme } from "../contract/contract.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { entriesOf, inside, locationOf } from "../source/documents.ts";
import type { ConsumerView, ProviderView } from "./consumer-view.ts";

export function compareSecurity(consumer: ConsumerView, provider: ProviderView): Finding[] {
  const { operation } = provider;
  const schemes = provider.contract.securitySchemes;
  const demanded = operation.security;
  if (demanded.length === 0 || consumer.presented === undefined) return [];
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
      identity: [consumer.edge, consumer.provider, operation.key, asks, has],
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
  if (scheme.type === "apiKey" && scheme.in === "query") {
    const { parameterName } = scheme;
    return consumer.parameters.some(
      ({ in: where, name }) => where === "query" && name === parameterName,
    );
  }
  const header = headerOf(scheme);
  return header !== undefined && consumer.addedHeaders.has(header.toLowerCase());
}

/** The header that carries a scheme's credentials; undefined where no header does. */
function headerOf(scheme: SecurityScheme): string | undefined {
  switch (scheme.type) {
    case "apiKey":
      return scheme.in === "header" ? scheme.parameterName : undefined;
    case "http":
    case "oauth2":
    case "openIdConnect":
      return "Authorization";
    default:
      return undefined;
  }
}

function isSame(a: SecurityScheme, b: SecurityScheme): boolean {
  // However a document declares it, a token is presented in the same header field.
  if (isBearer(a) && isBearer(b) && a.type !== b.type) return true;
  if (a.type !== b.type) return false;
  switch (a.type) {
    case "apiKey":
      return a.in === b.in && keyName(a) === keyName(b);
    case "http":
      return a.scheme === b.scheme;
    case "oauth2":
    case "openIdConnect":
      return isSameIssuer(a, b);
    default:
      return a.name === b.name;
  }
}

// RFC 9110 §5.1: field names ignore case; names in a query or cookie do not.
function keyName({ in: where, parameterName }: SecurityScheme): string | undefined {
  return where === "header" ? parameterName?.toLowerCase() : parameterName;
}

// RFC 6750 §2.1.
function isBearer({ type, scheme }: SecurityScheme): boolean {
  return type === "oauth2" || type === "openIdConnect" || (type === "http" && scheme === "bearer");
}

// One authorization server is one scheme, whatever a document calls it.
function isSameIssuer(a: SecurityScheme, b: SecurityScheme): boolean {
  const urls = issuerUrls(a);
  if (urls.length === 0) return a.name === b.name;
  return issuerUrls(b).some((url) => urls.includes(url));
}

function issuerUrls({ place }: SecurityScheme): unknown[] {
  const flows = entriesOf(inside(place, "flows")).map(([, flow]) => flow);
  return [
    inside(place, "openIdConnectUrl")?.value,
    ...flows.flatMap((flow) => [
      inside(flow, "tokenUrl")?.value,
      inside(flow, "authorizationUrl")?.value,
    ]),
  ].filter((url) => url !== undefined);
}

function renderRequirement(requirement: SecurityRequirement): string {
  return requirement.schemes.map(({ name }) => name).join(" and ") || "nothing";
}
