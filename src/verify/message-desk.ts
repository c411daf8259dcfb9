/**
 * Where the official verifier asks for the messages of one pact, and what it was given.
 */
import type { Contract } from "../contract/contract.ts";
import { channelOf, givenPart, meantMessages } from "../pact/meant-message.ts";
import type { Body, MessageInteraction, Pact } from "../pact/pact.ts";
import { bodyBytes } from "../pact/sent-request.ts";
import { messageOf, type ReportFault, settled } from "./provider-fault.ts";
import type { MakeMessage, WantedMessage, WrittenMessage } from "./provider-messages.ts";

export interface DeskOptions {
  pact: Pact;
  /** AsyncAPI. */
  events: Contract | undefined;
  make: MakeMessage;
  report: ReportFault;
  /** For one message. Default 10000. */
  timeoutMs?: number;
}

export interface MessageDesk {
  /**
   * @param asked the verifier's `{ description, providerStates, request }`, as JSON
   * @throws {Error} where there is no message to give; it has been reported, but where nothing makes it
   */
  answer(asked: string): Promise<WrittenMessage>;
  /** What was given, by interaction; undefined where there was nothing to give. */
  readonly given: ReadonlyMap<MessageInteraction, WrittenMessage | undefined>;
}

interface Asked {
  description: string;
  providerStates?: { name: string; params?: Record<string, unknown> }[];
}

export function openDesk(options: DeskOptions): MessageDesk {
  const { pact, events, make, report, timeoutMs = 10_000 } = options;
  const given = new Map<MessageInteraction, WrittenMessage | undefined>();
  return {
    given,
    async answer(text) {
      const asked = JSON.parse(text) as Asked;
      const interaction = interactionOf(pact, asked, given);
      if (interaction === undefined) throw new Error("the pact has no such message");
      given.set(interaction, undefined);
      const wanted = wantedOf(pact, events, interaction);
      try {
        const message = await settled(() => make(wanted, { interaction, text }), timeoutMs);
        if (message !== undefined) {
          given.set(interaction, message);
          return message;
        }
      } catch (error) {
        const { description: name } = interaction;
        const message = `its message "${name}" could not be made: ${messageOf(error)}`;
        report({ kind: "messages", name, message });
        throw error;
      }
      throw new Error("nothing makes this message");
    },
  };
}

// Of interactions that are asked for in the same words, the one that has not been asked for yet.
function interactionOf(
  pact: Pact,
  { description, providerStates = [] }: Asked,
  given: ReadonlyMap<MessageInteraction, unknown>,
): MessageInteraction | undefined {
  const states = JSON.stringify(providerStates.map(({ name }) => name));
  const candidates = pact.interactions.filter(
    (each): each is MessageInteraction =>
      (each.kind === "async" || each.kind === "sync") &&
      each.description === description &&
      JSON.stringify(each.states.map(({ name }) => name)) === states,
  );
  return candidates.find((each) => !given.has(each)) ?? candidates[0];
}

function wantedOf(
  { provider }: Pact,
  events: Contract | undefined,
  interaction: MessageInteraction,
): WantedMessage {
  const { description, states } = interaction;
  const request = interaction.kind === "sync" ? interaction.request : undefined;
  return {
    description,
    states,
    metadata: givenPart(interaction)?.metadata ?? {},
    channel: events && channelOf(meantMessages(events, provider, interaction).given),
    request: request && { contents: contentsOf(request.contents), metadata: request.metadata },
  };
}

/** A JSON value or a text as it is; bytes where the pact has them in base64. */
function contentsOf(body: Body): unknown {
  return body.encoded === false ? body.content : bodyBytes(body);
}
