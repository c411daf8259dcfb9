/**
 * Whether a request carries the credentials that an operation demands.
 *
 * OpenAPI 3.1 #security-requirement-object: every scheme of one requirement, any one requirement.
 * Credentials are looked for, not verified: that is the provider's work.
 */
import type { Contract, Operation, SecurityScheme } from "../contract/contract.ts";
import type { Finding } from "../findings/finding.ts";
import { locationOf } from "../source/documents.ts";
import { fieldValue, type HttpRequest } from "./exchange.ts";
import { readCookies } from "./parameter-value.ts";
import { type ExchangeContext, exchangeFinding, exchangeLocation } from "./report.ts";
import { queryDecodeOrKeep, rawPairs } from "./wire.ts";

export function checkCredentials(
  contract: Contract,
  operation: Operation,
  request: HttpRequest,
): Finding[] {
  const { security } = operation;
  const lacking = security.map(({ schemes }) =>
    schemes.filter(({ name }) => !isPresent(contract.securitySchemes.get(name), request)),
  );
  if (security.length === 0 || lacking.some((schemes) => schemes.length === 0)) return [];
  const wanted = security.map(({ schemes }) =>
    schemes.map(({ name }) => describe(name, contract.securitySchemes.get(name))).join(" and "),
  );
  const context: ExchangeContext = { contract, operation, side: "request" };
  return [
    exchangeFinding(context, {
      code: "request.security.missing",
      message: `the request carries no credentials for ${wanted.join(" or ")}`,
      at: exchangeLocation("request", "/headers"),
      because: locationOf(security[0]!.place),
      identity: [],
    }),
  ];
}

function isPresent(scheme: SecurityScheme | undefined, request: HttpRequest): boolean {
  // A scheme that the document does not declare cannot be looked for; lint finds it.
  if (scheme === undefined) return true;
  switch (scheme.type) {
    case "apiKey":
      return hasKey(scheme, request);
    case "http":
      return authorization(request).startsWith(`${scheme.scheme} `);
    case "oauth2":
    case "openIdConnect":
      return authorization(request).startsWith("bearer ");
    default:
      // mutualTLS is settled before HTTP begins.
      return true;
  }
}

function hasKey({ parameterName = "", in: where }: SecurityScheme, request: HttpRequest): boolean {
  switch (where) {
    case "header":
      return request.headers.has(parameterName.toLowerCase());
    case "query":
      return rawPairs(request.query).some(([name]) => queryDecodeOrKeep(name) === parameterName);
    case "cookie":
      return readCookies(request.headers).has(parameterName);
    default:
      return false;
  }
}

// RFC 9110 §11.1: the name of the authentication scheme ignores case.
function authorization(request: HttpRequest): string {
  return fieldValue(request.headers, "authorization")?.trimStart().toLowerCase() ?? "";
}

function describe(name: string, scheme: SecurityScheme | undefined): string {
  switch (scheme?.type) {
    case "apiKey":
      return `${name} (${scheme.in} ${scheme.parameterName})`;
    case "http":
      return `${name} (Authorization: ${scheme.scheme})`;
    case "oauth2":
    case "openIdConnect":
      return `${name} (Authorization: Bearer)`;
    default:
      return name;
  }
}
