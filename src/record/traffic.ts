/**
 * The exchanges that MSW answers, each with whom it belongs to.
 *
 * MSW 3 life-cycle events: `request:start` comes before any handler, in the asynchronous context
 * of who sent the request, and `response:mocked` after the answer went out; where there is none,
 * nothing else is told. MSW's types are not imported, so that those of this package need no MSW.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate } from "node:timers/promises";
import { ConcordatError } from "../findings/concordat-error.ts";
import { type ClaimedBases, pathBelow } from "../http/claimed-base.ts";
import type { HttpRequest } from "../http/exchange.ts";
import { readFetchRequest, readFetchResponse } from "../http/from-fetch.ts";
import type { RecordedExchange } from "../pact/record/recorded-interaction.ts";

/** What `setupServer` of MSW gives. */
export interface ObservedServer {
  events: {
    on(type: "request:start", listener: (event: RequestStart) => void): unknown;
    on(type: "response:mocked", listener: (event: ResponseMocked) => void): unknown;
  };
}

interface RequestStart {
  requestId: string;
  request: Request;
}

interface ResponseMocked extends RequestStart {
  response: Response;
}

/** What was seen while a callback ran. */
export interface ObservedTraffic {
  exchanges: readonly RecordedExchange[];
  /** Requests without an answer, as `GET http://orders.test/orders`. */
  unanswered: readonly string[];
}

export interface Observer {
  /**
   * Runs `callback` and tells what it exchanged, whatever else goes on in the process meanwhile.
   */
  during<T>(callback: () => T | Promise<T>): Promise<{ result: T; traffic: ObservedTraffic }>;
}

interface Scope {
  /** By MSW's request id. */
  open: Map<string, { line: string; request: Promise<HttpRequest> }>;
  /** In the order of the answers. */
  exchanges: Promise<RecordedExchange>[];
  /** What a callback left running may send more when nobody waits for it any longer. */
  isOver: boolean;
}

/** How often the event loop turns for what was answered and not yet told. */
const MAX_TURNS = 20;

/** An answer that has no end would be waited for; default 5 s. */
const MAX_BODY_MS = 5000;

/** Requests outside `bases`, and those that nobody waits for with `during`, are not looked at. */
export function observe(server: ObservedServer, bases: ClaimedBases): Observer {
  const scopes = new AsyncLocalStorage<Scope>();
  // Answers are told of in whatever context; requests know their own.
  const owners = new Map<string, Scope>();
  server.events.on("request:start", ({ requestId, request }) => {
    const scope = scopes.getStore();
    if (scope === undefined || scope.isOver) return;
    const url = new URL(request.url);
    const base = bases.find(request.method, url);
    if (base === undefined) return;
    owners.set(requestId, scope);
    const line = `${request.method} ${request.url}`;
    // The body is read from a clone that is made here: the handlers have not read it yet.
    const read = readFetchRequest(request).then(
      (each) => ({ ...each, path: pathBelow(base, url) }),
      (cause: unknown) => {
        throw unreadBody(line, cause);
      },
    );
    read.catch(unheard);
    scope.open.set(requestId, { line, request: read });
  });
  server.events.on("response:mocked", ({ requestId, response }) => {
    const scope = owners.get(requestId);
    const opened = scope?.open.get(requestId);
    if (scope === undefined || opened === undefined) return;
    owners.delete(requestId);
    scope.open.delete(requestId);
    const pair = Promise.all([opened.request, readFetchResponse(response)]);
    const exchange = pair.then(([request, read]) => ({ request, response: read }));
    exchange.catch(unheard);
    scope.exchanges.push(exchange);
  });
  return {
    async during(callback) {
      const scope: Scope = { open: new Map(), exchanges: [], isOver: false };
      try {
        const result = await scopes.run(scope, async () => await callback());
        return { result, traffic: await settled(scope) };
      } finally {
        scope.isOver = true;
        for (const id of scope.open.keys()) owners.delete(id);
      }
    },
  };
}

// MSW ends a body that is still being sent when the answer is there.
function unreadBody(line: string, cause: unknown): ConcordatError {
  return new ConcordatError(
    "usage.invalid",
    `the body of ${line} ended before all of it was read`,
    {
      mend: "Let the MSW handler read the request's body before it answers.",
      cause,
    },
  );
}

// A callback that fails asks for nothing more, and what it sent may fail for the same reason.
const unheard = (): void => undefined;

// What the callback has read was answered before; MSW tells of it within a few turns. A request
// that fails is never answered, and is not waited for.
async function settled(scope: Scope): Promise<ObservedTraffic> {
  for (let turn = 0; turn < MAX_TURNS && scope.open.size > 0; turn += 1) await setImmediate();
  const unanswered = [...scope.open.values()].map(({ line }) => line);
  const exchanges = await inTime(Promise.all(scope.exchanges));
  return { exchanges, unanswered };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = `the body of an answer did not end within ${MAX_BODY_MS} ms`;
      const mend = "End the answer; a stream without an end cannot be recorded.";
      reject(new ConcordatError("usage.invalid", message, { mend }));
    }, MAX_BODY_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
