/**
 * One schema of each side: whether all that one sends is taken by the other, told as findings.
 *
 * DESIGN, decision 1.
 */
import type { FindingCode } from "../findings/code.ts";
import type { Location } from "../findings/finding.ts";
import type { SchemaPlace, SchemaVerdict } from "../schema/compare/compare.ts";
import { declaredProperties } from "../schema/declared-properties.ts";
import type { Schema } from "../schema/schema.ts";
import { isValid, validate } from "../schema/validate.ts";
import type { Violation } from "../schema/violation.ts";
import { appendPointer, parsePointer } from "../source/pointer.ts";
import {
  addDoubt,
  addFinding,
  type Direction,
  doubtFinding,
  type EdgeContext,
  edgeFinding,
} from "./judging.ts";

/** One use of two schemas on an edge. */
export interface SchemaPair {
  sender: Schema;
  receiver: Schema;
  direction: Direction;
  code: FindingCode;
  /** Who sends it and who is to take it, as messages name them. */
  names: { sender: string; receiver: string };
  /** What is sent: `a body (application/json)`. */
  subject: string;
  /** Where each side declares it, for what has no place of its own. */
  places: { consumer: Location; provider: Location };
  /** Which side sends. */
  isConsumerSending: boolean;
  identity: readonly string[];
  curl?: (witness: unknown) => string | undefined;
}

/** Of schemas that do not fit, further properties that show it by themselves are told too. */
export function comparePair(context: EdgeContext, pair: SchemaPair): SchemaVerdict {
  const { sender, receiver, direction } = pair;
  const verdict = context.comparisons.of(direction).compare(sender, receiver);
  if (verdict.kind === "unknown") addUnknown(context, pair, verdict);
  if (verdict.kind !== "incompatible") return verdict;
  addRefusal(context, pair, {
    ...verdict,
    sent: verdict.witness,
    arrived: { value: verdict.witness },
  });
  for (const other of refusedProperties(context, pair, verdict)) {
    addRefusal(context, pair, { ...other, sent: other.witness, arrived: { value: other.witness } });
  }
  return verdict;
}

export function addUnknown(
  context: EdgeContext,
  { subject, places, identity, isConsumerSending }: SchemaPair,
  { reason, at }: { reason: string; at: SchemaPlace },
): void {
  const dangling = context.locateDangling(at);
  if (dangling !== undefined) {
    const { judgement } = context;
    judgement.isUndecided = true;
    const doubt = { subject, reason: "rests on a $ref that leads nowhere", at: dangling };
    judgement.resting.push(doubtFinding(context, { ...doubt, identity: [...identity, "$ref"] }));
    return;
  }
  const place = context.locate(at);
  const fallback = isConsumerSending ? places.provider : places.consumer;
  addDoubt(context, {
    subject: place === undefined ? subject : `the schema ${at.pointer || "/"} of ${subject}`,
    reason,
    at: place ?? fallback,
    identity: [...identity, at.pointer, reason],
  });
}

export interface Refusal {
  /** What the finding shows. */
  witness: unknown;
  violation: Violation;
  sender: SchemaPlace;
  /** The value that is sent, and what it arrives as where that is known: the same, but for texts. */
  sent: unknown;
  arrived: { value: unknown } | undefined;
  /** Whether the witness is a text on the wire, in which there is no place. */
  isText?: boolean;
}

export function addRefusal(context: EdgeContext, pair: SchemaPair, refusal: Refusal): void {
  const { code, names, subject, places, isConsumerSending, identity } = pair;
  const { witness, violation, sender, sent, arrived, isText = false } = refusal;
  const { instancePointer, message, keyword } = violation;
  const sending = context.locate(sender);
  const refusing = context.locate(violation.schema);
  const at = isConsumerSending ? sending : refusing;
  const because = isConsumerSending ? refusing : sending;
  const curl = pair.curl?.(witness);
  const finding = edgeFinding(context, {
    code,
    message: `${names.sender} may send ${subject} that ${names.receiver} refuses: ${placeName(instancePointer)} ${message}`,
    at: at ?? places.consumer,
    because: because ?? places.provider,
    witness,
    ...(!isText && { witnessAt: instancePointer }),
    ...(curl !== undefined && { curl }),
    identity: [...identity, violation.schema.pointer, keyword, instancePointer],
  });
  if (!addFinding(context, finding)) return;
  context.judgement.evidence.push({
    finding,
    sender: { schema: pair.sender, value: sent },
    ...(arrived !== undefined && {
      receiver: { schema: pair.receiver, value: arrived.value },
    }),
    doubt: doubtFinding(context, {
      subject,
      reason: "seems to differ, in a way that could not be confirmed",
      at: finding.at,
      because: finding.because!,
      identity: [...identity, violation.schema.pointer, keyword],
    }),
  });
}

/** How messages name a place in a value: `items.0.sku`, `it` for the whole. */
export function placeName(pointer: string): string {
  return parsePointer(pointer)?.join(".") || "it";
}

type Incompatible = Extract<SchemaVerdict, { kind: "incompatible" }>;

// The engine shows one value. Each property that both sides declare is put into it once more, with
// a value of its own that does not fit; what is shown has to hold for the whole, too.
function refusedProperties(
  context: EdgeContext,
  { sender, receiver, direction }: SchemaPair,
  { witness, violation }: Incompatible,
): Incompatible[] {
  if (typeof witness !== "object" || witness === null || Array.isArray(witness)) return [];
  const options = direction === "event" ? {} : { direction };
  const told = parsePointer(violation.instancePointer)?.[0];
  const received = declaredProperties(receiver);
  const found: Incompatible[] = [];
  for (const [name, sent] of declaredProperties(sender)) {
    const wanted = received.get(name);
    if (name === told || wanted === undefined) continue;
    const verdict = context.comparisons.of(direction).compare(sent, wanted);
    if (verdict.kind !== "incompatible") continue;
    const whole = { ...witness, [name]: verdict.witness };
    if (!isValid(sender, whole, options)) continue;
    const start = appendPointer("", name);
    const broken = validate(receiver, whole, options).find(
      ({ kind, instancePointer }) =>
        kind === "invalid" && `${instancePointer}/`.startsWith(`${start}/`),
    );
    if (broken !== undefined) {
      found.push({ ...verdict, witness: whole, violation: broken });
    }
  }
  return found;
}
