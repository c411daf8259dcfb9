/**
 * The values that a consumer sends in a parameter against those that the provider takes there.
 *
 * What schemas refuse is written as the consumer declares it and read as the provider does before
 * it is called a break: on the wire everything is text.
 */
import type { Parameter } from "../contract/contract.ts";
import type { Location } from "../findings/finding.ts";
import type { ParameterReader } from "../http/parameter/parameter-value.ts";
import { isSpread } from "../http/parameter/query-names.ts";
import { styleOf } from "../http/parameter/style.ts";
import { composeSchema } from "../schema/compose.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import { isObject } from "../schema/place.ts";
import type { Schema } from "../schema/schema.ts";
import { shown } from "../schema/shown.ts";
import { isValid } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { addRefusal, addUnknown, type SchemaPair } from "./compare-pair.ts";
import { addDoubt, addFinding, type EdgeContext, edgeFinding } from "./judging.ts";
import { arrivalOf } from "./sent-parameter.ts";
import { type Inside, textsOf } from "./text-view.ts";
import { isSameForm, tellingValues } from "./wire-form.ts";

/** A parameter as it is sent, under the name and at the place where the provider looks for it. */
export interface SentDeclaration {
  parameter: Parameter;
  /** What it is, to be read after "may send": `the query parameter limit`. */
  subject: string;
  at: Location;
  /**
   * Why what the schema has at a place may not all be sent, so that what is refused there is only a
   * doubt; undefined where it may.
   */
  inexact: (pointer: string) => string | undefined;
  /** Whether it fills a template, so that it is a text whatever it was. */
  isText: boolean;
}

export interface ParameterUse {
  sent: SentDeclaration;
  reader: ParameterReader;
  names: SchemaPair["names"];
  /** A command line with the parameter written so; undefined where none can be made. */
  curl: (value: unknown) => string | undefined;
}

const ANY_TEXT = composeSchema({ type: "string" }, new Map());

export function compareParameterValues(context: EdgeContext, use: ParameterUse): void {
  const { sent, reader } = use;
  const { schema: receiver, parameter: declared } = reader;
  const { parameter } = sent;
  const stated = parameter.content[0]?.schema ?? parameter.schema;
  const sender = notEmpty(parameter, stated ?? ANY_TEXT);
  const isSame = isSameForm(parameter, declared, stated);
  if (receiver === undefined && isSame) return;
  const pair: SchemaPair = {
    sender,
    receiver: receiver ?? ANYTHING,
    direction: "request",
    code: "request.parameter.incompatible",
    names: use.names,
    subject: sent.subject,
    places: { consumer: sent.at, provider: locationOf(declared.place) },
    isConsumerSending: true,
    identity: [declared.in, declared.name],
  };
  const isText = sent.isText || (isSame && isPrimitive(sender));
  if (isText && isAnyTextTaken(context, pair)) return;
  const verdict = context.comparisons.of("request").compare(sender, pair.receiver);
  // `name=` says at the consumer that the parameter is not used: null is written so.
  const isUnused = parameter.allowEmptyValue && !declared.allowEmptyValue;
  const values = [
    ...(isUnused ? [null] : []),
    ...(verdict.kind === "incompatible" ? [verdict.witness] : []),
    ...(isSame || verdict.kind === "unknown" ? [] : tellingValues(sender, "request")),
  ];
  if (values.some((value) => tellArrival(context, use, pair, value))) return;
  if (verdict.kind === "unknown") {
    addUnknown(context, pair, verdict);
    return;
  }
  if (verdict.kind === "compatible" && (isSame || isPrimitive(sender))) return;
  if (verdict.kind === "incompatible" && decideByTexts(context, use, pair)) return;
  addDoubt(context, {
    subject: sent.subject,
    reason: isSame
      ? "differs in type, and its texts could not be compared"
      : `is written as ${formOf(parameter)} and read as ${formOf(declared)}, which may differ`,
    at: sent.at,
    because: pair.places.provider,
    identity: [...pair.identity, "texts"],
  });
}

const ANYTHING = composeSchema(true, new Map());

// Where every text does, every number and boolean does.
function isAnyTextTaken(context: EdgeContext, { receiver }: SchemaPair): boolean {
  return context.comparisons.of("request").compare(ANY_TEXT, receiver).kind === "compatible";
}

function isPrimitive(schema: Schema): boolean {
  const types = instanceTypes(schema);
  return !types.has("array") && !types.has("object");
}

