/**
 * What the consumers under test share: who calls them, and the providers around them, which are
 * plain functions: what a test says, Pact's mock server, or MSW.
 */

import type { Connect } from "../../services/platform/connect.ts";
import { countedIds } from "../../services/platform/ids.ts";
import { createTokens } from "../../services/platform/tokens.ts";

/** The contracts' example time; it stands still, so that the same test sends the same bytes. */
export const clock = { now: () => new Date("2026-03-02T10:15:00Z") };
export const tokens = createTokens("a secret of thirty-two bytes, or more", clock);
export const API_KEY = "key-of-the-services";

/** For one consumer: each begins with the same ids. */
export const ids = () => countedIds();

/** Answers one call of a consumer. */
export type Answer = (request: Request) => Response | Promise<Response>;

/** By service, method and path, such as `user-service GET /users/u-1`. */
export type Answers = Readonly<Record<string, Answer>>;

/** One call of a consumer. */
export interface Call {
  /** Service, method and path with its query. */
  line: string;
  /** As JSON where it is; undefined where there is none. */
  body: unknown;
}

export interface Outcome {
  status: number;
  body: unknown;
  headers: Headers;
}

/** Takes a consumer's calls to `answers`, and keeps them in `calls`. */
export function connectTo(
  answers: Answers,
  calls: Call[],
  onCall: () => void = () => undefined,
): Connect {
  return (service) => async (request) => {
    const { pathname, search } = new URL(request.url);
    const text = await request.clone().text();
    const line = `${service} ${request.method} ${pathname}`;
    calls.push({ line: `${line}${search}`, body: text === "" ? undefined : JSON.parse(text) });
    onCall();
    const answer = answers[line];
    if (answer === undefined) throw new Error(`no test answers ${line}`);
    const response = await answer(request);
    onCall();
    return response;
  };
}

export async function ask(
  consumer: { fetch(request: Request): Promise<Response> },
  method: string,
  path: string,
  { user, body }: { user?: string; body?: unknown } = {},
): Promise<Outcome> {
  const token =
    user === undefined ? undefined : await tokens.issue({ sub: user, roles: ["user"] }, 3600);
  const request = new Request(`https://shop.example.com${path}`, {
    method,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await consumer.fetch(request);
  return { status: response.status, body: await response.json(), headers: response.headers };
}

export function answer(status: number, body: unknown): Answer {
  return () => Response.json(body, { status });
}

/** Leads a call to another server, such as Pact's. */
export function leadTo(url: string): Answer {
  return (request) => {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(`${url}${pathname}${search}`, request));
  };
}

/** Sends a call as it is, for MSW to take. */
export const overTheWire: Answer = (request) => fetch(request);

/** Takes a request and never answers it. */
export const hangs: Answer = () => new Promise(() => undefined);

/** The connection is lost when the request is on its way: it may have been carried out. */
export const isLost: Answer = () => {
  const cause = Object.assign(new Error(), { code: "ECONNRESET" });
  throw new TypeError("fetch failed", { cause });
};

/** Each of `answers` in turn, and the last one from then on. */
export function inTurn(...answers: readonly [Answer, ...Answer[]]): Answer {
  let next = 0;
  return (request) => answers[Math.min(next++, answers.length - 1)]!(request);
}
