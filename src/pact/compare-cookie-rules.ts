/**
 * Whether a contract accepts all cookies that the rules of a request allow, and not the example
 * alone.
 *
 * RFC 6265 §4.2.1: cookies stand in one header, `a=1; b=2`, and a rule of a pact holds for the
 * whole of it. DESIGN, decision 3: what it allows beyond the example and the contract refuses is a
 * warning; what a rule says of single cookies is often not decided, and then that is told.
 */
import type { Parameter } from "../contract/contract.ts";
import type { Finding, Location } from "../findings/finding.ts";
import type { ParameterReader } from "../http/parameter/parameter-value.ts";
import { cookiesOf, partsOf, type RequestParts } from "../http/request-parts.ts";
import { checkCredentials } from "../http/security/credentials.ts";
import type { Schema } from "../schema/schema.ts";
import { inside, locationOf } from "../source/documents.ts";
import { isAllowed, refusalOf } from "./compare-text-rules.ts";
import { locationInside, type MatchedContext, pactFinding } from "./comparison.ts";
import { nameOfRules } from "./expected-rules.ts";
import { ruleName } from "./match/match-text.ts";
import { rulesOfName } from "./match/named-rules.ts";
import { textsSetOf } from "./matcher-set/texts-set.ts";
import type { RawSchema } from "./matcher-set/value-set.ts";
import { type PactRequest, type RuleList, writtenName } from "./pact.ts";
import { sentRequest } from "./sent-request.ts";
import { escaped, exactPattern } from "./value-pattern.ts";

/** Of one cookie that the operation declares; what the example sends of it is accepted. */
export function compareCookieRules(
  context: MatchedContext,
  reader: ParameterReader,
  { sent, at }: { sent: RequestParts; at: Location },
): Finding[] {
  const { parameter } = reader;
  const { interaction, sets } = context;
  const rules = rulesOfCookies(interaction.request);
  if (rules === undefined) return [];
  const subject = `the cookie ${parameter.name}`;
  const shared = {
    at,
    because: locationOf(parameter.place),
    identity: [`cookie ${parameter.name}`, "rules"],
  };
  const undecided = (reason: string): Finding[] => [
    pactFinding(context, {
      ...shared,
      code: "pact.unvalidatable",
      message: `whether the contract accepts all that the rule ${nameOfRules(rules.list)} allows of ${subject} was not decided: ${reason}`,
      severity: "info",
    }),
  ];
  const read = readRules(rules);
  if ("reason" in read) return undecided(read.reason);
  const accepted = acceptedHeaders(parameter);
  if (accepted === undefined) return undecided("what the contract asks of it is no pattern");
  const sender = sets.schemaOf(read.schema);
  const verdict = sets.compare("request", sender, sets.schemaOf(accepted));
  if (verdict.kind === "compatible") return [];
  if (verdict.kind === "unknown") return undecided(`the header ${verdict.reason}`);
  const text = String(verdict.witness);
  if (!isAllowed(rules.list, read.text, text)) return undecided("the rule allows unknown texts");
  const refusal = refusalOf(reader, withCookies(interaction.request, text), sent.pathValues);
  if (refusal === undefined) return undecided("a header that differs is accepted all the same");
  return [
    pactFinding(context, {
      ...shared,
      code: "request.rule-wider",
      message: `the rule ${nameOfRules(rules.list)} allows the Cookie header ${JSON.stringify(text)}, which the contract refuses: ${subject} ${refusal.message}`,
      witness: text,
      asked: [{ schema: sender, value: text }, ...refusal.asked],
    }),
  ];
}

