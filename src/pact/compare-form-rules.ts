/**
 * Whether a contract accepts all forms that the rules of a request allow, and not the example
 * alone.
 *
 * OpenAPI 3.1 #encoding-the-x-www-form-urlencoded-media-type: on the wire a field is a text, as a
 * parameter of a query is. DESIGN, decision 3.
 */
import { textsOf } from "../compat/text-view.ts";
import type { MediaType } from "../contract/contract.ts";
import { isStructured } from "../contract/media-type.ts";
import type { Finding } from "../findings/finding.ts";
import { readBody } from "../http/body/body.ts";
import { type FormField, formPlanOf } from "../http/body/form-plan.ts";
import { declaredItems } from "../schema/declared-properties.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { validate } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { isAllowed, type Refusal, UNUSUAL_NUMBER } from "./compare-text-rules.ts";
import { locationInside, type MatchedContext, pactFinding } from "./comparison.ts";
import { nameOfRules } from "./expected-rules.ts";
import { parseJsonPath } from "./json-path.ts";
import { textOfBody } from "./match/body-content.ts";
import { type Parameters, readFormFields } from "./match/match-query.ts";
import { rulesOfName } from "./match/named-rules.ts";
import type { SetComparison } from "./matcher-set/set-comparison.ts";
import { textsSetOf } from "./matcher-set/texts-set.ts";
import { memberSchemas } from "./member-schemas.ts";
import type { Body, RuleList } from "./pact.ts";

/** A form whose example the contract accepts. */
export interface SentForm {
  body: Body;
  contentType: string;
  mediaType: MediaType;
  schema: Schema;
}

/** The findings of its fields, in the form's order, and of the rules that name none. */
export function compareFormRules(context: MatchedContext, form: SentForm): Finding[] {
  const { matchingRules } = context.interaction.request;
  const fields = readFormFields(textOfBody(form.body));
  const ofFields = [...fields].flatMap(([name, values]) => {
    const { all, one } = rulesOfName(matchingRules, "body", name);
    return values.flatMap((expected, index) => {
      const list = all ?? one(index);
      // A rule of the name holds for each value alike.
      if (list === undefined || (all !== undefined && index > 0)) return [];
      return compareField(context, form, { fields, name, index, list, expected });
    });
  });
  const others = [...(matchingRules.get("body") ?? [])]
    .filter(([path, { matchers }]) => matchers.length > 0 && !isOfField(path))
    .map(([path, list]) =>
      undecidedOf(context, form, { place: path, list, reason: "it names no field" }),
    );
  return [...ofFields, ...others];
}

// Without `$` a path is the name of a field.
function isOfField(path: string): boolean {
  return !path.startsWith("$") || typeof parseJsonPath(path)?.[0] === "string";
}

function undecidedOf(
  context: MatchedContext,
  { body, mediaType }: SentForm,
  { place, list, reason }: { place: string; list: RuleList; reason: string },
): Finding {
  return pactFinding(context, {
    code: "pact.unvalidatable",
    message: `whether the contract accepts all that the rule ${nameOfRules(list)} at ${place} allows was not decided: ${reason}`,
    severity: "info",
    at: locationInside(body.place),
    because: locationOf(mediaType.place),
    identity: [place, "rules"],
  });
}

interface RuledField {
  fields: Parameters;
  name: string;
  index: number;
  list: RuleList;
  expected: string;
}

function compareField(context: MatchedContext, form: SentForm, field: RuledField): Finding[] {
  const { sets } = context;
  const { name, list, expected } = field;
  const undecided = (reason: string) => [undecidedOf(context, form, { place: name, list, reason })];
  const one = valueSchema(sets, form, name);
  const receiver = one && (isText(one) ? one : textsOf(one, "receiver"));
  if (receiver === undefined) return undecided("its texts are not compared as a set");
  const set = textsSetOf(list, expected, { isMeant: true });
  const sender = sets.schemaOf(
    receiver === one ? set.schema : { allOf: [set.schema], not: UNUSUAL_NUMBER },
  );
  const verdict = sets.compare("request", sender, receiver);
  if (verdict.kind === "compatible") return [];
  if (verdict.kind === "unknown") return undecided(`it ${verdict.reason}`);
  const text = String(verdict.witness);
  if (!isAllowed(list, expected, text)) {
    return undecided(`the rule ${set.doubt ?? "allows texts that are not known"}`);
  }
  const refusal = refusalOf(form, field, text);
  if (refusal === undefined) return undecided("a text that differs is accepted all the same");
  return [
    pactFinding(context, {
      code: "request.rule-wider",
      message: `the rule ${nameOfRules(list)} allows more than the contract accepts: the field ${name} ${refusal.message}`,
      at: locationInside(form.body.place),
      because: locationOf(form.mediaType.place),
      witness: text,
      asked: [{ schema: sender, value: text }, ...refusal.asked],
      identity: [`field ${name}`, "rules"],
    }),
  ];
}

/** What the contract asks of one value of a field; undefined where that is not known. */
function valueSchema(
  sets: SetComparison,
  { mediaType, schema }: SentForm,
  name: string,
): Schema | undefined {
  const { fields, rest } = formPlanOf(mediaType);
  const field = fields.get(name) ?? rest;
  const stated = memberSchemas(schema, name);
  if (stated === undefined || !isWrittenPlainly(field)) return undefined;
  if (stated.length === 0) return sets.schemaOf({ type: "string" });
  const whole = sets.whole(stated);
  return field.shape === "array" ? declaredItems(whole) : whole;
}

function isWrittenPlainly({ parameter, content }: FormField): boolean {
  const isSpread = parameter === undefined || (parameter.style === "form" && parameter.explode);
  return isSpread && !isStructured(content[0]!.type);
}

function isText(schema: Schema): boolean {
  return [...instanceTypes(schema)].every((type) => type === "string" || type === "null");
}

function refusalOf(
  { contentType, mediaType, schema }: SentForm,
  { fields, name, index }: RuledField,
  text: string,
): Refusal | undefined {
  const pairs = [...fields].flatMap(([other, values]) =>
    values.map((value, at) => [other, other === name && at === index ? text : value]),
  );
  const bytes = new TextEncoder().encode(String(new URLSearchParams(pairs)));
  const reading = readBody(bytes, contentType, mediaType);
  if (reading.state !== "value") return undefined;
  const [fault] = reading.faults ?? [];
  if (fault !== undefined) return { message: fault.reason, asked: [] };
  const { value } = reading;
  const [violation] = validate(schema, value, { direction: "request" });
  if (violation?.kind !== "invalid") return undefined;
  return { message: violation.message, asked: [{ schema, value }] };
}
