/**
 * `/__concordat`: what a mock server serves and has seen, for people and their tools.
 *
 * schemas/mock.schema.json. No page of another origin may read it, as it shows what was sent here:
 * it has no CORS fields, and answers to names of this machine alone.
 */
import type { Contract } from "../contract/contract.ts";
import { type HttpRequest, type HttpResponse, readFields } from "../http/exchange.ts";
import { exchangeEntry } from "./exchange-entry.ts";
import { createResponse, withoutBody } from "./http-response.ts";
import type { Journal } from "./journal.ts";
import { redactorOf } from "./redact.ts";
import type { Responder } from "./responder.ts";

const INSPECTION_PATH = "/__concordat";
const EXCHANGES_PATH = `${INSPECTION_PATH}/exchanges`;

export interface Inspected {
  /** The service's. */
  name: string;
  /** What it was told to listen on. */
  host: string;
  responder: Responder;
  journal: Journal;
}

/** Whether the path is one of these and not the contract's own. */
export function isInspection(contract: Contract, path: string): boolean {
  return isBelow(path) && !declaresIt(contract);
}

function isBelow(path: string): boolean {
  return (
    path.startsWith(INSPECTION_PATH) &&
    (path.length === INSPECTION_PATH.length || path[INSPECTION_PATH.length] === "/")
  );
}

const declaring = new WeakMap<Contract, boolean>();

// By name: a template that fits, such as `/{id}`, is not meant.
function declaresIt(contract: Contract): boolean {
  let declares = declaring.get(contract);
  if (declares === undefined) {
    declares = contract.operations.some(({ path }) => isBelow(path));
    declaring.set(contract, declares);
  }
  return declares;
}

export function answerInspection(inspected: Inspected, request: HttpRequest): HttpResponse {
  const [host] = request.headers.get("host") ?? [];
  if (host !== undefined && !isLocalName(host, inspected.host)) {
    return text(421, `${INSPECTION_PATH} does not answer to the name ${host}\n`);
  }
  const response = answer(inspected, request);
  return request.method === "HEAD" ? withoutBody(response) : response;
}

function answer(inspected: Inspected, { method, path }: HttpRequest): HttpResponse {
  const isExchanges = path === EXCHANGES_PATH;
  if (!isExchanges && path !== INSPECTION_PATH && path !== `${INSPECTION_PATH}/`) {
    return text(404, `there is ${INSPECTION_PATH}, and ${EXCHANGES_PATH}\n`);
  }
  const allow = isExchanges ? "GET, HEAD, DELETE, OPTIONS" : "GET, HEAD, OPTIONS";
  if (method === "GET" || method === "HEAD") {
    const exchanges = exchangesOf(inspected);
    return json(isExchanges ? { exchanges } : { ...described(inspected), exchanges });
  }
  if (method === "OPTIONS") return empty([["allow", allow]]);
  if (isExchanges && method === "DELETE") {
    inspected.journal.clear();
    return empty([]);
  }
  return text(405, `${path} has ${allow}\n`, [["allow", allow]]);
}

// DNS rebinding: a page whose name leads here is of one origin with this server. Names without a
// dot, and those that are kept for local use, are no pages of the internet: RFC 6761, RFC 6762.
function isLocalName(host: string, own: string): boolean {
  const name = host.replace(/:\d*$/, "").toLowerCase();
  if (name === own.toLowerCase() || !name.includes(".")) return true;
  return /^[\d.]+$/.test(name) || /\.(localhost|local|internal|test)$/.test(name);
}

function described({ name, responder }: Inspected): object {
  const { contract, options } = responder;
  return {
    service: name,
    contract: { title: contract.title, file: contract.root.source.file },
    ...options,
    operations: contract.operations.map((operation) => ({
      key: operation.key,
      ...(operation.id !== undefined && { id: operation.id }),
      method: operation.method,
      path: operation.path,
      statuses: operation.responses.map(({ status }) => status),
      examples: operation.responses.flatMap(({ status, content }) => {
        const named = content.flatMap(({ examples }) => examples);
        const byName = new Map(named.map((example) => [example.name, example.summary]));
        byName.delete(undefined);
        return [...byName].map(([name, summary]) => ({
          status,
          name,
          ...(summary !== undefined && { summary }),
        }));
      }),
    })),
  };
}

function exchangesOf({ responder, journal }: Inspected): object[] {
  const redactor = redactorOf(responder.contract);
  return journal.exchanges().map((exchange) => exchangeEntry(exchange, redactor));
}

function json(value: object): HttpResponse {
  return respond(200, "application/json", `${JSON.stringify(value, undefined, 2)}\n`, []);
}

function text(status: number, said: string, headers: [string, string][] = []): HttpResponse {
  return respond(status, "text/plain; charset=utf-8", said, headers);
}

function respond(
  status: number,
  type: string,
  body: string,
  headers: [string, string][],
): HttpResponse {
  const fields = readFields([...headers, ["content-type", type], ["cache-control", "no-store"]]);
  return createResponse(status, fields, new TextEncoder().encode(body));
}

function empty(headers: [string, string][]): HttpResponse {
  return createResponse(204, readFields(headers), new Uint8Array());
}
