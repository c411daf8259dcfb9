/**
 * How often the gateway sends a request, and when.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { hangs, inTurn, isDown, isLost, json } from "./gateway-and-backends.ts";
import { ANYTHING, contractWith, withThings } from "./gateway-things.ts";

describe("how often a request is sent", () => {
  const KEY = { "Idempotency-Key": "k-1" };
  test.each<[string, Record<string, string>, [down: number, lost: number, busy: number]]>([
    // method          nobody listens, the connection is lost, 503
    ["GET", {}, [3, 3, 3]],
    ["PUT", {}, [3, 3, 3]],
    ["DELETE", {}, [3, 3, 3]],
    // It may have been carried out.
    ["POST", {}, [3, 1, 1]],
    ["PATCH", {}, [3, 1, 1]],
    ["POST", KEY, [3, 3, 3]],
    ["PATCH", KEY, [3, 3, 3]],
  ])("%s with %o", async (method, headers, [down, lost, busy]) => {
    const settings = { firstDelayMs: 0 };
    const counts: number[] = [];
    for (const backend of [isDown, isLost, json({ error: {} }, 503)]) {
      const gateway = withThings(backend, { settings, contract: ANYTHING });
      await gateway.send(method, "/things", { headers });
      counts.push(gateway.sent.length);
    }
    expect(counts).toEqual([down, lost, busy]);
  });

  test.each([
    [200, 1],
    [400, 1],
    [404, 1],
    [409, 1],
    [429, 1],
    [500, 1],
    [501, 1],
    [502, 3],
    [503, 3],
    [504, 3],
  ])("a GET that is answered %i: %i", async (status, times) => {
    const gateway = withThings(json({}, status), {
      settings: { firstDelayMs: 0 },
      contract: ANYTHING,
    });
    expect((await gateway.send("GET", "/things")).status).toBe(status);
    expect(gateway.sent).toHaveLength(times);
  });

  test("the first answer that is none of these is the caller's", async () => {
    const gateway = withThings(inTurn(isLost, json({}, 502), json({ done: true })), {
      settings: { firstDelayMs: 0 },
    });
    const response = await gateway.send("GET", "/things");
    expect(await response.json()).toEqual({ done: true });
    expect(gateway.sent).toHaveLength(3);
  });

  test("the body is sent again with it", async () => {
    const gateway = withThings(inTurn(isLost, json({})), { settings: { firstDelayMs: 0 } });
    await gateway.send("PUT", "/things", { body: { a: 1 } });
    expect(gateway.sent.map(({ body }) => body)).toEqual([{ a: 1 }, { a: 1 }]);
  });
});

describe("with time", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([
    // backoff, the longest pause, chance                   sent at
    ["exponential", 2000, 1, [0, 100, 300, 700, 1500]],
    ["exponential", 300, 1, [0, 100, 300, 600, 900]],
    ["constant", 2000, 1, [0, 100, 200, 300, 400]],
    ["exponential", 2000, 0.5, [0, 50, 150, 350, 750]],
  ])("%s pauses of at most %i ms, times %d", async (backoff, maxDelayMs, chance, expected) => {
    const contract = contractWith(`retry: { attempts: 5, backoff: ${backoff} }`);
    const settings = { maxDelayMs, random: () => chance, breakerMinimum: 20 };
    const gateway = withThings(isLost, { contract, settings });
    const answer = gateway.send("GET", "/things");
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await gateway.reached(attempt);
      await vi.advanceTimersByTimeAsync(800);
    }
    expect((await answer).status).toBe(502);
    expect(gateway.sent.map(({ at }) => at)).toEqual(expected);
  });

  test("one timeout is for all attempts together", async () => {
    const gateway = withThings(inTurn(isLost, hangs), {
      settings: { firstDelayMs: 400, random: () => 1 },
    });
    const answer = gateway.send("GET", "/things");
    const isAnswered = vi.fn();
    void answer.then(isAnswered);
    await gateway.reached(1);
    await vi.advanceTimersByTimeAsync(400);
    await gateway.reached(2);
    await vi.advanceTimersByTimeAsync(29_599);
    expect(isAnswered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect((await answer).status).toBe(504);
    expect(gateway.sent).toHaveLength(2);
  });
});
