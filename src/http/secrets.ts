/**
 * What of an exchange lets someone in, and so is never shown or written down.
 *
 * DESIGN: safe by default, tokens never reach a log, a report or a pact. RFC 9110 §11.6, §11.7;
 * RFC 6265; RFC 6750 §2; OpenAPI 3.1 #security-scheme-object.
 */
import type { Contract } from "../contract/contract.ts";

export interface Secrets {
  /** @param name of a header field, in lower case */
  isSecretField(name: string): boolean;
  /** @param name of a query parameter */
  isSecretParameter(name: string): boolean;
}

/** Fields that are credentials, whatever a contract says. */
const SECRET_FIELDS = ["authorization", "proxy-authorization", "cookie", "set-cookie"];

/** RFC 6750 §2.3. */
const SECRET_PARAMETERS = ["access_token"];

/** Names that people give to what is secret: members of bodies, fields and parameters. */
const SECRET_NAME =
  /pass(word|wd|code|phrase)|secret|credential|token|api[-_]?key|private[-_]?key|authorization|^(pin|cvv|cvc|otp|pwd)$/i;

/** Whether a member of a body, a field or a parameter of this name is secret in any contract. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** What the contract's API keys are called, beside what is secret everywhere. */
export function secretsOf({ securitySchemes }: Contract): Secrets {
  const keys = [...securitySchemes.values()].filter(({ type }) => type === "apiKey");
  const named = (where: string) =>
    keys.flatMap((key) => (key.in === where ? (key.parameterName ?? []) : []));
  const fields = new Set([...SECRET_FIELDS, ...named("header").map((name) => name.toLowerCase())]);
  const parameters = new Set([...SECRET_PARAMETERS, ...named("query")]);
  return {
    isSecretField: (name) => fields.has(name) || isSecretName(name),
    isSecretParameter: (name) => parameters.has(name) || isSecretName(name),
  };
}