/** Of the keys that the operation asks for in cookies; the example's are accepted. */
export function compareCookieKeys(context: MatchedContext, sent: RequestParts): Finding[] {
  const { interaction, operation, contract, sets } = context;
  const { request } = interaction;
  const rules = rulesOfCookies(request);
  if (rules === undefined) return [];
  const without = partsOf(withCookies(request, undefined), sent.pathValues);
  if (checkCredentials(contract, operation, without).every(isInfo)) return [];
  const names = new Set(cookiesOf(sent).names);
  const read = readRules(rules);
  return operation.security.flatMap(({ schemes, place }) =>
    schemes.flatMap((scheme): Finding[] => {
      const { in: where, parameterName: name } = contract.securitySchemes.get(scheme.name) ?? {};
      if (where !== "cookie" || name === undefined || !names.has(name)) return [];
      // Which token it is does not matter: that there is one does.
      const accepted = sets.schemaOf({ type: "string", pattern: `${startOf(name)}[^;]` });
      const isSent =
        "schema" in read &&
        sets.compare("request", sets.schemaOf(read.schema), accepted).kind === "compatible";
      if (isSent) return [];
      return [
        pactFinding(context, {
          code: "pact.unvalidatable",
          message: `whether all that the rule ${nameOfRules(rules.list)} allows has the cookie ${name}, which is the credentials ${scheme.name}, was not decided`,
          severity: "info",
          at: locationInside(request.place, "headers", writtenName(request, "cookie") ?? ""),
          because: locationOf(inside(place, scheme.name) ?? place),
          identity: [`cookie ${name}`, "credentials"],
        }),
      ];
    }),
  );
}

function isInfo({ severity }: Finding): boolean {
  return severity === "info";
}

interface CookieRules {
  list: RuleList;
  lines: readonly string[];
}

/** Undefined where the header is meant literally. */
function rulesOfCookies(request: PactRequest): CookieRules | undefined {
  const written = writtenName(request, "cookie");
  const lines = request.headers.get(written ?? "") ?? [];
  const { all, one } = rulesOfName(request.matchingRules, "header", "cookie", true);
  const list = all ?? lines.map((_, index) => one(index)).find((each) => each !== undefined);
  if (list === undefined || lines.length === 0) return undefined;
  const isLiteral = list.matchers.every((rule) => /^(equality|values)$/.test(ruleName(rule)));
  return isLiteral ? undefined : { list, lines };
}

/**
 * The headers that the rules mean: pairs as RFC 6265 §4.1.1 has them. That a name may stand in one
 * twice is what nobody means.
 */
function readRules({
  list,
  lines,
}: CookieRules): { schema: RawSchema; text: string } | { reason: string } {
  const [text, ...others] = lines;
  if (text === undefined || others.length > 0) return { reason: "the header has several lines" };
  const set = textsSetOf(list, text, { isMeant: true });
  if (set.doubt !== undefined) return { reason: `the rule ${set.doubt}` };
  return { schema: { allOf: [set.schema, { pattern: `^(?:${PAIR}(?:; ${PAIR})*)?$` }] }, text };
}

// Without a percent sign: that one stands before two digits is what nobody says in a rule.
const PAIR = "[\\w!#$&'*+.^`|~-]+=[!#-$&-+\\--:<-\\[\\]-~]*";

/** The headers in which the contract accepts the cookie; undefined where no pattern says which. */
function acceptedHeaders({
  name,
  schema,
  content,
  required,
}: Parameter): Record<string, unknown> | undefined {
  if (content.length > 0) return undefined;
  const value = exactPattern(schema, "[^;]*");
  if (value === undefined) return undefined;
  const accepted = {
    type: "string",
    pattern: `${startOf(name)}${value}(?:;[^]*)?$`,
    // Of a pattern that is not ours it is not known that it ends with the cookie.
    ...(isStated(schema) && { not: { pattern: ";" } }),
  };
  if (required) return accepted;
  return { anyOf: [accepted, { type: "string", not: { pattern: startOf(name) } }] };
}

/** Up to the value of the cookie. */
function startOf(name: string): string {
  return `^(?:[^]*; )?${escaped(name)}=`;
}

function isStated(schema: Schema | undefined): boolean {
  const value = schema?.value;
  return typeof value === "object" && ("pattern" in value || "format" in value);
}

function withCookies(request: PactRequest, text: string | undefined) {
  const others = [...request.headers].filter(([name]) => name.toLowerCase() !== "cookie");
  const cookies = text === undefined ? [] : [["Cookie", [text]] as const];
  return sentRequest({ ...request, headers: new Map([...others, ...cookies]) });
}
