/**
 * What a mock server answers: the responder's answers, and those about the server itself.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createFinding } from "../findings/finding.ts";
import type { HttpRequest } from "../http/exchange.ts";
import type { Answer } from "./answer.ts";
import { answerPreflight, isPreflight } from "./cors.ts";
import { MAX_BODY_BYTES, receive } from "./incoming.ts";
import { answerInspection, isInspection } from "./inspection.ts";
import { createJournal, type Journal, type KeptExchange } from "./journal.ts";
import { failureResponse, problemResponse } from "./refusal.ts";
import type { Responder } from "./responder.ts";
import { createSend, type Send } from "./wire-response.ts";

export interface SiteOptions {
  /** The name or address it listens on. Default `127.0.0.1`. */
  host?: string;
  /** Pages of other origins may use it. Default false. */
  cors?: boolean;
  /** The service's name: `/__concordat` says what is served and was asked. Default: nothing does. */
  inspected?: string;
  /** Called once an answer is written. */
  onExchange?: (exchange: KeptExchange) => void;
  /** What concordat itself did wrong with a request; it is answered with 500. */
  onFailure?: (error: unknown, request: HttpRequest) => void;
  /** The provider states that hold for the next requests. */
  states?: () => readonly string[];
}

export interface Site {
  handle: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  /** Who answers from the next request on. */
  use: (responder: Responder) => void;
}

/** Exchanges that `/__concordat` lists. */
const KEPT_EXCHANGES = 100;

export function createSite(responder: Responder, options: SiteOptions): Site {
  const { cors = false, inspected } = options;
  const serving: Serving = {
    responder,
    options,
    send: createSend({ cors }),
    journal: createJournal(inspected === undefined ? 0 : KEPT_EXCHANGES),
  };
  return {
    handle: (incoming, outgoing) => handle(serving, incoming, outgoing),
    use: (next) => {
      serving.responder = next;
    },
  };
}

interface Serving {
  responder: Responder;
  options: SiteOptions;
  send: Send;
  journal: Journal;
}

function handle(serving: Serving, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const startedAt = Date.now();
  const start = performance.now();
  receive(incoming, (request, isTooLarge) => {
    const { journal, responder, send, options } = serving;
    try {
      const { inspected: name, host = "127.0.0.1" } = options;
      if (name !== undefined && isInspection(responder.contract, request.path)) {
        const inspected = { name, host, responder, journal };
        send(outgoing, answerInspection(inspected, request), undefined);
        return;
      }
      const answer = isTooLarge ? tooLarge() : answerTo(serving, request);
      send(outgoing, answer.response, request.headers.get("origin")?.[0]);
      const exchange = { request, answer, startedAt, durationMs: performance.now() - start };
      const kept = journal.add(exchange);
      options.onExchange?.(kept);
    } catch (error) {
      options.onFailure?.(error, request);
      if (outgoing.headersSent) return;
      send(outgoing, failureResponse(error), request.headers.get("origin")?.[0]);
    }
  });
}

function answerTo({ responder, options }: Serving, request: HttpRequest): Answer {
  if (options.cors && isPreflight(request)) return answerPreflight(responder, request);
  return responder.respond(request, options.states?.());
}

// RFC 9110 §15.5.14, in the shape of every other refusal.
function tooLarge(): Answer {
  const finding = createFinding({
    code: "request.body.too-large",
    message: `the body is larger than ${MAX_BODY_BYTES / 1024 / 1024} MiB, which is what a mock reads`,
    at: { file: "request", pointer: "/body", line: 1, column: 1 },
    identity: [],
  });
  const response = problemResponse(413, [finding], []);
  return { response, operation: undefined, violations: [finding], warnings: [] };
}
