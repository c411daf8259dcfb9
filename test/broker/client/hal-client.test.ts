import { describe, expect, test } from "vitest";
import { readAddress } from "../../../src/broker/client/address.ts";
import {
  createHalClient,
  type HalClient,
  type HalClientOptions,
  resolve,
} from "../../../src/broker/client/hal-client.ts";
import { ConcordatError } from "../../../src/findings/concordat-error.ts";
import { hal, type Step, scripted } from "./scripted-send.ts";

function clientOf(
  steps: readonly Step[],
  options: Partial<HalClientOptions> = {},
): ReturnType<typeof scripted> & { client: HalClient } {
  const script = scripted(steps);
  const client = createHalClient({
    address: readAddress({ baseUrl: "http://broker.test" }),
    send: script.send,
    clock: script.clock,
    ...options,
  });
  return { ...script, client };
}

async function errorOf(asked: Promise<unknown>): Promise<ConcordatError> {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConcordatError);
  return error as ConcordatError;
}

describe("a link is resolved", () => {
  test.each([
    // base                     href                                          asked
    ["http://b/", "", "http://b/"],
    ["http://b/broker/", "", "http://b/broker/"],
    ["http://b/broker/", "matrix?q=1", "http://b/broker/matrix?q=1"],
    ["http://b/", "http://internal:9292/pacts/x", "http://b/pacts/x"],
    ["https://b/broker/", "http://b/broker/pacts/x?y=%2F", "https://b/broker/pacts/x?y=%2F"],
    ["https://b/broker/", "http://b/broker", "https://b/broker"],
    // Mounted without its knowledge.
    ["https://b/broker/", "http://internal/pacts/x", "https://b/broker/pacts/x"],
    ["https://b/broker/", "/brokers/x", "https://b/broker/brokers/x"],
    ["https://b/", "/pacticipants/a%2Fb", "https://b/pacticipants/a%2Fb"],
  ])("below %s: %s", (base, href, asked) => {
    expect(resolve(new URL(base), href).href).toBe(asked);
  });
});

describe("a relation", () => {
  const index = {
    _links: {
      "pb:environment": { href: "http://b/environments/{uuid}", templated: true },
      "pb:provider-pacts": { href: "/pacts/provider/{provider}/{other}" },
      "pb:many": [{ href: "/first" }, { href: "/second" }],
    },
  };

  test.each([
    ["pb:environment", { uuid: "a b" }, "http://b/environments/a%20b"],
    ["PB:Environment", { uuid: "u" }, "http://b/environments/u"],
    ["pb:provider-pacts", { provider: "a/b" }, "/pacts/provider/a%2Fb/{other}"],
    ["pb:many", {}, "/first"],
    ["pb:none", {}, undefined],
  ])("%s", async (name, variables, href) => {
    const { client } = clientOf([hal(index)]);
    expect(await client.relation(name, variables)).toBe(href);
  });

  test("is looked up in one index", async () => {
    const { client, sent } = clientOf([hal(index)]);
    await client.relation("pb:many");
    await client.relation("pb:environment");
    expect(sent.map(({ path }) => path)).toEqual(["/"]);
  });
});

