/**
 * What can happen between a caller and a service: each stands for the way there.
 */
import type { Send } from "../../services/platform/connect.ts";

/** @param send delivers the request, and gives what is answered */
export type Weather = (request: Request, send: Send) => Promise<Response>;

export const isGood: Weather = (request, send) => send(request);

/** Nobody listens there: nothing has arrived. */
export const isAway: Weather = async () => {
  throw lost("ECONNREFUSED");
};

/** The connection is lost before the request has arrived, which its sender cannot know. */
export const losesRequests: Weather = async () => {
  throw lost("ECONNRESET");
};

/** What is asked is carried out, and the connection lost before the answer has arrived. */
export const losesAnswers: Weather = async (request, send) => {
  await send(request);
  throw lost("ECONNRESET");
};

/** The request is under way, and nothing more is heard of it. */
export const isSlow: Weather = () => new Promise(() => undefined);

/** Something in between answers, such as a proxy, as the contracts have their errors. */
export function answers(status: number): Weather {
  return async () =>
    Response.json(
      {
        error: { code: "UNAVAILABLE", message: "It is out of order" },
        traceId: "t-1",
        timestamp: "2026-03-12T09:00:00Z",
        service: "proxy",
      },
      { status },
    );
}

/** One kind of weather after the other, and the last one from then on. */
export function inTurn(...kinds: readonly [Weather, ...Weather[]]): Weather {
  let next = 0;
  return (request, send) => {
    const weather = kinds[Math.min(next, kinds.length - 1)]!;
    next += 1;
    return weather(request, send);
  };
}

// As Node's fetch says it.
function lost(code: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}
