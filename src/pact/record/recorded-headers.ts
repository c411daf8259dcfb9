/**
 * The header fields of a message that a pact states: those that mean something to the other side.
 *
 * What a client adds by itself (User-Agent, tracing) is nothing that a consumer asks for, and
 * would differ from machine to machine.
 */
import type { Contract, Operation, Parameter } from "../../contract/contract.ts";
import type { HttpRequest } from "../../http/exchange.ts";
import { type Fields, fieldValue } from "../../http/exchange.ts";
import { writeParameter } from "../../http/parameter/write-parameter.ts";
import { cookiesOf, partsOf } from "../../http/request-parts.ts";
import { secretsOf } from "../../http/secrets.ts";
import { schemeOf } from "../../http/security/token.ts";
import { sample } from "../../schema/sample.ts";
import type { RuleList } from "../pact.ts";
import { ruleOf } from "../take-matchers.ts";
import { escaped } from "../value-pattern.ts";
import { seesNothing } from "./read-fields.ts";
import { type Rules, regexRule } from "./recorded-part.ts";
import type { StatedHeader } from "./stated-matchers.ts";
import { EXAMPLE, type SeenSecrets } from "./without-secrets.ts";

export interface StatedHeaders {
  headers: Record<string, readonly string[]>;
  rules: Rules;
}

/** A value that may be written, and what else is meant by it. */
interface Shown {
  value: string;
  rule?: RuleList;
}

/**
 * The fields that the operation declares or its credentials stand in, Accept where it says
 * something, and those that the test has matchers for.
 *
 * @throws {ConcordatError} `usage.invalid` for a matcher of a field that was not sent
 */
export function recordedRequestHeaders(
  { contract, operation }: { contract: Contract; operation: Operation | undefined },
  request: HttpRequest,
  stated: ReadonlyMap<string, StatedHeader>,
  secrets: SeenSecrets,
): StatedHeaders {
  const names = new Map<string, string>();
  const add = (name: string) => names.set(name.toLowerCase(), name);
  const accept = fieldValue(request.headers, "accept");
  if (accept !== undefined && accept.trim() !== "*/*") add("Accept");
  for (const parameter of operation?.parameters ?? []) {
    if (parameter.in === "header") add(parameter.name);
  }
  // A key that a gateway shows everywhere is no credential where the operation asks for others.
  const asked = operation?.security.flatMap(({ schemes }) => schemes.map((each) => each.name));
  for (const { name, type, in: where, parameterName } of contract.securitySchemes.values()) {
    const isKey = type === "apiKey" && where === "header" && parameterName !== undefined;
    if (isKey && asked?.includes(name) !== false) add(parameterName);
  }
  for (const name of ["Authorization", "Cookie"]) add(name);
  const { isSecretField } = secretsOf(contract);
  const show = (name: string, value: string): Shown | undefined => {
    if (name === "authorization") return shownCredentials(value);
    if (name === "cookie") return shownCookies(contract, operation, request);
    return isSecretField(name) || secrets.isIn(value) ? SECRET : { value };
  };
  return headersOf(names, request.headers, { stated, show });
}

/** Those that the test has matchers for: what else comes is not what the consumer reads. */
export function recordedResponseHeaders(
  contract: Contract,
  fields: Fields,
  stated: ReadonlyMap<string, StatedHeader>,
  secrets: SeenSecrets,
): StatedHeaders {
  const { isSecretField } = secretsOf(contract);
  const show = (name: string, value: string): Shown =>
    isSecretField(name) || secrets.isIn(value) ? SECRET : { value };
  return headersOf(new Map(), fields, { stated, show });
}

const SECRET: Shown = { value: EXAMPLE, rule: regexRule("^.+$") };

interface HeaderChoice {
  stated: ReadonlyMap<string, StatedHeader>;
  show: (nameInLowerCase: string, value: string) => Shown | undefined;
}

function headersOf(
  declared: ReadonlyMap<string, string>,
  fields: Fields,
  { stated, show }: HeaderChoice,
): StatedHeaders {
  const names = new Map(declared);
  for (const [key, { name }] of stated) if (!names.has(key)) names.set(key, name);
  const headers: Record<string, readonly string[]> = {};
  const rules: Rules = new Map();
  for (const [key, name] of names) {
    const seen = fieldValue(fields, key);
    const matcher = stated.get(key)?.matcher;
    if (seen === undefined) {
      if (matcher !== undefined) throw seesNothing(`the header ${name}`);
      continue;
    }
    const shown = show(key, seen);
    if (shown === undefined && matcher === undefined) continue;
    const own = matcher?.value;
    headers[name] = [typeof own === "string" ? own : (shown?.value ?? EXAMPLE)];
    const rule = matcher === undefined ? shown?.rule : ruleOf(matcher);
    if (rule !== undefined) rules.set(name, rule);
  }
  return { headers, rules };
}

// RFC 9110 §11.6.2: the scheme is no secret, and the provider's contract asks for it.
function shownCredentials(text: string): Shown {
  const scheme = schemeOf(text);
  if (scheme === text.trim()) return SECRET;
  // RFC 7617 §2: a user, a colon and a password.
  const example = scheme.toLowerCase() === "basic" ? btoa(`${EXAMPLE}:${EXAMPLE}`) : EXAMPLE;
  return { value: `${scheme} ${example}`, rule: regexRule(`^${escaped(scheme)} .+$`) };
}

// Cookies that nobody declares are the client's own affair. What is not an API key is shown as the
// contract's own example: a session is known by its cookie, whatever that is called.
function shownCookies(
  { securitySchemes }: Contract,
  operation: Operation | undefined,
  request: HttpRequest,
): Shown | undefined {
  const keys = new Set(
    [...securitySchemes.values()].flatMap((scheme) =>
      scheme.type === "apiKey" && scheme.in === "cookie" ? (scheme.parameterName ?? []) : [],
    ),
  );
  const pairs = new Set(cookiesOf(partsOf(request, new Map())).names).values().flatMap((name) => {
    if (keys.has(name)) return [{ shown: `${name}=${EXAMPLE}`, pattern: `${escaped(name)}=[^;]+` }];
    const declared = operation?.parameters.find(
      (each) => each.in === "cookie" && each.name === name,
    );
    const shown = declared === undefined ? undefined : sampledCookie(declared);
    return shown === undefined ? [] : [{ shown, pattern: escaped(shown) }];
  });
  const list = [...pairs];
  if (list.length === 0) return undefined;
  return {
    value: list.map(({ shown }) => shown).join("; "),
    rule: regexRule(`^${list.map(({ pattern }) => pattern).join("; ")}$`),
  };
}

function sampledCookie(parameter: Parameter): string | undefined {
  const made =
    parameter.schema === undefined
      ? undefined
      : sample(parameter.schema, { seed: 0, direction: "request", name: parameter.name });
  const written = writeParameter(parameter, made?.ok === true ? made.value : EXAMPLE);
  if (written?.in !== "cookie") return undefined;
  return written.pairs.map(([name, text]) => `${name}=${text}`).join("; ");
}