describe("credentials", () => {
  test.each([
    [{ baseUrl: "http://b" }, undefined],
    // RFC 7617 §2: the example.
    [
      { baseUrl: "http://b", credentials: [{ username: "Aladdin", password: "open sesame" }] },
      "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    ],
    [{ baseUrl: "http://Aladdin:open%20sesame@b" }, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="],
    [{ baseUrl: "http://b", credentials: [{}, { token: "t0ken\n" }] }, "Bearer t0ken"],
    [
      { baseUrl: "http://x:y@b", credentials: [{ token: "flag" }, { token: "variable" }] },
      "Bearer flag",
    ],
    [
      { baseUrl: "http://Aladdin:open%20sesame@b", credentials: [{}, { token: "variable" }] },
      "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    ],
  ])("%j", async (options, authorization) => {
    const { client, sent } = clientOf([hal({})], { address: readAddress(options) });
    await client.ask("GET", "");
    expect(sent[0]!.headers.authorization).toBe(authorization);
  });

  test("a header of one's own is sent", async () => {
    const address = readAddress({ baseUrl: "http://b", customHeaders: ["X-Key: k e y"] });
    const { client, sent } = clientOf([hal({})], { address });
    await client.ask("GET", "");
    expect(sent[0]!.headers["x-key"]).toBe("k e y");
  });

  test.each([
    [{ baseUrl: "geheim" }],
    [{ baseUrl: "ftp://u:geheim@b" }],
    [{ baseUrl: "http://b", credentials: [{ token: "geh eim" }] }],
    [{ baseUrl: "http://b", credentials: [{ token: "gehe\u{fc}im" }] }],
    [{ baseUrl: "http://b", customHeaders: ["geheim"] }],
    [{ baseUrl: "http://b", customHeaders: ["X: geheim\nY: z"] }],
  ])("what is none is refused, and not shown: %j", (options) => {
    const refuse = (): unknown => readAddress(options);
    expect(refuse).toThrow(expect.objectContaining({ code: "usage.invalid" }));
    expect(refuse).toThrow(/^(?!.*geh)/s);
  });
});

describe("is asked again", () => {
  const busy = (headers: Record<string, string> = {}, status = 503): Response =>
    new Response("busy", { status, headers });

  test.each([
    ["twice as long each time", [busy(), busy(), busy(), hal({})], [500, 1000, 2000]],
    ["as Retry-After says", [busy({ "retry-after": "7" }, 429), hal({})], [7000]],
    [
      "at the date of Retry-After",
      [busy({ "retry-after": "Mon, 23 Nov 2026 10:00:03 GMT" }, 429), hal({})],
      [3000],
    ],
    [
      "at once, where that date is over",
      [busy({ "retry-after": "Mon, 23 Nov 2026 09:00:00 GMT" }), hal({})],
      [0],
    ],
    ["after 502 and 504", [busy({}, 502), busy({}, 504), hal({})], [500, 1000]],
  ])("%s", async (_, steps, waited) => {
    const { client, pauses } = clientOf(steps);
    expect(await client.ask("GET", "")).toMatchObject({ status: 200 });
    expect(pauses).toEqual(waited);
  });

  test.each([
    ["POST", { body: {} }, 1],
    ["PATCH", { body: {} }, 1],
    ["POST", { body: {}, isRepeatable: true }, 3],
    ["PUT", { body: {} }, 3],
    ["GET", {}, 3],
  ])("%s %j: %i times in all", async (method, options, times) => {
    const { client, sent } = clientOf([busy(), busy(), busy()], { retries: 2 });
    expect((await errorOf(client.ask(method, "x", options))).code).toBe("broker.refused");
    expect(sent).toHaveLength(times);
  });

  test.each([[500], [400], [404], [409]])("not after %i", async (status) => {
    const { client, sent } = clientOf([hal({}, status)]);
    await errorOf(client.ask("GET", ""));
    expect(sent).toHaveLength(1);
  });

  test("not where the broker wants minutes", async () => {
    const { client, pauses } = clientOf([busy({ "retry-after": "600" }, 429)]);
    expect((await errorOf(client.ask("GET", ""))).message).toContain("429");
    expect(pauses).toEqual([]);
  });
});

describe("an error says", () => {
  test.each([
    [
      "what the broker says, a list",
      hal({ errors: ["Pacticipant X not found"] }, 400),
      ["GET http://broker.test/matrix got 400", "Pacticipant X not found"],
    ],
    [
      "what the broker says, by member",
      hal({ errors: { name: ["is missing"] } }, 400),
      ["name: is missing"],
    ],
    ["what the broker says, one", hal({ error: "Not here." }, 404), ["got 404", "Not here."]],
    ["what the broker says, as an object", hal({ error: { message: "Oops" } }, 500), ["Oops"]],
    [
      "notices that are no success",
      hal(
        {
          notices: [
            { type: "error", text: "No" },
            { type: "success", text: "Hm" },
          ],
        },
        403,
      ),
      ["No"],
    ],
    ["a short text", new Response("go away", { status: 403 }), ["got 403", "go away"]],
    [
      "where it leads",
      new Response(null, { status: 302, headers: { location: "https://u:p@other/x?t=1" } }),
      ["it leads to https://other/x"],
    ],
    ["that it is no broker", new Response("<html>"), ["is no JSON"]],
  ])("%s", async (_, answer, words) => {
    const { client } = clientOf([answer]);
    const error = await errorOf(client.ask("GET", "matrix"));
    expect(error.code).toBe("broker.refused");
    for (const word of words) expect(error.message).toContain(word);
    expect(error.message).not.toMatch(/<html>|Hm|u:p/);
  });

  test("401: which flags to say", async () => {
    const { client } = clientOf([new Response("", { status: 401 })]);
    expect((await errorOf(client.ask("GET", ""))).mend).toContain("--broker-token");
  });

  test("why nobody answers", async () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9292"), {
      code: "ECONNREFUSED",
    });
    const { client } = clientOf([Object.assign(new TypeError("fetch failed"), { cause })]);
    const error = await errorOf(client.ask("GET", ""));
    expect(error.code).toBe("broker.unreachable");
    expect(error.message).toBe(
      "http://broker.test: ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:9292",
    );
  });

  test("that it took too long", async () => {
    const script = scripted([]);
    const { client } = clientOf([], {
      timeoutMs: 30_000,
      clock: { ...script.clock, deadline: () => AbortSignal.abort() },
      send: async (_, { signal }) => {
        signal.throwIfAborted();
        throw new Error("it was not asked to stop");
      },
    });
    const error = await errorOf(client.ask("GET", ""));
    expect(error.message).toBe("http://broker.test: it did not answer within 30000 ms");
  });
});

test("a status that the caller expects is no error", async () => {
  const { client } = clientOf([hal({ error: "no" }, 404)]);
  expect(await client.ask("GET", "x", { may: [404] })).toMatchObject({
    status: 404,
    body: { error: "no" },
  });
});

test("nothing is an answer", async () => {
  const { client } = clientOf([new Response(null, { status: 204 })]);
  expect(await client.ask("DELETE", "x")).toEqual({ status: 204, body: undefined, text: "" });
});

test("secrets are in no error and no log, whoever says them", async () => {
  const log: string[] = [];
  const address = readAddress({
    baseUrl: "http://someone:swordfish@broker.test",
    credentials: [{}, { token: "tok-3-n" }],
    customHeaders: ["X-Key: k3yk3y"],
  });
  const encoded = Buffer.from("someone:swordfish").toString("base64");
  const told = `swordfish tok-3-n k3yk3y Basic ${encoded}`;
  const { client } = clientOf(
    [hal({ errors: [told] }, 400), new Error(`bad header Basic ${encoded}`), hal({})],
    { address, log: (line) => log.push(line) },
  );
  const errors = [
    await errorOf(client.ask("GET", "x?token=tok-3-n")),
    await errorOf(client.ask("GET", "y")),
  ];
  await client.ask("GET", "swordfish");
  const shown = [...errors.map(({ message, mend }) => `${message} ${mend}`), ...log].join("\n");
  expect(log).toHaveLength(3);
  expect(shown).toContain("***");
  expect(shown).not.toMatch(new RegExp(`swordfish|tok-3-n|k3yk3y|${encoded}`));
  expect(client.url).toBe("http://broker.test/");
});
