/**
 * What stands between the official verifier and a provider while one pact is verified: it changes
 * provider states, adds headers, and passes every request on as it is, byte for byte.
 *
 * In this process, since states and tokens are functions of the configuration.
 */
import {
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
  type ServerResponse,
} from "node:http";
import { request as requestHttps } from "node:https";
import { pipeline } from "node:stream/promises";
import { messageOf, type ReportFault, settled } from "./provider-fault.ts";
import { type AddedHeaders, makeHeaders } from "./provider-headers.ts";
import type { WrittenMessage } from "./provider-messages.ts";
import type { ChangeState, StateChange } from "./provider-states.ts";
import { type Served, serve } from "./serve-fetch.ts";

export interface GateOptions {
  /** The provider's; undefined where it has none, and answers no request. */
  url: string | undefined;
  /** Gives a message for what the verifier says of it; what it throws has been reported. */
  message?: (asked: string) => Promise<WrittenMessage>;
  changeState?: ChangeState;
  headers?: AddedHeaders;
  report: ReportFault;
  /** For one state or one request's headers. Default 10000. */
  timeoutMs?: number;
}

export interface Gate {
  /** What the verifier takes for the provider. */
  url: string;
  /** What it takes state changes. */
  statesUrl: string;
  /** What it takes for the place where messages are. */
  messagesUrl: string;
  /** Takes down what the verifier left set up. */
  close(): Promise<void>;
}

/** No paths of a contract: a mock keeps them for itself, too. */
const STATES_PATH = "/__concordat/states";
const MESSAGES_PATH = "/__concordat/messages";

export async function openGate(options: GateOptions): Promise<Gate> {
  const { changeState, report, timeoutMs = 10_000 } = options;
  const standing: StateChange[] = [];

  /** Gives the values as JSON. */
  const change = async (wanted: StateChange): Promise<string> => {
    const { state, action } = wanted;
    // The verifier also tells of interactions without a state.
    if (changeState === undefined || state === "") return "{}";
    const index = standing.findIndex((each) => each.state === state);
    if (action === "teardown" && index >= 0) standing.splice(index, 1);
    try {
      const values = await settled(() => changeState(wanted), timeoutMs);
      if (action === "setup") standing.push(wanted);
      return valuesText(values);
    } catch (error) {
      const verb = action === "setup" ? "set up" : "taken down";
      const message = `its state "${state}" could not be ${verb}: ${messageOf(error)}`;
      report({ kind: "states", name: state, message });
      throw error;
    }
  };

  const answerChange = async (request: IncomingMessage, response: ServerResponse) => {
    const wanted = JSON.parse(await textOf(request)) as StateChange;
    const values = await change(wanted);
    response.writeHead(200, { "content-type": "application/json" }).end(values);
  };

  const served: Served = await serve(async (request, response) => {
    try {
      if (request.url === STATES_PATH) await answerChange(request, response);
      else if (request.url === MESSAGES_PATH) await answerMessage(request, response, options);
      else await pass(request, response, options, standing, timeoutMs);
    } catch (error) {
      // What went wrong has been reported. 400: a server's error would be asked for again.
      if (response.headersSent) response.destroy();
      else response.writeHead(400, { "content-type": "text/plain" }).end(messageOf(error));
    }
  });

  return {
    url: served.url,
    statesUrl: served.url + STATES_PATH,
    messagesUrl: served.url + MESSAGES_PATH,
    async close() {
      await served.close();
      // After a state that failed, and where the verifier was stopped.
      for (const each of standing.toReversed()) {
        await change({ ...each, action: "teardown" }).catch(() => undefined);
      }
    },
  };
}

function valuesText(values: unknown): string {
  const isObject = typeof values === "object" && values !== null && !Array.isArray(values);
  return isObject ? JSON.stringify(values) : "{}";
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function answerMessage(
  request: IncomingMessage,
  response: ServerResponse,
  { message }: GateOptions,
): Promise<void> {
  if (message === undefined) throw new Error("nothing makes messages");
  const { bytes, contentType, metadata } = await message(await textOf(request));
  response.writeHead(200, {
    ...(contentType !== undefined && { "content-type": contentType }),
    ...(metadata !== undefined && { "pact-message-metadata": metadata }),
  });
  response.end(bytes);
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  { url, headers, report }: GateOptions,
  standing: readonly StateChange[],
  timeoutMs: number,
): Promise<void> {
  if (url === undefined) throw new Error("there is no provider of HTTP");
  const { method = "GET", url: path = "/" } = request;
  const name = `${method} ${path}`;
  const added = new Map<string, string>();
  if (headers !== undefined) {
    const states = standing.map(({ state }) => state);
    const asked = { method, path, headers: request.headers, states };
    try {
      const made = await settled(() => makeHeaders(headers, asked), timeoutMs);
      for (const [key, value] of made) added.set(key, value);
    } catch (error) {
      const message = `its headers could not be made for ${name}: ${messageOf(error)}`;
      report({ kind: "headers", name: "", message });
      throw error;
    }
  }
  try {
    const answer = await send(request, url, added);
    response.writeHead(answer.statusCode!, answer.statusMessage, endToEnd(answer.rawHeaders));
    await pipeline(answer, response);
  } catch (error) {
    const message = `the connection to it failed at ${name}: ${messageOf(error)}`;
    report({ kind: "connection", name: "", message });
    throw error;
  }
}

function send(
  request: IncomingMessage,
  base: string,
  added: ReadonlyMap<string, string>,
): Promise<IncomingMessage> {
  const target = new URL(base);
  const sent = endToEnd(request.rawHeaders);
  const headers: string[] = [];
  for (let index = 0; index < sent.length; index += 2) {
    const key = sent[index]!.toLowerCase();
    if (key !== "host" && !added.has(key)) headers.push(sent[index]!, sent[index + 1]!);
  }
  for (const [key, value] of added) headers.push(key, value);
  if (!added.has("host")) headers.push("host", target.host);
  // Node.js would frame a body that is not there.
  const isFramed = BODY_FIELDS.some((field) => request.headers[field] !== undefined);
  if (!isFramed && !["GET", "HEAD"].includes(request.method!)) headers.push("content-length", "0");
  const options: RequestOptions = {
    method: request.method,
    path: target.pathname.replace(/\/$/, "") + request.url,
    // Node.js http: a list is sent as it stands, names in their case, repeated ones apart.
    headers: headers as unknown as RequestOptions["headers"],
    // A connection that the provider closes when it has been idle would fail the next request.
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const start = target.protocol === "https:" ? requestHttps : requestHttp;
    const outgoing = start(target, options, resolve);
    outgoing.on("error", reject);
    pipeline(request, outgoing).catch(reject);
  });
}

/** RFC 9112 §6: one of them says that there is a body. */
const BODY_FIELDS = ["content-length", "transfer-encoding"];

/** RFC 9110 §7.6.1: what belongs to one connection. */
const OF_CONNECTION = new Set(["connection", "keep-alive", "proxy-connection", "upgrade", "te"]);

function endToEnd(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    if (OF_CONNECTION.has(raw[index]!.toLowerCase())) continue;
    kept.push(raw[index]!, raw[index + 1]!);
  }
  return kept;
}
