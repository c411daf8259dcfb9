/** A broker that answers as it is told to, and a clock that does not wait. */
import type { Clock } from "../../../src/broker/client/clock.ts";
import type { Send } from "../../../src/broker/client/transport.ts";

export interface Sent {
  method: string;
  /** Without the origin. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

export type Step = Response | Error | ((sent: Sent) => Response);

export interface Scripted {
  send: Send;
  sent: Sent[];
  /** Milliseconds that were waited, each. */
  pauses: number[];
  clock: Clock;
}

/** Answers in the order of `steps`; one request more is an error. */
export function scripted(steps: readonly Step[]): Scripted {
  const sent: Sent[] = [];
  const pauses: number[] = [];
  let nowMs = Date.parse("2026-11-23T10:00:00Z");
  return {
    sent,
    pauses,
    async send(url, { method, headers, body }) {
      const asked = {
        method,
        path: `${url.pathname}${url.search}`,
        headers,
        body: body === undefined ? undefined : (JSON.parse(body) as unknown),
      };
      const step = steps[sent.length];
      sent.push(asked);
      if (step === undefined) throw new Error(`nobody expects ${method} ${url.href}`);
      if (step instanceof Error) throw step;
      return step instanceof Response ? step : step(asked);
    },
    clock: {
      now: () => nowMs,
      async pause(ms) {
        pauses.push(ms);
        nowMs += ms;
      },
      deadline: () => new AbortController().signal,
    },
  };
}

export function hal(
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/hal+json;charset=utf-8", ...headers },
  });
}
