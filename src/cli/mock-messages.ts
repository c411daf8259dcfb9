/**
 * The messages of a provider that is a mock, made from the AsyncAPI document.
 */
import type { Contract } from "../contract/contract.ts";
import { makeMessage } from "../mock/message.ts";
import { meantMessages } from "../pact/meant-message.ts";
import { type MakeMessage, writeMessage } from "../verify/provider-messages.ts";

/**
 * What the document does not have is not made: comparing the pact tells that.
 *
 * @param events AsyncAPI
 * @param provider whose messages they are
 */
export function mockMessages(events: Contract, provider: string, seed = 1): MakeMessage {
  return ({ states, metadata }, { interaction }) => {
    const [option] = meantMessages(events, provider, interaction).given;
    if (option === undefined) return undefined;
    const names = states.map(({ name }) => name);
    const made = makeMessage(events, option, { seed, states: names, metadata });
    if ("fault" in made) return Promise.reject(new Error(made.fault));
    return Promise.resolve(writeMessage(made));
  };
}
