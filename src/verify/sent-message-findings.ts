/**
 * What a provider gave for the messages of a pact, held against what it publishes by contract.
 *
 * AsyncAPI 3.0 #messageObject. A pact states what one consumer reads; the contract holds for all.
 */
import type { Contract } from "../contract/contract.ts";
import { isJson } from "../contract/media-type.ts";
import type { FindingCode } from "../findings/code.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { becauseOf, interactionIdentity, locationInside } from "../pact/comparison.ts";
import { givenPart, meantMessages } from "../pact/meant-message.ts";
import { headerNames, headersSchema } from "../pact/message-headers.ts";
import type { MessageOption } from "../pact/message-options.ts";
import { nameOfPlace } from "../pact/name-of-place.ts";
import type { MessageInteraction, Pact } from "../pact/pact.ts";
import type { Schema } from "../schema/schema.ts";
import { validate } from "../schema/validate.ts";
import { inside, isMapping, type Place } from "../source/documents.ts";
import { parsePointer } from "../source/pointer.ts";
import type { WrittenMessage } from "./provider-messages.ts";

/**
 * In the order in which the messages were given. Where the pact does not say which message of the
 * contract is meant, the findings are those of the one that comes closest; where the contract has
 * none, comparing the pact has told that.
 *
 * @param events AsyncAPI
 */
export function sentMessageFindings(
  pact: Pact,
  events: Contract,
  given: ReadonlyMap<MessageInteraction, WrittenMessage | undefined>,
): Finding[] {
  return [...given].flatMap(([interaction, message]) => {
    if (message === undefined) return [];
    const options = meantMessages(events, pact.provider, interaction).given;
    const lists = options.map((option) =>
      messageFindings({ pact, events, interaction, option }, message),
    );
    return lists.reduce((best, each) => (each.length < best.length ? each : best), lists[0] ?? []);
  });
}

interface SentContext {
  pact: Pact;
  events: Contract;
  interaction: MessageInteraction;
  option: MessageOption;
}

function messageFindings(context: SentContext, sent: WrittenMessage): Finding[] {
  const { events, interaction, option } = context;
  const { payload } = option.message;
  const part = givenPart(interaction);
  const findings: Finding[] = [];
  const contents = contentsOf(sent);
  if (payload !== undefined && contents !== undefined) {
    const { value } = contents;
    const place = part?.contents.place ?? interaction.place;
    findings.push(
      ...violationFindings(context, "event.payload.incompatible", {
        schema: payload,
        value,
        place,
      }),
    );
  }
  const headers = headersSchema(events, option.message);
  if (headers !== undefined) {
    const metadata = metadataOf(sent);
    const value = Object.fromEntries(headerNames(metadata).map((name) => [name, metadata[name]]));
    const holder = part?.place ?? interaction.place;
    const place = inside(holder, "metadata") ?? inside(holder, "metaData") ?? holder;
    findings.push(
      ...violationFindings(context, "event.headers.incompatible", {
        schema: headers,
        value,
        place,
      }),
    );
  }
  return findings;
}

interface Held {
  schema: Schema;
  value: unknown;
  /** Where the pact expects it. */
  place: Place;
}

function violationFindings(
  { pact, events, interaction, option }: SentContext,
  code: FindingCode,
  { schema, value, place }: Held,
): Finding[] {
  const whole = code === "event.payload.incompatible" ? "the contents" : "the metadata";
  return validate(schema, value).map((violation) => {
    const { kind, instancePointer, keyword, message } = violation;
    const tokens = parsePointer(instancePointer) ?? [];
    const isInvalid = kind === "invalid";
    return createFinding({
      code: isInvalid ? code : "schema.unresolved",
      message: `${pact.provider} gave "${interaction.description}": ${nameOfPlace(tokens, whole)} ${message}`,
      at: locationInside(place, ...tokens),
      ...becauseOf(events, violation.schema),
      ...(isInvalid && {
        witness: value,
        witnessAt: instancePointer,
      }),
      service: pact.provider,
      operation: option.operation?.name ?? option.channel.name,
      identity: [
        ...interactionIdentity(pact, interaction),
        "given",
        instancePointer,
        violation.schema.pointer,
        keyword,
      ],
    });
  });
}

/** Undefined where they are no JSON: the contract's schema says nothing of other texts. */
function contentsOf({ bytes, contentType }: WrittenMessage): { value: unknown } | undefined {
  if (contentType !== undefined && !isJson(contentType)) return undefined;
  try {
    return { value: JSON.parse(new TextDecoder().decode(bytes)) as unknown };
  } catch {
    // The verifier says what is wrong with it.
    return undefined;
  }
}

function metadataOf({ metadata }: WrittenMessage): Record<string, unknown> {
  if (metadata === undefined) return {};
  try {
    const value: unknown = JSON.parse(Buffer.from(metadata, "base64").toString());
    return isMapping(value) ? value : {};
  } catch {
    return {};
  }
}
