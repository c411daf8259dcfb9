/**
 * Whether a contract accepts all parameters that the rules of a request allow, and not the
 * example alone.
 *
 * DESIGN, decision 3: what they allow beyond the example and the contract refuses is a warning.
 * OpenAPI 3.1 #style-values: on the wire everything is text.
 */
import type { Asked } from "../compat/second-opinion.ts";
import { textsOf } from "../compat/text-view.ts";
import type { Parameter } from "../contract/contract.ts";
import type { Finding, Location } from "../findings/finding.ts";
import type { HttpRequest } from "../http/exchange.ts";
import { type ParameterReader, readParameterValue } from "../http/parameter/parameter-value.ts";
import { queryNamesOf } from "../http/parameter/query-names.ts";
import { styleOf } from "../http/parameter/style.ts";
import { partsOf, type RequestParts } from "../http/request-parts.ts";
import { declaredItems } from "../schema/declared-properties.ts";
import { type InstanceType, instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { validate } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { locationInside, type MatchedContext, pactFinding } from "./comparison.ts";
import { nameOfRules } from "./expected-rules.ts";
import { matchText } from "./match/match-text.ts";
import { combined, isUndecided, type Mismatch } from "./match/mismatch.ts";
import { rulesOfName } from "./match/named-rules.ts";
import { textsSetOf } from "./matcher-set/texts-set.ts";
import { memberSchemas } from "./member-schemas.ts";
import { type PactRequest, type RuleList, writtenName } from "./pact.ts";
import { sentRequest } from "./sent-request.ts";

/** The parameter is one whose example the contract accepts; `at` is where it stands. */
export function compareTextRules(
  context: MatchedContext,
  reader: ParameterReader,
  { sent, at }: { sent: RequestParts; at: Location },
): Finding[] {
  return ruledTexts(context, reader.parameter).flatMap((ruled) => {
    const isOwn = ruled.name === reader.parameter.name || reader.parameter.in !== "query";
    const place = context.interaction.request.place;
    return compareRules(context, reader, {
      ruled,
      pathValues: sent.pathValues,
      at: isOwn ? at : locationInside(place, "query", ruled.name),
    });
  });
}

/** One text of a parameter that rules speak of. */
interface RuledText {
  /** As the request writes it: an object stands in the query under several names. */
  name: string;
  index: number;
  list: RuleList;
  expected: string;
}

interface Ruled {
  ruled: RuledText;
  pathValues: ReadonlyMap<string, string>;
  at: Location;
}

function compareRules(
  context: MatchedContext,
  reader: ParameterReader,
  { ruled, pathValues, at }: Ruled,
): Finding[] {
  const { parameter, schema } = reader;
  const { list, expected } = ruled;
  if (schema === undefined) return [];
  const name = parameter.in === "query" ? ruled.name : parameter.name;
  const subject = `the ${parameter.in} parameter ${name}`;
  const shared = {
    at,
    because: locationOf(parameter.place),
    identity: [`${parameter.in} ${name}`, "rules"],
  };
  const undecided = (reason: string): Finding[] => [
    pactFinding(context, {
      ...shared,
      code: "pact.unvalidatable",
      message: `whether the contract accepts all that the rule ${nameOfRules(list)} allows of ${subject} was not decided: ${reason}`,
      severity: "info",
    }),
  ];
  const set = textsSetOf(list, expected, { isMeant: true });
  const one = valueSchema(context, parameter, schema, ruled.name);
  const receiver = one && (isOnly(one, "string") ? one : textsOf(one, "receiver"));
  if (receiver === undefined) return undecided("its texts are not compared as a set");
  const sender = context.sets.schemaOf(
    receiver === one ? set.schema : { allOf: [set.schema], not: UNUSUAL_NUMBER },
  );
  const verdict = context.sets.compare("request", sender, receiver);
  if (verdict.kind === "compatible") return [];
  if (verdict.kind === "unknown") return undecided(`it ${verdict.reason}`);
  const text = String(verdict.witness);
  if (!isAllowed(list, expected, text))
    return undecided(`the rule ${set.doubt ?? "allows texts that are not known"}`);
  const request = withText(context.interaction.request, parameter, { ...ruled, text });
  const refusal = refusalOf(reader, request, pathValues);
  if (refusal === undefined) return undecided("a text that differs is accepted all the same");
  return [
    pactFinding(context, {
      ...shared,
      code: "request.rule-wider",
      message: `the rule ${nameOfRules(list)} allows more than the contract accepts: ${subject} ${refusal.message}`,
      witness: text,
      asked: [{ schema: sender, value: text }, ...refusal.asked],
    }),
  ];
}

/**
 * Numbers as nobody writes them: `007`, `+1`, `.5`, `1.`. Rules say `\d+` or `number`, and mean
 * numbers as they are usually written.
 */
export const UNUSUAL_NUMBER: { pattern: string } = {
  pattern: "^(?:[+-]?0\\d[^]*|\\+[\\d.][^]*|-?\\.[^]*|-?\\d+\\.(?:[eE][^]*)?)$",
};

function ruledTexts(
  { contract, operation, interaction }: MatchedContext,
  parameter: Parameter,
): RuledText[] {
  const { request } = interaction;
  const { in: where, name } = parameter;
  if (where === "header") return ruledValues(request, where, writtenName(request, name) ?? name);
  if (where !== "query") return [];
  const names = queryNamesOf(operation, contract.securitySchemes);
  return [...request.query.keys()]
    .filter((each) => names.ownerOf(each) === parameter)
    .flatMap((each) => ruledValues(request, where, each));
}

function ruledValues(request: PactRequest, where: "query" | "header", name: string): RuledText[] {
  const isHeader = where === "header";
  const { all, one } = rulesOfName(request.matchingRules, where, name, isHeader);
  const values = (isHeader ? request.headers : request.query).get(name) ?? [];
  // A rule of the name holds for each value alike.
  const ruled = all === undefined ? values : values.slice(0, 1);
  return ruled.flatMap((expected, index) => {
    const list = all ?? one(index);
    return list === undefined ? [] : [{ name, index, list, expected }];
  });
}

/** What the contract asks of one value under a name; undefined where that is not known. */
function valueSchema(
  { sets }: MatchedContext,
  parameter: Parameter,
  schema: Schema,
  written: string,
): Schema | undefined {
  const { name, style, explode, content, in: where } = parameter;
  if (content.length > 0) return undefined;
  if (where === "query" && written !== name) {
    const member = styleOf(parameter).isDeep
      ? /^\[([^[\]]*)\]$/.exec(written.slice(name.length))?.[1]
      : written;
    const stated = member === undefined ? undefined : memberSchemas(schema, member);
    if (stated === undefined) return undefined;
    return stated.length === 0 ? sets.schemaOf({ type: "string" }) : sets.whole(stated);
  }
  // A list that is written as several parameters of one name has a text for each item.
  const isSpread = where === "query" && style === "form" && explode;
  const item = isSpread && isOnly(schema, "array") ? declaredItems(schema) : undefined;
  return item ?? schema;
}

function isOnly(schema: Schema, wanted: InstanceType): boolean {
  return [...instanceTypes(schema)].every((type) => type === wanted || type === "null");
}

/** Whether the rules accept a text for sure. */
export function isAllowed(list: RuleList, expected: string, text: string): boolean {
  return mismatchesOf(list, expected, text).length === 0;
}

/** Whether the rules accept a text, or that is not known. */
export function mayBeAllowed(list: RuleList, expected: string, text: string): boolean {
  const mismatches = mismatchesOf(list, expected, text);
  return mismatches.length === 0 || isUndecided(mismatches);
}

function mismatchesOf(list: RuleList, expected: string, text: string): readonly Mismatch[] {
  return combined(list, (rule) => {
    const found = matchText(rule, expected, text);
    return found === undefined ? [] : [{ part: "query", path: "", ...found }];
  });
}

function withText(
  request: PactRequest,
  { in: where }: Parameter,
  { name, index, text }: { name: string; index: number; text: string },
): HttpRequest {
  const isQuery = where === "query";
  const all = isQuery ? request.query : request.headers;
  const values = all.get(name) ?? [];
  const changed = new Map([...all, [name, values.with(index, text)]]);
  return sentRequest({ ...request, ...(isQuery ? { query: changed } : { headers: changed }) });
}

export interface Refusal {
  /** To be read after "it". */
  message: string;
  /** The schema that refuses, if it is one. */
  asked: readonly Asked[];
}

/** Why a contract refuses a parameter as a request has it. */
export function refusalOf(
  reader: ParameterReader,
  request: HttpRequest,
  pathValues: ReadonlyMap<string, string>,
): Refusal | undefined {
  const reading = readParameterValue(reader, partsOf(request, pathValues));
  if (reading.state === "malformed") {
    return { message: `cannot be read: ${reading.fault.message}`, asked: [] };
  }
  if (reading.state === "absent" && reader.parameter.required) {
    return { message: "is missing", asked: [] };
  }
  if (reading.state !== "present" || reading.schema === undefined) return undefined;
  const { schema, value } = reading;
  const [violation] = validate(schema, value, { direction: "request" });
  if (violation?.kind !== "invalid") return undefined;
  return { message: violation.message, asked: [{ schema, value }] };
}
