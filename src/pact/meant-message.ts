/**
 * Which message of a contract an interaction of a pact is about.
 *
 * AsyncAPI 3.0 #messageObject; Pact V4 #interaction-types.
 */
import type { Contract } from "../contract/contract.ts";
import { essence } from "../contract/media-type.ts";
import { validate } from "../schema/validate.ts";
import { exchanges, type MessageOption, namedOptions, sentMessages } from "./message-options.ts";
import type { MessageInteraction, MessagePart, Pact } from "./pact.ts";

export interface MeantMessages {
  /** What the provider gives: the message that it sends, or its reply. */
  given: readonly MessageOption[];
  /** What it is asked with; empty where nobody asks. */
  asked: readonly MessageOption[];
}

/**
 * Those that the pact names; of several, those that its example is one of. Where the example is
 * none of them, all are given: which one was meant is not known.
 *
 * @param contract AsyncAPI
 * @param provider whose messages they are, in a catalogue shared by many
 */
export function meantMessages(
  contract: Contract,
  provider: string,
  interaction: MessageInteraction,
): MeantMessages {
  const { description } = interaction;
  if (interaction.kind === "async") {
    const { message } = interaction;
    const named = namedOptions(sentMessages(contract, provider), message, description);
    return { given: fitting(named, message), asked: [] };
  }
  const { request } = interaction;
  const found = exchanges(contract, provider).flatMap(({ requests, replies }) =>
    fitting(namedOptions(requests, request, description), request).map((option) => ({
      option,
      replies,
    })),
  );
  const answer = givenPart(interaction);
  const replies = [...new Set(found.flatMap(({ replies }) => replies))];
  return {
    given: answer === undefined ? replies : fitting(replies, answer),
    asked: found.map(({ option }) => option),
  };
}

/** The channel that all of `options` travel on; undefined where that is not one. */
export function channelOf(options: readonly MessageOption[]): string | undefined {
  const addresses = new Set(options.map(({ channel }) => channel.address));
  return addresses.size === 1 ? [...addresses][0] : undefined;
}

/** In file order. */
export function messagesOf({ interactions }: Pact): MessageInteraction[] {
  return interactions.filter(
    (each): each is MessageInteraction => each.kind === "async" || each.kind === "sync",
  );
}

/** What the pact expects of the provider; undefined where it expects no reply. */
export function givenPart(interaction: MessageInteraction): MessagePart | undefined {
  return interaction.kind === "async" ? interaction.message : interaction.responses[0];
}

function fitting(options: readonly MessageOption[], part: MessagePart): readonly MessageOption[] {
  if (options.length < 2) return options;
  const { contents } = part;
  const fits = options.filter(({ message }) => {
    if (!isOfType(contents.contentType, message.contentType)) return false;
    if (message.payload === undefined || contents.state !== "present") return true;
    return validate(message.payload, contents.content).every(({ kind }) => kind !== "invalid");
  });
  return fits.length > 0 ? fits : options;
}

function isOfType(stated: string | undefined, declared: string | undefined): boolean {
  return stated === undefined || declared === undefined || essence(stated) === essence(declared);
}
