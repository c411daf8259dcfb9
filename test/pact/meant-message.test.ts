/**
 * Which message of a contract an interaction is about: what the pact names, else what its example is.
 */
import { expect, test } from "vitest";
import { channelOf, meantMessages } from "../../src/pact/meant-message.ts";
import { contentsOf, events, messageOf } from "../verify/events.ts";

const order = contentsOf({ id: "o1" });

test.each<[what: string, interaction: object, given: string[], channel: string | undefined]>([
  [
    "the topic is an address",
    { description: "m", ...order, metadata: { topic: "order.sent" } },
    ["OrderSent"],
    "order.sent",
  ],
  [
    "the description has a message's name",
    { description: "an OrderMade", ...order },
    ["OrderMade"],
    "order.made",
  ],
  [
    "two are of the example's shape",
    { description: "m", ...order },
    ["OrderMade", "OrderSent"],
    undefined,
  ],
  [
    "one is of the example's media type",
    { description: "m", ...contentsOf("hello", "text/plain") },
    ["OrderText"],
    "order.text",
  ],
  [
    "none is of the example's shape",
    { description: "m", ...contentsOf(7) },
    ["OrderMade", "OrderSent", "OrderText", "OrderNote"],
    undefined,
  ],
  [
    "no channel has the address",
    { description: "m", ...order, metadata: { topic: "order.lost" } },
    [],
    undefined,
  ],
  [
    "a reply",
    {
      type: "Synchronous/Messages",
      description: "m",
      request: contentsOf({ sku: "a" }),
      response: [contentsOf(false)],
    },
    ["PriceUnknown"],
    "price.told",
  ],
])("%s", (_, interaction, given, channel) => {
  const meant = meantMessages(events, "orders", messageOf(interaction));
  expect(meant.given.map(({ message }) => message.name)).toEqual(given);
  expect(channelOf(meant.given)).toBe(channel);
});
