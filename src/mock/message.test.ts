/**
 * AsyncAPI 3.0 #messageExampleObject: an example has a payload, headers, a name and a summary.
 */
import { expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { events } from "../../test/verify/events.ts";
import { makeMessage } from "./message.ts";

const choice = { seed: 1, states: [], metadata: {} };

function option(contract: typeof events, channelName: string) {
  const channel = contract.channels.find(({ name }) => name === channelName)!;
  return { channel, message: channel.messages[0]!, operation: undefined };
}

test.each([
  ["the first that is valid", [], "o1"],
  ["the one that a state names by its summary", ["a user", "an order without lines"], "o2"],
  ["not one that breaks the schema, though it is named", ["broken"], "o1"],
])("an example is taken: %s", (_, states, id) => {
  const wanted = { ...choice, states, metadata: { topic: "x", other: "y" } };
  expect(makeMessage(events, option(events, "made"), wanted)).toEqual({
    contents: { id },
    // Where it travels is the channel's; what else the pact states is not the contract's.
    metadata: { trace: "t1", topic: "order.made" },
    contentType: "application/json",
  });
});

test("without an example payload and headers are samples, the same for the same seed", () => {
  const contract = readContractText(`
asyncapi: 3.0.0
info: { title: Events, version: "1" }
channels:
  made:
    messages:
      Made:
        headers: { type: object, required: [trace], properties: { trace: { const: t1 } } }
        payload: { type: array, minItems: 3, maxItems: 3, items: { type: integer, minimum: 0, maximum: 1000000 } }
`);
  const made = makeMessage(contract, option(contract, "made"), choice);
  expect(made).toMatchObject({ contents: [expect.any(Number), {}, {}].fill(expect.any(Number)) });
  expect(made).toMatchObject({ metadata: { trace: "t1" } });
  expect(makeMessage(contract, option(contract, "made"), choice)).toEqual(made);
  expect(makeMessage(contract, option(contract, "made"), { ...choice, seed: 2 })).not.toEqual(made);
});

test.each([
  ["no payload", "{ title: none }", "the contract has no payload of M that can be read"],
  ["an impossible one", "{ payload: false }", "no payload of M can be made: "],
  [
    "one that is not JSON",
    "{ contentType: application/xml, payload: { type: object } }",
    "the payload of M is written as application/xml, which is not JSON",
  ],
])("a message of %s is not made", (_, message, fault) => {
  const contract = readContractText(
    `{ asyncapi: 3.0.0, info: { title: E, version: "1" }, channels: { c: { messages: { M: ${message} } } } }`,
  );
  const made = makeMessage(contract, option(contract, "c"), choice);
  expect(made).toEqual({ fault: expect.stringContaining(fault) });
});
