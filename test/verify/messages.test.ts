/**
 * Messages between the verifier and what makes them.
 */
import { expect, onTestFinished, test } from "vitest";
import { mockMessages } from "../../src/cli/mock-messages.ts";
import type { Pact } from "../../src/pact/pact.ts";
import { openGate } from "../../src/verify/gate.ts";
import { openDesk } from "../../src/verify/message-desk.ts";
import type { ProviderFault } from "../../src/verify/provider-fault.ts";
import {
  type MakeMessage,
  messageFunctions,
  messageRequests,
  type WantedMessage,
  writeMessage,
} from "../../src/verify/provider-messages.ts";
import { serveFetch } from "../../src/verify/serve-fetch.ts";
import { readContractText } from "../contract-text.ts";
import { contentsOf, events, pactOf } from "./events.ts";

const bytes = new Uint8Array([0, 255]);

test.each<[given: unknown, bytes: string | Uint8Array, type: string, metadata: unknown]>([
  [{ contents: { id: 1 } }, '{"id":1}', "application/json", {}],
  [{ contents: null }, "null", "application/json", {}],
  [{ contents: "a" }, '"a"', "application/json", {}],
  [{ contents: ["é"], metadata: { k: 1 } }, '["é"]', "application/json", { k: 1 }],
  [{ contents: { at: new Date(0) } }, '{"at":"1970-01-01T00:00:00.000Z"}', "application/json", {}],
  [{ contents: [1], contentType: "application/v+json" }, "[1]", "application/v+json", {}],
  [{ contents: "a,b", contentType: "text/csv" }, "a,b", "text/csv", {}],
  [{ contents: bytes, contentType: "image/png" }, bytes, "image/png", {}],
])("%j is written", (given, expected, contentType, metadata) => {
  const written = writeMessage(given);
  expect(Buffer.from(written.bytes)).toEqual(Buffer.from(expected as string));
  expect(written.contentType).toBe(contentType);
  expect(JSON.parse(Buffer.from(written.metadata!, "base64").toString())).toEqual(metadata);
});

const cycle: { self?: unknown } = {};
cycle.self = cycle;

test.each<[given: unknown, why: string]>([
  [undefined, "it gave undefined; it has to give { contents, metadata?, contentType? }"],
  ["a text", "it gave a string"],
  [[{ contents: 1 }], "it gave a list"],
  [{ contents: { id: 1 }, orderId: 1 }, "it gave `orderId`, which is no part of a message"],
  [{ metadata: {} }, "it gave no `contents`"],
  [{ contents: 1, metadata: "topic" }, "its `metadata` is a string"],
  [{ contents: 1, contentType: "" }, "its `contentType` is no text"],
  [{ contents: "a", contentType: "text/plain\r\nx: y" }, "Invalid character in header content"],
  [{ contents: bytes }, "its `contents` are bytes, and it gave no `contentType`"],
  [
    { contents: { a: 1 }, contentType: "text/plain" },
    "its `contents` are an object; text/plain asks",
  ],
  [{ contents: cycle }, "its `contents` are no JSON value"],
  [{ contents: () => 1 }, "its `contents` are no JSON value"],
  [{ contents: 1, metadata: { a: 1n } }, "its `metadata` are no JSON value"],
])("a wrong shape is told: %o", (given, why) => {
  expect(() => writeMessage(given)).toThrow(why);
});

async function open(make: MakeMessage, pact: Pact, timeoutMs = 5) {
  const faults: ProviderFault[] = [];
  const report = (fault: ProviderFault): void => void faults.push(fault);
  const asked: string[] = [];
  const provider = await serveFetch(({ method, url }) => {
    asked.push(`${method} ${new URL(url).pathname}`);
    return new Response();
  }, report);
  const desk = openDesk({ pact, events, make, report, timeoutMs });
  const gate = await openGate({
    url: provider.url,
    report,
    message: (text) => desk.answer(text),
  });
  onTestFinished(async () => {
    await gate.close();
    await provider.close();
  });
  const ask = (body: object): Promise<Response> =>
    fetch(gate.messagesUrl, { method: "POST", body: JSON.stringify(body) });
  return { ask, desk, faults, asked, gate };
}

