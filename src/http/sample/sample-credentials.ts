/**
 * Credentials as a request shows them. They are none that anybody honours.
 *
 * OpenAPI 3.1 #security-scheme-object; basic: RFC 7617 §2; bearer: RFC 6750 §2.1.
 */
import type { Contract, Operation, SecurityRequirement } from "../../contract/contract.ts";
import { readFields } from "../exchange.ts";
import { partsOf } from "../request-parts.ts";
import { checkCredentials } from "../security/credentials.ts";
import { pairsText } from "./sample-parameter.ts";

export interface SampleCredentials {
  /** Where each stands; names as the document writes them. */
  placed: readonly { in: "header" | "query" | "cookie"; name: string; text: string }[];
}

const NONE: SampleCredentials = { placed: [] };

/**
 * What the first of the operation's requirements asks for that a request can satisfy: one that
 * shows all of it goes before one that does not, such as a client's certificate. Nothing where
 * nothing is demanded, or no requirement can be met.
 */
export function sampleCredentials(contract: Contract, operation: Operation): SampleCredentials {
  const made = operation.security.map((requirement) => credentialsFor(contract, requirement));
  const findings = made.map((each) => findingsOf(contract, operation, each));
  const shown = made.find((_, index) => findings[index]!.length === 0);
  const accepted = made.find((_, index) =>
    findings[index]!.every(({ severity }) => severity !== "error"),
  );
  return shown ?? accepted ?? NONE;
}

function credentialsFor(
  { securitySchemes }: Contract,
  { schemes }: SecurityRequirement,
): SampleCredentials {
  return { placed: schemes.flatMap(({ name }) => placed(securitySchemes.get(name)) ?? []) };
}

type Scheme = ReturnType<Contract["securitySchemes"]["get"]>;

function placed(scheme: Scheme): SampleCredentials["placed"][number] | undefined {
  switch (scheme?.type) {
    case "apiKey": {
      const { in: where, parameterName } = scheme;
      if (parameterName === undefined) return undefined;
      if (where !== "header" && where !== "query" && where !== "cookie") return undefined;
      return { in: where, name: parameterName, text: "sample-key" };
    }
    case "http":
      return scheme.scheme === undefined ? undefined : authorization(scheme.scheme);
    case "oauth2":
    case "openIdConnect":
      return authorization("bearer");
    default:
      return undefined;
  }
}

function authorization(scheme: string): SampleCredentials["placed"][number] {
  const credentials = scheme === "basic" ? btoa("sample:password") : "sample-token";
  const named = scheme[0]!.toUpperCase() + scheme.slice(1);
  return { in: "header", name: "Authorization", text: `${named} ${credentials}` };
}

// Two schemes may both want the one Authorization header.
function findingsOf(contract: Contract, operation: Operation, { placed }: SampleCredentials) {
  const pairs = (where: "query" | "cookie", separator: "&" | "; ") =>
    pairsText(
      placed
        .filter(({ in: place }) => place === where)
        .map(({ name, text }) => [encodeURIComponent(name), text] as const),
      separator,
    );
  const cookies = pairs("cookie", "; ");
  const headers = placed
    .filter(({ in: place }) => place === "header")
    .map(({ name, text }): [string, string] => [name, text]);
  const request = {
    method: operation.method,
    path: "",
    query: pairs("query", "&"),
    headers: readFields(cookies === "" ? headers : [...headers, ["cookie", cookies]]),
    body: new Uint8Array(),
  };
  return checkCredentials(contract, operation, partsOf(request, new Map()));
}
