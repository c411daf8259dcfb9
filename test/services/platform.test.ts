import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, test } from "vitest";
import { connectByRegistry, connectInProcess } from "../../services/platform/connect.ts";
import { createIdempotency } from "../../services/platform/idempotency.ts";
import { countedIds } from "../../services/platform/ids.ts";
import { pageOf } from "../../services/platform/page.ts";
import { createRegistry, type Registry } from "../../services/platform/registry.ts";
import { createTokens } from "../../services/platform/tokens.ts";
import { traceHeaders, traceIdOf, traceOf } from "../../services/platform/tracing.ts";

const SECRET = "a secret of thirty-two bytes, or more";

/** A clock that stands still until it is moved. */
function stoppedClock(): { now: () => Date; advance: (ms: number) => void } {
  let now = Date.parse("2026-03-12T09:00:00Z");
  return {
    now: () => new Date(now),
    advance(ms) {
      now += ms;
    },
  };
}

describe("a trace", () => {
  const id = "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f";
  const other = "0f9b7d5e-2c4a-4b61-8f3e-6d5c4b3a2910";
  const made = "00000000-0000-4000-8000-000000000065";
  const parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  test.each([
    // headers                                             request  correlation  trace id
    { headers: {}, requestId: made, correlationId: made, traceId: made },
    { headers: { "X-Request-ID": id }, requestId: id, correlationId: id, traceId: id },
    {
      headers: { "X-Request-ID": id, "X-Correlation-ID": other },
      requestId: id,
      correlationId: other,
      traceId: id,
    },
    {
      headers: { "X-Request-ID": "7", "X-Correlation-ID": "x" },
      requestId: made,
      correlationId: made,
      traceId: made,
    },
    {
      headers: { "X-Request-ID": id, traceparent: parent },
      requestId: id,
      correlationId: id,
      traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    },
    {
      headers: { "X-Request-ID": id, traceparent: "nonsense" },
      requestId: id,
      correlationId: id,
      traceId: id,
    },
  ])("of $headers", ({ headers, requestId, correlationId, traceId }) => {
    const trace = traceOf(new Headers(headers as HeadersInit), countedIds());
    expect(trace).toMatchObject({ requestId, correlationId });
    expect(traceIdOf(trace)).toBe(traceId);
    const sent = new Headers(traceHeaders(trace));
    expect(sent.get("X-Request-ID")).toBe(requestId);
    expect(sent.get("X-Correlation-ID")).toBe(correlationId);
    expect(sent.get("traceparent")).toBe(new Headers(headers as HeadersInit).get("traceparent"));
  });
});

describe("a token", () => {
  const clock = stoppedClock();
  const tokens = createTokens(SECRET, clock);
  const claims = { sub: "u-1", roles: ["user"] };
  const key = new TextEncoder().encode(SECRET);
  const soon = Math.floor(clock.now().getTime() / 1000) + 60;
  const forged = (): SignJWT => new SignJWT({ roles: ["admin"] }).setSubject("u-1");

  test("says whose it is until it expires", async () => {
    const token = await tokens.issue(claims, 60);
    expect(await tokens.verify(token)).toEqual(claims);
    const later = createTokens(SECRET, { now: () => new Date(clock.now().getTime() + 60_000) });
    await expect(later.verify(token)).rejects.toMatchObject({
      status: 401,
      code: "TOKEN_EXPIRED",
      details: { expiredAt: "2026-03-12T09:01:00.000Z" },
    });
  });

  test.each<[string, () => Promise<string> | string]>([
    ["is no token", () => "abc"],
    ["is signed with another secret", () => createTokens(`${SECRET}!`, clock).issue(claims, 60)],
    [
      "is not signed",
      () =>
        new UnsecuredJWT({ roles: ["admin"] }).setSubject("u-1").setExpirationTime(soon).encode(),
    ],
    [
      "is signed in another way",
      () => forged().setProtectedHeader({ alg: "HS512" }).setExpirationTime(soon).sign(padded(key)),
    ],
    ["never expires", () => forged().setProtectedHeader({ alg: "HS256" }).sign(key)],
    [
      "has no roles",
      () =>
        new SignJWT({})
          .setSubject("u-1")
          .setProtectedHeader({ alg: "HS256" })
          .setExpirationTime(soon)
          .sign(key),
    ],
    [
      "names nobody",
      () =>
        new SignJWT({ roles: [] })
          .setProtectedHeader({ alg: "HS256" })
          .setExpirationTime(soon)
          .sign(key),
    ],
  ])("that %s is refused", async (_what, make) => {
    await expect(tokens.verify(await make())).rejects.toMatchObject({
      status: 401,
      code: "TOKEN_INVALID",
    });
  });

  test("is not issued with a secret that is too short", () => {
    expect(() => createTokens("short", clock)).toThrow("shorter than 32 bytes");
  });
});