// A path with an empty segment is another path: what is not written is not sent.
function notEmpty({ in: where, content }: Parameter, schema: Schema): Schema {
  if (where !== "path" || content.length > 0 || !instanceTypes(schema).has("string")) {
    return schema;
  }
  return composeSchema({ $ref: "value", minLength: 1 }, new Map([["value", schema]]));
}

/** Whether `value`, as it is sent, shows a break that was told. */
function tellArrival(
  context: EdgeContext,
  { sent, reader, curl }: ParameterUse,
  pair: SchemaPair,
  value: unknown,
): boolean {
  const arrival = arrivalOf(sent.parameter, reader, value);
  if (arrival.state === "untold") return false;
  if (arrival.state === "accepted" && arrival.isSame) return false;
  const inexact = sent.inexact(
    arrival.state === "refused" ? arrival.violation.instancePointer : "",
  );
  if (inexact !== undefined) {
    const reason = `may be ${shown(arrival.text)} for all that is known, which ${pair.names.receiver} does not take: ${inexact}`;
    addDoubt(context, {
      subject: pair.subject,
      reason,
      at: sent.at,
      because: pair.places.provider,
      identity: [...pair.identity, "inexact"],
    });
    return true;
  }
  if (arrival.state === "refused") {
    addRefusal(
      context,
      { ...pair, curl: () => curl(value) },
      {
        witness: arrival.text,
        violation: arrival.violation,
        sender: placeOf(pair.sender, sent.parameter),
        sent: value,
        arrived: { value: arrival.value },
        isText: true,
      },
    );
    return true;
  }
  const { parameter: declared } = reader;
  const how =
    arrival.state === "malformed"
      ? `there it ${arrival.reason}`
      : `there it reads as ${shown(arrival.value)}`;
  const line = curl(value);
  addFinding(
    context,
    edgeFinding(context, {
      code: pair.code,
      message: `${pair.names.sender} writes ${pair.subject} as ${formOf(sent.parameter)}, ${pair.names.receiver} reads it as ${formOf(declared)}: ${shown(value)} is sent as ${shown(arrival.text)}; ${how}`,
      at: pair.places.consumer,
      because: pair.places.provider,
      witness: arrival.text,
      ...(line !== undefined && { curl: line }),
      identity: [...pair.identity, "wire form"],
    }),
  );
  return true;
}

// The declaration's schema where it has one; what is composed has no place.
function placeOf(sender: Schema, { schema, content }: Parameter) {
  const { uri, pointer } = content[0]?.schema ?? schema ?? sender;
  return { uri, pointer };
}

/** Whether the texts alone decide: they fit, or one of them is refused. */
function decideByTexts(context: EdgeContext, use: ParameterUse, pair: SchemaPair): boolean {
  const { sender, receiver } = pair;
  const inside = insideOf(use.reader.parameter);
  const texts = textsOf(sender, "sender", inside);
  const taken = textsOf(receiver, "receiver", inside);
  if (texts === undefined || taken === undefined) return false;
  const verdict = context.comparisons.of("request").compare(texts, taken);
  if (verdict.kind === "compatible") return true;
  if (verdict.kind === "unknown") return false;
  return readings(verdict.witness)
    .filter((value) => isValid(sender, value))
    .some((value) => tellArrival(context, use, pair, value));
}

// Inside an object lists and objects are texts of their own only where each has a name.
function insideOf(declared: Parameter): Inside {
  if (styleOf(declared).isDeep) return "anything";
  return isSpread(declared) ? "lists" : "texts";
}

/** Values of an object that are tried, of all that its texts may stand for. */
const MAX_READINGS = 32;

// What may have been written as this text.
function readings(witness: unknown): unknown[] {
  if (isObject(witness)) {
    let made: Record<string, unknown>[] = [{}];
    for (const [name, text] of Object.entries(witness)) {
      const values = readings(text);
      made = made
        .flatMap((each) => values.map((value) => ({ ...each, [name]: value })))
        .slice(0, MAX_READINGS);
    }
    return made;
  }
  if (Array.isArray(witness)) {
    const [first = []] = [witness.map((item) => readings(item).at(-1))];
    return [witness, first];
  }
  if (typeof witness !== "string") return [];
  const number = Number(witness);
  const isNumber = witness !== "" && String(number) === witness;
  const isBoolean = witness === "true" || witness === "false";
  return [
    witness,
    ...(isNumber ? [number] : []),
    ...(isBoolean ? [witness === "true"] : []),
    ...(witness === "" ? [null] : []),
  ];
}

function formOf({ content, style, explode }: Parameter): string {
  const [entry] = content;
  return entry === undefined ? `style ${style}, explode ${explode}` : entry.type;
}
