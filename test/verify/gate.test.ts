/**
 * What the verifier sends arrives as it is, with what the configuration adds.
 */
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type GateOptions, openGate } from "../../src/verify/gate.ts";
import type { ProviderFault } from "../../src/verify/provider-fault.ts";
import { stateFunctions } from "../../src/verify/provider-states.ts";
import { type FetchHandler, serveFetch } from "../../src/verify/serve-fetch.ts";

interface Opened {
  provider: string;
  url: string;
  statesUrl: string;
  faults: ProviderFault[];
  close(): Promise<void>;
}

async function open(handler: FetchHandler, options: Partial<GateOptions> = {}): Promise<Opened> {
  const faults: ProviderFault[] = [];
  const report = (fault: ProviderFault): void => void faults.push(fault);
  const provider = await serveFetch(handler, report);
  const gate = await openGate({ url: provider.url, report, ...options });
  onTestFinished(async () => {
    await gate.close();
    await provider.close();
  });
  return { ...gate, faults, provider: provider.url };
}

async function post(url: string, body: unknown): Promise<[number, string]> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  return [response.status, await response.text()];
}

test.each([
  ["application/x-www-form-urlencoded", "a=1&b=%20x"],
  ["application/json", '"a text"'],
  ["application/json", '{ "price" : 1.0, "id": 12345678901234567890 }'],
  ["application/octet-stream", "\u0000\u00ff\r\n"],
])("a body of %s is passed on byte for byte: %j", async (type, body) => {
  const { url, faults } = await open(async (request) => {
    const headers = { "content-type": request.headers.get("content-type")! };
    return new Response(await request.bytes(), { status: 201, headers });
  });
  const response = await fetch(`${url}/a?b=c`, {
    method: "POST",
    headers: { "content-type": type },
    body,
  });
  expect(response.status).toBe(201);
  expect(response.headers.get("content-type")).toBe(type);
  expect(await response.text()).toBe(body);
  expect(faults).toEqual([]);
});

test("methods, paths, repeated headers and answers without a body are passed on", async () => {
  const seen: string[] = [];
  const { url } = await open(({ method, url, headers }) => {
    seen.push(`${method} ${new URL(url).pathname}${new URL(url).search} ${headers.get("x-a")}`);
    const answer = new Headers([
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
    ]);
    return new Response(null, { status: 204, headers: answer });
  });
  for (const method of ["GET", "HEAD", "DELETE", "PATCH", "OPTIONS"]) {
    const headers = [
      ["x-a", "1"],
      ["x-a", "2"],
    ] as [string, string][];
    const response = await fetch(`${url}/p%2Fq/?x=%26`, { method, headers });
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  }
  expect(seen).toEqual(
    ["GET", "HEAD", "DELETE", "PATCH", "OPTIONS"].map((each) => `${each} /p%2Fq/?x=%26 1, 2`),
  );
});

test("headers are added to what the pact sends, or replace it", async () => {
  const { url, statesUrl, provider } = await open(
    ({ headers }) => Response.json(Object.fromEntries(headers)),
    {
      changeState: stateFunctions({ "a pet is there": () => undefined }),
      headers: async ({ method, path, headers, states }) => ({
        Authorization: `Bearer ${method} ${path} ${headers.authorization} ${states}`,
      }),
    },
  );
  await post(statesUrl, { state: "a pet is there", params: {}, action: "setup" });
  const response = await fetch(`${url}/pets?a=b`, {
    headers: { authorization: "old", "x-b": "c" },
  });
  expect(await response.json()).toMatchObject({
    authorization: "Bearer GET /pets?a=b old a pet is there",
    "x-b": "c",
    // The provider's, not the gate's.
    host: new URL(provider).host,
  });
});

test("headers that cannot be made are told, and the request is not sent", async () => {
  let asked = 0;
  const answer: FetchHandler = () => {
    asked += 1;
    return new Response();
  };
  for (const [headers, message] of [
    [{ a: () => Promise.reject(new Error("no token")) }, "no token"],
    [{ "a b": "c" }, "Header name must be a valid HTTP token"],
    [{ a: "b\r\nc: d" }, "Invalid character in header content"],
    [{ a: (() => 7) as unknown as () => string }, "a is no text"],
    [() => new Promise<undefined>(() => undefined), "it did not settle within 20 ms"],
  ] as const) {
    const { url, faults } = await open(answer, { headers: headers as never, timeoutMs: 20 });
    expect((await fetch(`${url}/x`)).status).toBe(400);
    expect(faults).toEqual([
      { kind: "headers", name: "", message: expect.stringContaining(message) },
    ]);
  }
  expect(asked).toBe(0);
});

test("states give values, are told when they fail, and are taken down at the end", async () => {
  const done: string[] = [];
  const { statesUrl, faults, close } = await open(() => new Response(), {
    changeState: stateFunctions({
      one: {
        setup: ({ id }) => ({ made: id }),
        teardown: ({ id }) => void done.push(`one ${String(id)} down`),
      },
      two: { setup: () => 7, teardown: () => Promise.reject(new Error("gone")) },
      three: () => {
        throw new Error("full");
      },
    }),
  });
  const change = (state: string, action: string): Promise<[number, string]> =>
    post(statesUrl, { state, params: { id: 1 }, action });
  expect(await change("one", "setup")).toEqual([200, '{"made":1}']);
  expect(await change("two", "setup")).toEqual([200, "{}"]);
  expect(await change("nobody knows", "setup")).toEqual([200, "{}"]);
  expect(await change("", "setup")).toEqual([200, "{}"]);
  // A server's error would be asked for again.
  expect(await change("three", "setup")).toEqual([400, "full"]);
  expect(await change("two", "teardown")).toEqual([400, "gone"]);
  await close();
  expect(done).toEqual(["one 1 down"]);
  expect(faults).toEqual([
    { kind: "states", name: "three", message: 'its state "three" could not be set up: full' },
    { kind: "states", name: "two", message: 'its state "two" could not be taken down: gone' },
  ]);
});

test.each<[string, unknown, string]>([
  ["throws", () => Promise.reject(new Error("boom")), "boom"],
  ["gives no Response", () => ({ status: 200 }), "it gave no Response"],
])("a Fetch handler that %s is told, and answers 500", async (_, handler, message) => {
  const { url, faults } = await open(handler as FetchHandler);
  expect((await fetch(`${url}/x`)).status).toBe(500);
  expect(faults).toEqual([
    {
      kind: "fetch",
      name: "GET /x",
      message: `its Fetch handler failed at GET /x: ${message}`,
    },
  ]);
});

test("a provider that is not there any more is told", async () => {
  const gone = await serveFetch(
    () => new Response(),
    () => undefined,
  );
  await gone.close();
  const { url, faults } = await open(() => new Response(), { url: gone.url });
  expect((await fetch(url)).status).toBe(400);
  expect(faults).toEqual([
    { kind: "connection", name: "", message: expect.stringContaining("ECONNREFUSED") },
  ]);
});

test("nothing listens once it is closed", async () => {
  const { url, close } = await open(() => new Response());
  await close();
  const { promise, resolve } = Promise.withResolvers<unknown>();
  connect(Number(new URL(url).port), "127.0.0.1").on("error", resolve);
  expect(await promise).toMatchObject({ code: "ECONNREFUSED" });
});
