/**
 * Whether what a consumer presents is what a provider demands.
 *
 * OpenAPI 3.1 #security-requirement-object: all schemes of one requirement, any one of the
 * requirements. Schemes are the same by what they say, not by what a document calls them.
 */
import type { SecurityRequirement, SecurityScheme } from "../contract/contract.ts";
import { entriesOf, inside, locationOf } from "../source/documents.ts";
import type { ConsumerView, PresentedScheme, ProviderView } from "./consumer-view.ts";
import { addDoubt, addFinding, type EdgeContext, edgeFinding } from "./judging.ts";

export function compareSecurity(
  context: EdgeContext,
  consumer: ConsumerView,
  provider: ProviderView,
): void {
  const { operation } = provider;
  const { declaredAt: at } = consumer;
  for (const place of [...consumer.securityFaults, ...operation.securityFaults]) {
    addDoubt(context, {
      subject: "what `security` demands",
      reason: "cannot be read: it is no security requirement",
      at: locationOf(place),
      identity: ["security", place.pointer],
    });
  }
  const demanded = operation.security;
  if (demanded.length === 0 || consumer.presented === undefined) return;
  const because = locationOf(demanded[0]!.place);
  const asks = demanded.map((each) => renderRequirement(each, false)).join(" or ");
  // The consumer's caller may take any of the consumer's alternatives, so each must do.
  for (const presented of consumer.presented) {
    const fits = demanded.map((requirement) => fitOf(presented, requirement, consumer, provider));
    const best = FITS.find((fit) => fits.includes(fit))!;
    const has = presented.map(({ scheme }) => scheme.name).join(" and ") || "nothing";
    const asking = `${consumer.provider} ${operation.key} demands`;
    if (best === "missing") {
      const message = `${asking} ${asks}; ${consumer.consumer} presents ${has}`;
      const code = "request.security.missing";
      addFinding(
        context,
        edgeFinding(context, { code, message, at, because, identity: [asks, has] }),
      );
      return;
    }
    if (best === "scope") {
      const scoped = demanded.map((each) => renderRequirement(each, true)).join(" or ");
      const held = presented.map(renderPresented).join(" and ");
      const message = `${asking} ${scoped}; ${consumer.consumer} presents ${held}`;
      const code = "request.security.scope";
      const identity = [scoped, held];
      addFinding(context, edgeFinding(context, { code, message, at, because, identity }));
      return;
    }
    if (best === "untold") {
      addDoubt(context, {
        subject: `the token of ${has}`,
        reason: `has scopes that no contract states; ${asking} ${demanded.map((each) => renderRequirement(each, true)).join(" or ")}`,
        at,
        because,
        identity: ["scopes", has],
      });
    }
  }
}

/** How well credentials do, the best first. */
const FITS = ["fits", "untold", "scope", "missing"] as const;
type Fit = (typeof FITS)[number];

function fitOf(
  presented: readonly PresentedScheme[],
  requirement: SecurityRequirement,
  consumer: ConsumerView,
  { contract }: ProviderView,
): Fit {
  const fits = requirement.schemes.map(({ name, scopes }): Fit => {
    const scheme = contract.securitySchemes.get(name);
    // A scheme that the provider does not declare is a fault of its document, found by lint.
    if (scheme === undefined || isAdded(scheme, consumer)) return "fits";
    const same = presented.filter((candidate) => isSameScheme(candidate.scheme, scheme));
    if (same.length === 0) return "missing";
    if (!hasScopes(scheme) || scopes.length === 0) return "fits";
    if (same.some((each) => scopes.every((scope) => each.scopes.includes(scope)))) return "fits";
    return same.every((each) => hasScopes(each.scheme)) ? "scope" : "untold";
  });
  return FITS.findLast((fit) => fits.includes(fit)) ?? "fits";
}

// Of other schemes the list has names of roles: OpenAPI 3.1 #security-requirement-object.
function hasScopes({ type }: SecurityScheme): boolean {
  return type === "oauth2" || type === "openIdConnect";
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

/** Whether two schemes ask for the same credentials, whatever their documents call them. */
export function isSameScheme(a: SecurityScheme, b: SecurityScheme): boolean {
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

function renderRequirement({ schemes }: SecurityRequirement, isScoped: boolean): string {
  const names = schemes.map(({ name, scopes }) => (isScoped ? withScopes(name, scopes) : name));
  return names.join(" and ") || "nothing";
}

function renderPresented({ scheme, scopes }: PresentedScheme): string {
  return withScopes(scheme.name, scopes);
}

function withScopes(name: string, scopes: readonly string[]): string {
  return scopes.length === 0 ? `${name} without scopes` : `${name} (${scopes.join(", ")})`;
}
