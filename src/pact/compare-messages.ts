/**
 * Messages of a pact against those that an AsyncAPI contract declares.
 *
 * AsyncAPI 3.0 #messageObject, #operationReplyObject; Pact V3 #messages, V4 #interaction-types.
 * The provider sends a message, and answers a request; DESIGN, decision 3, holds as for responses.
 */
import { essence } from "../contract/media-type.ts";
import type { Finding } from "../findings/finding.ts";
import { validate } from "../schema/validate.ts";
import { inside, locationOf } from "../source/documents.ts";
import { parsePointer } from "../source/pointer.ts";
import { compareExpected } from "./compare-expected.ts";
import { compareSentRules } from "./compare-sent-rules.ts";
import {
  becauseOf,
  isUndecided,
  locationInside,
  type PairContext,
  pactFinding,
} from "./comparison.ts";
import { formatJsonPath } from "./json-path.ts";
import { rulesOfName } from "./match/named-rules.ts";
import { headerNames, headersSchema } from "./message-headers.ts";
import {
  exchanges,
  isChannelKey,
  type MessageOption,
  namedOptions,
  sentMessages,
} from "./message-options.ts";
import { nameOfPlace } from "./name-of-place.ts";
import type { Body, MatchingRules, MessageInteraction, MessagePart } from "./pact.ts";

export type MessageContext = PairContext & { interaction: MessageInteraction };

/** The findings of the message that fits best. */
export function compareMessages(context: MessageContext): Finding[] {
  const { interaction, contract, pact } = context;
  if (interaction.kind === "async") {
    const { message } = interaction;
    const options = named(context, sentMessages(contract, pact.provider), message);
    if (options.length === 0) return [unknownMessage(context, message, "sends")];
    return best(options.map((option) => compareAnswer(at(context, option), option, message)));
  }
  const { request, responses } = interaction;
  const all = exchanges(contract, pact.provider);
  const found = all.flatMap(({ requests, replies }) =>
    named(context, requests, request).map((option) => ({ option, replies })),
  );
  if (found.length === 0) return [unknownMessage(context, request, "answers")];
  return best(
    found.map(({ option, replies }) => {
      const own = at(context, option);
      return [
        ...compareQuestion(own, option, request),
        ...responses.flatMap((response) =>
          replies.length === 0
            ? unknownMessage(own, response, "answers with")
            : best(replies.map((reply) => compareAnswer(own, reply, response))),
        ),
      ];
    }),
  );
}

function named(
  { interaction }: MessageContext,
  options: readonly MessageOption[],
  part: MessagePart,
): MessageOption[] {
  return namedOptions(options, part, interaction.description);
}

function at(context: MessageContext, { channel, operation }: MessageOption): MessageContext {
  return { ...context, operation: { key: operation?.name ?? channel.name } };
}

// The alternative that the consumer most likely means is the one that comes closest.
function best(alternatives: readonly Finding[][]): Finding[] {
  const costs = alternatives.map((findings) =>
    findings.reduce((sum, each) => sum + (isUndecided(each) ? 10 : COST[each.severity]), 0),
  );
  return alternatives[costs.indexOf(Math.min(...costs))] ?? [];
}

const COST = { error: 1000, warning: 1, info: 0 } as const;

function unknownMessage(context: MessageContext, part: MessagePart, verb: string): Finding {
  const { contract, interaction } = context;
  const channels = contract.channels.map(({ name }) => name).join(", ") || "none";
  const stated = Object.entries(part.metadata).find(([name]) => isChannelKey(name));
  const where = stated === undefined ? "" : ` on ${String(stated[1])}`;
  return pactFinding(context, {
    code: "pact.message-unknown",
    message: `the contract declares no message${where} that its provider ${verb}; its channels are ${channels}`,
    at: locationOf(interaction.place),
    because: locationOf(inside(contract.root, "channels") ?? contract.root),
    identity: ["message"],
  });
}

/** What the provider sends: contents and metadata. */
function compareAnswer(
  context: MessageContext,
  option: MessageOption,
  part: MessagePart,
): Finding[] {
  const { contents } = part;
  const { payload } = option.message;
  const ofType = compareType(context, option, contents);
  if (ofType.length > 0) return ofType;
  const headers = compareMetadata(context, option, part);
  if (contents.state !== "present") return headers;
  if (payload === undefined) return [...unreadPayload(context, option, contents), ...headers];
  const found = compareExpected(context, {
    ...sharedParts(part, option),
    schema: payload,
    codes: CODES,
    whole: "the contents",
  });
  return [...found, ...headers];
}

