/**
 * Exchanges as they may be shown: without what lets someone in.
 *
 * DESIGN: safe by default, tokens never reach a log. RFC 9110 §11.6, §11.7; RFC 6265; RFC 6750 §2;
 * OpenAPI 3.1 #security-scheme-object.
 */
import type { Contract } from "../contract/contract.ts";
import { essence, isJson } from "../contract/media-type.ts";
import type { Finding } from "../findings/finding.ts";
import { type Fields, fieldValue, type HttpRequest } from "../http/exchange.ts";
import { isSecretName, secretsOf } from "../http/secrets.ts";
import { queryDecodeOrKeep } from "../http/wire.ts";
import { parsePointer } from "../source/pointer.ts";
import { cutText } from "./journal.ts";
import { FINDINGS_FIELD } from "./refusal.ts";

export interface Redactor {
  /** By name in lower case. */
  fields(fields: Fields): Record<string, string[]>;
  /** As it was sent, but for the values of what is secret. */
  query(query: string): string;
  /** A JSON or form body as text; undefined for all others, for none, and where it cannot be read. */
  body(request: HttpRequest): string | undefined;
  /** Without the values in its message where its place is that of a secret. */
  finding(finding: Finding): Finding;
}

/** What stands in the place of a secret. */
export const REDACTED = "[redacted]";

const redactors = new WeakMap<Contract, Redactor>();

/** The same for one contract. */
export function redactorOf(contract: Contract): Redactor {
  let redactor = redactors.get(contract);
  if (redactor === undefined) {
    redactor = createRedactor(contract);
    redactors.set(contract, redactor);
  }
  return redactor;
}

function createRedactor(contract: Contract): Redactor {
  const { isSecretField, isSecretParameter } = secretsOf(contract);
  return {
    fields: (fields) =>
      Object.fromEntries(
        // The findings stand beside it, redacted themselves.
        [...fields]
          .filter(([name]) => name !== FINDINGS_FIELD)
          .map(([name, values]) => [
            name,
            isSecretField(name) ? values.map(() => REDACTED) : values.map(cutText),
          ]),
      ),
    query: (query) => cutText(redactPairs(query, isSecretParameter)),
    body: redactBody,
    finding(finding) {
      const [part, ...names] = parsePointer(finding.at.pointer) ?? [];
      const isSecret =
        part === "cookies" ||
        (part === "headers" && names.some(isSecretField)) ||
        (part === "query" && names.some(isSecretParameter)) ||
        names.some(isSecretName);
      if (!isSecret) return finding;
      const { witness: _, ...rest } = finding;
      return { ...rest, message: rest.message.replace(QUOTED, `"${REDACTED}"`) };
    },
  };
}

const QUOTED = /"(?:[^"\\]|\\.)*"/g;

function redactPairs(text: string, isSecret: (name: string) => boolean): string {
  if (text === "") return text;
  return text
    .split("&")
    .map((pair) => {
      const equals = pair.indexOf("=");
      if (equals < 0 || !isSecret(queryDecodeOrKeep(pair.slice(0, equals)))) return pair;
      return `${pair.slice(0, equals)}=${REDACTED}`;
    })
    .join("&");
}

function redactBody({ headers, body }: HttpRequest): string | undefined {
  if (body.length === 0) return undefined;
  const type = essence(fieldValue(headers, "content-type") ?? "");
  const text = new TextDecoder().decode(body);
  if (type === "application/x-www-form-urlencoded") {
    return redactPairs(text, isSecretName);
  }
  return isJson(type) ? redactJson(text) : undefined;
}

function redactJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), (name, value: unknown) =>
      isSecretName(name) && value !== null ? REDACTED : value,
    );
  } catch {
    return undefined;
  }
}
