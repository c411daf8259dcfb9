/**
 * One security scheme of one requirement, ready to be looked for in requests.
 *
 * OpenAPI 3.1 #security-scheme-object.
 */
import type { SecurityScheme } from "../../contract/contract.ts";
import { appendPointer } from "../../source/pointer.ts";
import { cookiesOf, fieldText, queryOf, type RequestParts } from "../request-parts.ts";
import { credentialsFault, credentialsOf, schemeOf, scopesOf } from "./token.ts";

export interface SchemeCheck {
  /** As messages name it, with where it goes: `key (header X-API-Key)`. */
  description: string;
  /** Where in a request it is due. */
  pointer: string;
  scopes: readonly string[];
  /** The document's name for the scheme. */
  name: string;
  find(parts: RequestParts): SchemeFault | undefined;
}

export type SchemeFault =
  | { kind: "missing" /** Where something else stands. */; seen?: string }
  /** @param reason to be read after `the credentials for …` */
  | { kind: "invalid"; reason: string }
  | { kind: "scope"; has: readonly string[] };

const MISSING: SchemeFault = { kind: "missing" };

/** @returns undefined where a request does not show whether the scheme is satisfied */
export function schemeCheck(
  name: string,
  scopes: readonly string[],
  scheme: SecurityScheme | undefined,
): SchemeCheck | undefined {
  switch (scheme?.type) {
    case "apiKey":
      return keyCheck(name, scheme);
    case "http":
      return scheme.scheme === undefined ? undefined : authorizationCheck(name, [], scheme.scheme);
    case "oauth2":
    case "openIdConnect":
      return authorizationCheck(name, scopes, "bearer");
    default:
      return undefined;
  }
}

function authorizationCheck(name: string, scopes: readonly string[], scheme: string): SchemeCheck {
  return {
    description: `${name} (Authorization: ${capitalised(scheme)})`,
    pointer: "/headers/authorization",
    scopes,
    name,
    find({ request }) {
      const authorization = fieldText(request.headers, "authorization");
      if (authorization === undefined) return MISSING;
      const credentials = credentialsOf(authorization, scheme);
      if (credentials === undefined) {
        return { kind: "missing", seen: `Authorization: ${capitalised(schemeOf(authorization))}` };
      }
      const reason = credentialsFault(scheme, credentials);
      if (reason !== undefined) return { kind: "invalid", reason };
      const has = scopes.length === 0 ? undefined : scopesOf(credentials);
      if (has === undefined || scopes.every((scope) => has.includes(scope))) return undefined;
      return { kind: "scope", has };
    },
  };
}

const LONGEST_SCHEME = 20;

// What is no scheme's name may be a secret that was sent bare.
function capitalised(scheme: string): string {
  if (scheme.length > LONGEST_SCHEME || !/^[A-Za-z][\w-]*$/.test(scheme)) return "…";
  return scheme[0]!.toUpperCase() + scheme.slice(1);
}

function keyCheck(
  name: string,
  { parameterName, in: where }: SecurityScheme,
): SchemeCheck | undefined {
  if (parameterName === undefined) return undefined;
  const key = where === "header" ? parameterName.toLowerCase() : parameterName;
  const check = (place: string, textOf: (parts: RequestParts) => string | undefined) => ({
    description: `${name} (${where} ${parameterName})`,
    pointer: appendPointer("", place, key),
    scopes: [],
    name,
    find: (parts: RequestParts) => keyFault(textOf(parts)),
  });
  switch (where) {
    case "header":
      return check("headers", ({ request }) => fieldText(request.headers, key));
    case "query":
      return check("query", (parts) => {
        const { names, texts } = queryOf(parts);
        return texts[names.indexOf(key)];
      });
    case "cookie":
      return check("cookies", (parts) => {
        const { names, texts } = cookiesOf(parts);
        return texts[names.indexOf(key)];
      });
    default:
      return undefined;
  }
}

function keyFault(text: string | undefined): SchemeFault | undefined {
  if (text === undefined) return MISSING;
  return text.trim() === "" ? { kind: "invalid", reason: "are empty" } : undefined;
}
