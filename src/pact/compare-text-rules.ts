/**
 * Whether a contract accepts all parameters that the rules of a request allow, and not the
 * example alone.
 *
 * DESIGN, decision 3: what they allow beyond the example and the contract refuses is a warning.
 * OpenAPI 3.1 #style-values: on the wire everything is text.
 */
import { textsOf } from "../compat/text-view.ts";
import type { Parameter } from "../contract/contract.ts";
import type { Finding, Location } from "../findings/finding.ts";
import type { HttpRequest } from "../http/exchange.ts";
import { type ParameterReader, readParameterValue } from "../http/parameter/parameter-value.ts";
import { partsOf, type RequestParts } from "../http/request-parts.ts";
import { declaredItems } from "../schema/declared-properties.ts";
import { type InstanceType, instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { validate } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { type MatchedContext, pactFinding } from "./comparison.ts";
import { nameOfRules } from "./expected-rules.ts";
import { matchText } from "./match/match-text.ts";
import { combined } from "./match/mismatch.ts";
import { rulesOfName } from "./match/named-rules.ts";
import { textsSetOf } from "./matcher-set/texts-set.ts";
import { type PactRequest, type RuleList, writtenName } from "./pact.ts";
import { sentRequest } from "./sent-request.ts";

/** The parameter is one whose example the contract accepts. */
export function compareTextRules(
  context: MatchedContext,
  reader: ParameterReader,
  { sent, at }: { sent: RequestParts; at: Location },
): Finding[] {
  const { parameter, schema } = reader;
  const { request } = context.interaction;
  const found = rulesOfParameter(request, parameter);
  if (found === undefined || schema === undefined) return [];
  const { list, expected } = found;
  const subject = `the ${parameter.in} parameter ${parameter.name}`;
  const undecided = (reason: string): Finding[] => [
    pactFinding(context, {
      code: "pact.unvalidatable",
      message: `whether the contract accepts all that the rule ${nameOfRules(list)} allows of ${subject} was not decided: ${reason}`,
      severity: "info",
      at,
      because: locationOf(parameter.place),
      identity: [`${parameter.in} ${parameter.name}`, "rules"],
    }),
  ];
  const set = textsSetOf(list, expected, { isMeant: true });
  const receiver = receiverOf(parameter, schema);
  if (receiver === undefined) return undecided("its texts are not compared as a set");
  const sender = receiver === schema ? set.schema : { allOf: [set.schema], not: LEADING_ZERO };
  const verdict = context.sets.compare("request", context.sets.schemaOf(sender), receiver);
  if (verdict.kind === "compatible") return [];
  if (verdict.kind === "unknown") return undecided(`it ${verdict.reason}`);
  const text = String(verdict.witness);
  if (!isAllowed(list, expected, text))
    return undecided(`the rule ${set.doubt ?? "allows texts that are not known"}`);
  const refusal = refusalOf(reader, withText(request, parameter, text), sent.pathValues);
  if (refusal === undefined) return undecided("a text that differs is accepted all the same");
  return [
    pactFinding(context, {
      code: "request.rule-wider",
      message: `the rule ${nameOfRules(list)} allows more than the contract accepts: ${subject} ${refusal}`,
      at,
      because: locationOf(parameter.place),
      witness: text,
      identity: [`${parameter.in} ${parameter.name}`, "rules"],
    }),
  ];
}

// Rules say `\d+` and mean numbers as they are usually written.
const LEADING_ZERO = { pattern: "^[+-]?0\\d" };

function rulesOfParameter(
  request: PactRequest,
  { in: where, name }: Parameter,
): { list: RuleList; expected: string } | undefined {
  if (where !== "query" && where !== "header") return undefined;
  const { all, one } = rulesOfName(request.matchingRules, where, name, where === "header");
  const written = where === "header" ? (writtenName(request, name) ?? "") : name;
  const values = (where === "header" ? request.headers : request.query).get(written) ?? [];
  const list = all ?? one(0);
  return list === undefined ? undefined : { list, expected: values[0] ?? "" };
}

// A list that is written as several parameters of one name has a text for each item.
function receiverOf(
  { style, explode, content, in: where }: Parameter,
  schema: Schema,
): Schema | undefined {
  if (content.length > 0) return undefined;
  const isSpread = where === "query" && style === "form" && explode;
  const item = isSpread && isOnly(schema, "array") ? declaredItems(schema) : undefined;
  const whole = item ?? schema;
  return isOnly(whole, "string") ? whole : textsOf(whole, "receiver");
}

function isOnly(schema: Schema, wanted: InstanceType): boolean {
  return [...instanceTypes(schema)].every((type) => type === wanted || type === "null");
}

export function isAllowed(list: RuleList, expected: string, text: string): boolean {
  const mismatches = combined(list, (rule) => {
    const found = matchText(rule, expected, text);
    return found === undefined ? [] : [{ part: "query", path: "", ...found }];
  });
  return mismatches.length === 0;
}

function withText(request: PactRequest, { in: where, name }: Parameter, text: string): HttpRequest {
  if (where === "query") {
    return sentRequest({ ...request, query: new Map([...request.query, [name, [text]]]) });
  }
  const written = writtenName(request, name) ?? name;
  return sentRequest({ ...request, headers: new Map([...request.headers, [written, [text]]]) });
}

/** Why a contract refuses a parameter as a request has it: to be read after "it". */
export function refusalOf(
  reader: ParameterReader,
  request: HttpRequest,
  pathValues: ReadonlyMap<string, string>,
): string | undefined {
  const reading = readParameterValue(reader, partsOf(request, pathValues));
  if (reading.state === "malformed") return `cannot be read: ${reading.fault.message}`;
  if (reading.state === "absent" && reader.parameter.required) return "is missing";
  if (reading.state !== "present" || reading.schema === undefined) return undefined;
  const [violation] = validate(reading.schema, reading.value, { direction: "request" });
  return violation?.kind === "invalid" ? violation.message : undefined;
}