const CODES = {
  undeclared: "event.payload.incompatible",
  invalid: "event.payload.incompatible",
  excluded: "event.payload.incompatible",
} as const;

function sharedParts({ contents, matchingRules }: MessagePart, { message }: MessageOption) {
  return {
    body: contents,
    value: contents.content,
    contentType: contents.contentType ?? message.contentType ?? "application/json",
    rules: matchingRules,
    category: ["body", "content", "contents"].find((name) => matchingRules.has(name)) ?? "body",
    direction: "event",
  } as const;
}

/** What the consumer sends: the example must be accepted. */
function compareQuestion(
  context: MessageContext,
  option: MessageOption,
  part: MessagePart,
): Finding[] {
  const { contents } = part;
  const { payload } = option.message;
  const ofType = compareType(context, option, contents);
  if (ofType.length > 0 || contents.state !== "present") return ofType;
  if (payload === undefined) return unreadPayload(context, option, contents);
  const shared = sharedParts(part, option);
  const refused = validate(payload, shared.value).map((violation) => {
    const { instancePointer, kind, keyword, message, schema } = violation;
    const tokens = parsePointer(instancePointer) ?? [];
    return pactFinding(context, {
      code: kind === "invalid" ? "event.payload.incompatible" : "schema.unresolved",
      message: `${nameOfPlace(tokens, "the request")} ${message}`,
      at: locationInside(contents.place, ...tokens),
      ...becauseOf(context.contract, schema),
      ...(kind === "invalid" && {
        witness: shared.value,
        asked: [{ schema: payload, value: shared.value }],
      }),
      identity: ["request", instancePointer, schema.pointer, keyword],
    });
  });
  if (refused.length > 0) return refused;
  return compareSentRules(context, { ...shared, schema: payload, whole: "the request" });
}

function compareType(
  context: MessageContext,
  { message }: MessageOption,
  { contentType, place }: Body,
): Finding[] {
  const declared = message.contentType;
  if (declared === undefined || contentType === undefined) return [];
  if (essence(declared) === essence(contentType)) return [];
  return [
    pactFinding(context, {
      code: "event.payload.incompatible",
      message: `the contents are ${contentType}; the contract declares ${declared} for ${message.name}`,
      at: locationOf(place),
      because: locationOf(message.place),
      identity: ["media-type", contentType],
    }),
  ];
}

function unreadPayload(
  context: MessageContext,
  { message }: MessageOption,
  { place }: Body,
): Finding[] {
  const stated = inside(message.place, "payload");
  if (stated === undefined) return [];
  return [
    pactFinding(context, {
      code: "pact.unvalidatable",
      message: `the contents were not compared with ${message.name}: the format of its schema is not read`,
      at: locationOf(place),
      because: locationOf(stated),
      identity: ["payload"],
    }),
  ];
}

// Metadata are headers and more: which channel, what media type, what a library needs.
function compareMetadata(
  context: MessageContext,
  option: MessageOption,
  { metadata, contents, matchingRules, place }: MessagePart,
): Finding[] {
  const schema = headersSchema(context.contract, option.message);
  const names = headerNames(metadata);
  if (schema === undefined || names.length === 0) return [];
  const lists = names.flatMap((name) => {
    const { all } = rulesOfName(matchingRules, "metadata", name);
    return all === undefined ? [] : [[formatJsonPath([name]), all] as const];
  });
  const rules: MatchingRules = new Map([["metadata", new Map(lists)]]);
  const found = inside(place, "metadata") ?? inside(place, "metaData") ?? place;
  return compareExpected(context, {
    body: { ...contents, place: found },
    value: Object.fromEntries(names.map((name) => [name, metadata[name]])),
    contentType: "application/json",
    schema,
    rules,
    category: "metadata",
    direction: "event",
    whole: "the metadata",
    codes: HEADER_CODES,
  });
}

const HEADER_CODES = {
  undeclared: "event.headers.incompatible",
  invalid: "event.headers.incompatible",
  excluded: "event.headers.incompatible",
} as const;