// HS512 asks for a key of 64 bytes; HMAC pads a shorter one with zeros, so this is the same key.
function padded(key: Uint8Array): Uint8Array {
  const whole = new Uint8Array(64);
  whole.set(key);
  return whole;
}

describe("the registry", () => {
  const registration = { serviceId: "user-service", instanceId: "user-1", host: "127.0.0.1" };

  async function statusesOf(registry: Registry): Promise<string[]> {
    return (await registry.all()).map(({ instanceId, status }) => `${instanceId} ${status}`);
  }

  test("knows an instance as the seed describes one", async () => {
    const registry = createRegistry(stoppedClock());
    expect(await registry.register({ ...registration, port: 4001 })).toEqual({
      serviceId: "user-service",
      instanceId: "user-1",
      host: "127.0.0.1",
      port: 4001,
      secure: false,
      metadata: {},
      healthCheckUrl: "http://127.0.0.1:4001/health",
      status: "UP",
      registeredAt: "2026-03-12T09:00:00.000Z",
      lastHeartbeat: "2026-03-12T09:00:00.000Z",
    });
  });

  test("takes a silent instance for down, then forgets it; a heartbeat brings it back", async () => {
    const clock = stoppedClock();
    const registry = createRegistry(clock, { timeToLiveMs: 1000 });
    await registry.register({ ...registration, port: 4001 });
    clock.advance(1000);
    expect(await statusesOf(registry)).toEqual(["user-1 UP"]);
    clock.advance(1);
    expect(await statusesOf(registry)).toEqual(["user-1 DOWN"]);
    expect(await registry.find("user-service")).toEqual([]);
    expect(await registry.heartbeat("user-1")).toBe(true);
    expect(await registry.find("user-service")).toHaveLength(1);
    clock.advance(3001);
    expect(await statusesOf(registry)).toEqual([]);
    expect(await registry.heartbeat("user-1")).toBe(false);
  });

  test("finds the instances of a service, those that were heard of last first", async () => {
    const clock = stoppedClock();
    const registry = createRegistry(clock);
    for (const instanceId of ["user-1", "user-2", "order-1"]) {
      const serviceId = `${instanceId.split("-")[0]}-service`;
      await registry.register({ ...registration, serviceId, instanceId, port: 4001 });
      clock.advance(1000);
    }
    await registry.heartbeat("user-1");
    const found = await registry.find("user-service");
    expect(found.map(({ instanceId }) => instanceId)).toEqual(["user-1", "user-2"]);
    await registry.deregister("user-1");
    expect(await registry.find("user-service")).toHaveLength(1);
  });
});

describe("reaching a service that is not there", () => {
  const request = (): Request => new Request("http://user-service/health");
  test.each([
    ["in the process", connectInProcess(new Map())],
    ["by the registry", connectByRegistry(createRegistry(stoppedClock()))],
  ])("fails %s", async (_where, connect) => {
    await expect(connect("user-service")(request())).rejects.toMatchObject({
      status: 503,
      code: "SERVICE_UNREACHABLE",
    });
  });
});

describe("work with an idempotency key", () => {
  test("is done once while it is being done, and after", async () => {
    const { once } = createIdempotency<number>();
    let count = 0;
    const work = async (): Promise<number> => ++count;
    expect(await Promise.all([once("k", 1, work), once("k", 1, work)])).toEqual([1, 1]);
    expect(await once("k", 1, work)).toBe(1);
    expect(await once("other", 1, work)).toBe(2);
    expect(await once(undefined, 1, work)).toBe(3);
  });

  test("is refused for everybody who waits, and then done anew", async () => {
    const { once } = createIdempotency<number>();
    const failing = async (): Promise<number> => {
      throw new Error("no");
    };
    const outcomes = await Promise.allSettled([once("k", 1, failing), once("k", 1, failing)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await once("k", 1, async () => 5)).toBe(5);
  });

  test("forgets the oldest key when there are too many", async () => {
    const { once } = createIdempotency<number>({ capacity: 2 });
    for (const [index, key] of ["a", "b", "c"].entries()) await once(key, 1, async () => index);
    expect(await once("c", 1, async () => 9)).toBe(2);
    expect(await once("a", 1, async () => 9)).toBe(9);
  });
});

describe("a page", () => {
  const items = [1, 2, 3, 4, 5];
  test.each([
    // items  page size  content           total pages, first, last
    [items, 1, 2, [1, 2], 3, true, false],
    [items, 2, 2, [3, 4], 3, false, false],
    [items, 3, 2, [5], 3, false, true],
    [items, 4, 2, [], 3, false, true],
    [items, 1, 5, items, 1, true, true],
    [[], 1, 20, [], 0, true, true],
  ])("of %j: %i by %i", (all, page, size, content, totalPages, first, last) => {
    const totalElements = all.length;
    const whole = { content, page, size, totalElements, totalPages, first, last };
    expect(pageOf(all, { page, size })).toEqual(whole);
  });
});
