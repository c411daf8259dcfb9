/**
 * A pact of calls and messages, and a provider with a document for each.
 */
import { expect, test } from "vitest";
import { judgePact } from "../../src/pact/compare.ts";
import { readContractText } from "../contract-text.ts";
import { contentsOf, events, pactOf } from "../verify/events.ts";

const http = readContractText(`
openapi: 3.1.0
info: { title: Orders, version: "1" }
paths: { /orders: { get: { responses: { "200": { description: All } } } } }
`);
const call = {
  type: "Synchronous/HTTP",
  description: "orders",
  request: { method: "GET", path: "/orders" },
  response: { status: 201 },
};
const message = { description: "m", ...contentsOf({ id: 7 }), metadata: { topic: "order.made" } };
const pact = pactOf(call, message);

test.each([
  [{ http, messages: events }, ["response.status.undeclared", "event.payload.incompatible"]],
  [{ http, messages: undefined }, ["response.status.undeclared", "pact.interaction-unread"]],
  [
    { http: undefined, messages: events },
    ["pact.interaction-unread", "event.payload.incompatible"],
  ],
  [http, ["response.status.undeclared", "pact.interaction-unread"]],
  [events, ["pact.interaction-unread", "event.payload.incompatible"]],
])("each interaction is compared with the document of its kind (%#)", (contract, codes) => {
  expect(judgePact(pact, contract).findings.map(({ code }) => code)).toEqual(codes);
});
