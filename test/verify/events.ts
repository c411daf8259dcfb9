/**
 * A small AsyncAPI document, and pacts with messages of it.
 */
import type { Contract } from "../../src/contract/contract.ts";
import type { MessageInteraction, Pact } from "../../src/pact/pact.ts";
import { readPact } from "../../src/pact/read.ts";
import { readSource } from "../../src/source/source.ts";
import { readContractText } from "../contract-text.ts";

/** `orders` sends four, two of them of one shape, two of one shape and another media type, and answers one; `mailer` is the other side. */
export const events: Contract = readContractText(`
asyncapi: 3.0.0
info: { title: Events, version: "1" }
channels:
  made:
    address: order.made
    messages:
      OrderMade:
        headers: { type: object, properties: { trace: { const: t1 } }, required: [trace] }
        payload: { type: object, required: [id], properties: { id: { type: string } } }
        examples:
          - { name: broken, payload: { id: 7 }, headers: { trace: t1 } }
          - { name: first, payload: { id: o1 }, headers: { trace: t1 } }
          - { summary: an order without lines, payload: { id: o2 }, headers: { trace: t1 } }
  sent: { address: order.sent, messages: { OrderSent: { payload: { $ref: "#/channels/made/messages/OrderMade/payload" } } } }
  text: { address: order.text, messages: { OrderText: { contentType: text/plain, payload: { type: string } } } }
  note: { address: order.note, messages: { OrderNote: { contentType: application/json, payload: { type: string } } } }
  void: { messages: { Nothing: { title: no payload } } }
  asked: { address: price.asked, messages: { PriceAsked: { payload: { type: object, required: [sku] } } } }
  told: { address: price.told, messages: { PriceTold: { payload: { type: integer } }, PriceUnknown: { payload: { type: boolean } } } }
operations:
  made: { action: send, channel: { $ref: "#/channels/made" }, x-service: orders }
  sent: { action: send, channel: { $ref: "#/channels/sent" }, x-service: orders }
  text: { action: send, channel: { $ref: "#/channels/text" }, x-service: orders }
  note: { action: send, channel: { $ref: "#/channels/note" }, x-service: orders }
  price:
    action: receive
    channel: { $ref: "#/channels/asked" }
    reply: { channel: { $ref: "#/channels/told" } }
    x-service: orders
  read: { action: receive, channel: { $ref: "#/channels/made" }, x-service: mailer }
`);

/** A pact of `mailer` with `orders`, version 4. */
export function pactOf(...interactions: object[]): Pact {
  const text = JSON.stringify({
    consumer: { name: "mailer" },
    provider: { name: "orders" },
    interactions: interactions.map((each) => ({ type: "Asynchronous/Messages", ...each })),
    metadata: { pactSpecification: { version: "4.0" } },
  });
  const { pact, faults } = readPact(readSource(text, { uri: "file:///p.json", file: "p.json" }));
  if (pact === undefined) throw new Error(faults.map(({ message }) => message).join("; "));
  return pact;
}

export function messageOf(interaction: object): MessageInteraction {
  return pactOf(interaction).interactions[0] as MessageInteraction;
}

export function contentsOf(content: unknown, contentType = "application/json"): object {
  return { contents: { content, contentType, encoded: false } };
}