test("a function is told what the pact and the contract say of the message", async () => {
  const wanted: WantedMessage[] = [];
  const states = [{ name: "an order is there", params: { id: "o1" } }];
  const pact = pactOf(
    {
      description: "m",
      providerStates: states,
      ...contentsOf({ id: "o1" }),
      metadata: { topic: "order.made", n: 1 },
    },
    {
      type: "Synchronous/Messages",
      description: "q",
      request: contentsOf({ sku: "a" }),
      response: [{ ...contentsOf(7), metadata: { k: "v" } }],
    },
  );
  const { ask, asked, faults } = await open(
    messageFunctions((each) => {
      wanted.push(each);
      return { contents: 7, metadata: { at: "é" } };
    }),
    pact,
  );
  const answer = await ask({ description: "m", providerStates: states });
  expect(await answer.text()).toBe("7");
  expect(answer.headers.get("content-type")).toBe("application/json");
  const metadata = Buffer.from(answer.headers.get("pact-message-metadata")!, "base64").toString();
  expect(JSON.parse(metadata)).toEqual({ at: "é" });
  await ask({ description: "q", request: {} });
  expect(wanted).toEqual([
    {
      description: "m",
      states,
      metadata: { topic: "order.made", n: 1 },
      channel: "order.made",
      request: undefined,
    },
    {
      description: "q",
      states: [],
      metadata: { k: "v" },
      channel: "price.told",
      request: { contents: { sku: "a" }, metadata: {} },
    },
  ]);
  expect(asked).toEqual([]);
  expect(faults).toEqual([]);
});

test("what is asked for in the same words is asked in turn", async () => {
  const same = { description: "m", ...contentsOf({ id: "o1" }) };
  const pact = pactOf({ ...same, metadata: { n: 1 } }, { ...same, metadata: { n: 2 } });
  const { ask, desk } = await open(
    messageFunctions({ m: ({ metadata }) => ({ contents: metadata.n }) }),
    pact,
  );
  expect(await (await ask({ description: "m" })).text()).toBe("1");
  expect(await (await ask({ description: "m" })).text()).toBe("2");
  expect(desk.given.size).toBe(2);
});

test("what cannot be made is told, and never asked of the provider", async () => {
  const described = (description: string) => ({ description, ...contentsOf({ id: "o1" }) });
  const pact = pactOf(...["fails", "hangs", "unknown"].map(described));
  const { ask, desk, faults, asked } = await open(
    messageFunctions({
      fails: () => Promise.reject(new Error("no outbox")),
      hangs: () => new Promise<never>(() => undefined),
    }),
    pact,
  );
  for (const description of ["fails", "hangs", "unknown", "of another pact"]) {
    expect((await ask({ description })).status).toBe(400);
  }
  // What nothing makes is told before the run.
  expect(faults).toEqual([
    {
      kind: "messages",
      name: "fails",
      message: 'its message "fails" could not be made: no outbox',
    },
    {
      kind: "messages",
      name: "hangs",
      message: 'its message "hangs" could not be made: it did not settle within 5 ms',
    },
  ]);
  expect([...desk.given.values()]).toEqual([undefined, undefined, undefined]);
  expect(asked).toEqual([]);
});

test("of a URL where nobody answers the reason is told", async () => {
  const { url, close } = await serveFetch(
    () => new Response(),
    () => undefined,
  );
  await close();
  const pact = pactOf({ description: "m", ...contentsOf({ id: "o1" }) });
  const { ask, faults } = await open(messageRequests(url), pact, 10_000);
  expect((await ask({ description: "m" })).status).toBe(400);
  expect(faults).toMatchObject([
    { message: expect.stringMatching(/fetch failed: .*ECONNREFUSED/) },
  ]);
});

test("what a mock cannot make is told; what its document does not have is not made", async () => {
  const contract = readContractText(
    `{ asyncapi: 3.0.0, info: { title: E, version: "1" }, channels: { c: { messages: { M: { payload: false } } } } }`,
  );
  const lost = { description: "lost", ...contentsOf(1), metadata: { topic: "another" } };
  const pact = pactOf({ description: "m", ...contentsOf(1) }, lost);
  const { ask, faults } = await open(mockMessages(contract, "orders"), pact);
  for (const description of ["m", "lost"]) expect((await ask({ description })).status).toBe(400);
  expect(faults).toEqual([
    {
      kind: "messages",
      name: "m",
      message: expect.stringMatching(/^its message "m" could not be made: no payload of M can be/),
    },
  ]);
});

test("a provider of messages alone answers no other request", async () => {
  const gate = await openGate({ url: undefined, report: () => undefined });
  onTestFinished(() => gate.close());
  const answer = await fetch(`${gate.url}/orders`);
  expect([answer.status, await answer.text()]).toEqual([400, "there is no provider of HTTP"]);
  const message = await fetch(gate.messagesUrl, { method: "POST", body: "{}" });
  expect([message.status, await message.text()]).toEqual([400, "nothing makes messages"]);
});
