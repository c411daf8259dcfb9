/**
 * An application of one's own, held against its contract with every exchange: the opposite of a mock.
 *
 * Fetch Standard #request-class, #response-class; RFC 9457 for what it answers itself.
 */
import type { Contract, Operation } from "../contract/contract.ts";
import { type RouteMatch, routerOf } from "../contract/router.ts";
import type { Finding } from "../findings/finding.ts";
import { checkRequest } from "../http/check-request.ts";
import { checkResponse } from "../http/check-response.ts";
import { chooseOperation } from "../http/choose-operation.ts";
import { fieldValue, type HttpRequest, readFields } from "../http/exchange.ts";
import { readFetchRequest, readFetchResponse } from "../http/from-fetch.ts";
import type { Answer } from "./answer.ts";
import { toFetchResponse } from "./fetch-response.ts";
import { problemResponse, refusalStatus } from "./refusal.ts";
import { answerUnrouted } from "./unrouted.ts";
import { type ContractViolation, createViolationLog, type ViolationLog } from "./violation-log.ts";

export interface ContractMiddlewareOptions {
  /**
   * What becomes of an exchange that breaks the contract: `report`, the default, lets it through and
   * keeps what is wrong for `violations()`; `refuse` answers a wrong request itself (400, 401, 404,
   * 422, ...), and with 500 in place of a wrong answer, in `application/problem+json`.
   */
  onViolation?: "report" | "refuse";
  /** Told of each violation as it happens. */
  log?: (violation: ExchangeViolation) => void;
  /**
   * Whether a wrong request that the application refuses with 4xx counts: `ignore` is for tests that
   * send such requests on purpose. Default `report`.
   */
  refusedRequests?: "report" | "ignore";
  /** What the contract does not declare is an error too. Default false. */
  strict?: boolean;
}

/** A request or an answer that broke the contract. */
export interface ExchangeViolation extends ContractViolation {
  /** Which of the two is wrong. */
  side: "request" | "response";
  /** Of the application's answer; undefined where it was not asked. */
  status: number | undefined;
}

/**
 * Checks one exchange: the request, what `next` answers to it. Bodies are read from copies, and whole
 * before anybody gets them, but for `text/event-stream`, of which status and headers are checked.
 *
 * @throws what `next` throws
 */
export interface ContractMiddleware extends ViolationLog {
  (request: Request, next: (request: Request) => Response | Promise<Response>): Promise<Response>;
  violations(): readonly ExchangeViolation[];
}

/**
 * Holds every exchange of a Fetch-style application against its contract.
 *
 * @example
 * const check = contractMiddleware(await loadContract("contracts/order-service.openapi.yaml"));
 * serve({ fetch: (request) => check(request, app.fetch) });
 * afterEach(() => check.assertNoViolations());
 */
export function contractMiddleware(
  contract: Contract,
  options: ContractMiddlewareOptions = {},
): ContractMiddleware {
  const log = createViolationLog(contract, MEND);
  const context: Context = {
    contract,
    options,
    add(violation) {
      log.add(violation);
      options.log?.(violation);
    },
  };
  const check = (request: Request, next: Next) => exchange(context, request, next);
  return Object.assign(check, log.methods) as ContractMiddleware;
}

const MEND =
  'Mend whoever sent it, or the contract; refusedRequests: "ignore" is for tests of refusals.';

type Next = (request: Request) => Response | Promise<Response>;

interface Context {
  contract: Contract;
  options: ContractMiddlewareOptions;
  add(violation: ExchangeViolation): void;
}

async function exchange(context: Context, request: Request, next: Next): Promise<Response> {
  const { contract, options } = context;
  const sent = await readFetchRequest(request);
  const judged = judgeRequest(contract, sent, options);
  const told = { method: sent.method, path: sent.path, url: request.url };
  const wrong = judged.findings;
  if (wrong.length > 0 && options.onViolation === "refuse") {
    context.add({ ...told, side: "request", status: undefined, findings: wrong });
    return toFetchResponse(judged.refusal?.() ?? problemResponse(refusalStatus(wrong), wrong, []));
  }
  const response = await next(request);
  const isRefused = response.status >= 400 && response.status < 500;
  if (wrong.length > 0 && !(isRefused && options.refusedRequests === "ignore")) {
    context.add({ ...told, side: "request", status: response.status, findings: wrong });
  }
  if (judged.operation === undefined) return response;
  const findings = await judgeResponse(context, judged.operation, sent.method, response);
  if (findings.length === 0) return response;
  context.add({ ...told, side: "response", status: response.status, findings });
  if (options.onViolation !== "refuse") return response;
  return toFetchResponse(problemResponse(500, findings, []));
}

interface Judged {
  /** Undefined where no operation takes the request. */
  operation: Operation | undefined;
  findings: readonly Finding[];
  /** What is answered in place of the application, where that is more than a status. */
  refusal?: () => Answer["response"];
}

function judgeRequest(
  contract: Contract,
  request: HttpRequest,
  { strict = false }: ContractMiddlewareOptions,
): Judged {
  const match = matchOf(contract, request);
  if (match.kind !== "operation") {
    const { violations, response } = answerUnrouted(contract, match, request);
    // OPTIONS asks about a path; that is no operation's.
    return { operation: undefined, findings: violations, refusal: () => response };
  }
  const { operation, pathValues } = chooseOperation(contract, match, request);
  const findings = checkRequest(contract, operation, request, pathValues, { strict });
  return { operation, findings: errorsOf(findings) };
}

// RFC 9110 §9.3.2: HEAD is GET without the body.
function matchOf(contract: Contract, { method, path }: HttpRequest): RouteMatch {
  const router = routerOf(contract);
  const match = router.match(method, path);
  if (match.kind !== "method" || method !== "HEAD") return match;
  const get = router.match("GET", path);
  return get.kind === "operation" ? get : match;
}

async function judgeResponse(
  { contract, options: { strict = false } }: Context,
  operation: Operation,
  method: string,
  response: Response,
): Promise<Finding[]> {
  const headers = readFields(response.headers);
  const isStream = /^text\/event-stream\b/i.test(fieldValue(headers, "content-type") ?? "");
  // A stream may never end. As to a HEAD, nothing is said of the body.
  const answered = isStream
    ? { status: response.status, headers, body: new Uint8Array() }
    : await readFetchResponse(response);
  const asked = isStream ? "HEAD" : method;
  return errorsOf(checkResponse(contract, operation, answered, { strict, method: asked }));
}

function errorsOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity === "error");
}
