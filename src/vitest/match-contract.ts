/**
 * Whether a Fetch request or response is what a contract says.
 */
import type { Contract, Operation } from "../contract/contract.ts";
import { routerOf } from "../contract/router.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { checkRequest } from "../http/check-request.ts";
import { checkResponse } from "../http/check-response.ts";
import { chooseOperation } from "../http/choose-operation.ts";
import type { HttpRequest, HttpResponse } from "../http/exchange.ts";
import { readFetchRequest, readFetchResponse } from "../http/from-fetch.ts";
import { exchangeLocation } from "../http/report.ts";
import { locationOf } from "../source/documents.ts";
import { namedOperation, operationOfUrl } from "./choose-operation.ts";

export interface MatchContractOptions {
  /**
   * An operationId, or a method and path template such as `GET /orders/{orderId}`. Default: what
   * the request's method and path say; for a response, the only operation of its URL's path.
   */
  operation?: string;
  /**
   * Warnings count as errors, such as a part of the body that could not be checked, and so do
   * properties, headers and parameters that the contract does not declare. Default false.
   */
  strict?: boolean;
}

export interface ContractMatch {
  /** What was checked, as a noun. */
  subject: string;
  exchange: HttpRequest | HttpResponse;
  /** Why it does not match; empty where it does. */
  findings: readonly Finding[];
}

/**
 * @param received a `Request` or `Response`; it can still be read afterwards
 * @throws {ConcordatError} `usage.invalid` for anything else, for a body that has been read, for
 *   what is no contract, and where the operation is not known
 */
export async function matchContract(
  received: unknown,
  contract: unknown,
  { operation, strict = false }: MatchContractOptions,
): Promise<ContractMatch> {
  checkContract(contract);
  const match = isResponse(received)
    ? await matchResponse(received, contract, { operation, strict })
    : await matchRequest(requestOf(received), contract, { operation, strict });
  const findings = match.findings.filter(({ severity }) => strict || severity === "error");
  return { ...match, findings };
}

async function matchResponse(
  received: Response,
  contract: Contract,
  { operation: wanted, strict }: MatchContractOptions,
): Promise<ContractMatch> {
  const operation =
    wanted === undefined
      ? operationOfUrl(contract, received.url)
      : namedOperation(contract, wanted);
  checkUnread(received, "response");
  const exchange = await readFetchResponse(received);
  return {
    subject: `the response to ${operation.key}`,
    exchange,
    findings: checkResponse(contract, operation, exchange, { strict }),
  };
}

async function matchRequest(
  received: Request,
  contract: Contract,
  { operation: name, strict }: MatchContractOptions,
): Promise<ContractMatch> {
  const wanted = name === undefined ? undefined : namedOperation(contract, name);
  checkUnread(received, "request");
  const exchange = await readFetchRequest(received);
  const subject = `the request ${exchange.method} ${exchange.path}`;
  // A webhook's name stands for a path, so that its requests may go anywhere.
  if (wanted !== undefined && contract.webhooks.includes(wanted)) {
    const isMethod = exchange.method === wanted.method;
    const findings = isMethod
      ? checkRequest(contract, wanted, exchange, new Map(), { strict })
      : [];
    const other = isMethod ? [] : [misdirected(exchange, wanted, undefined)];
    return { subject, exchange, findings: [...other, ...findings] };
  }
  const match = routerOf(contract).match(exchange.method, exchange.path);
  if (match.kind === "operation") {
    // Several templates may fit; a test that names one of them means that one.
    const named = [match, ...match.others].find(({ operation }) => operation === wanted);
    const chosen = named ?? chooseOperation(contract, match, exchange);
    if (wanted === undefined || named !== undefined) {
      const { operation, pathValues } = chosen;
      const findings = checkRequest(contract, operation, exchange, pathValues, { strict });
      return { subject, exchange, findings };
    }
  }
  if (wanted !== undefined) {
    const operation = match.kind === "operation" ? match.operation : undefined;
    return { subject, exchange, findings: [misdirected(exchange, wanted, operation)] };
  }
  return { subject, exchange, findings: [unrouted(contract, exchange)] };
}

/** A request that is for another operation than the test says. */
function misdirected(
  { method, path }: HttpRequest,
  wanted: Operation,
  actual: Operation | undefined,
): Finding {
  const isMethod = actual === undefined ? method !== wanted.method : actual.path === wanted.path;
  const what = actual === undefined ? "" : `, which is ${actual.key}`;
  return createFinding({
    code: isMethod ? "request.method.undeclared" : "request.path.unknown",
    message: `the request is ${method} ${path}${what}; the test asks for ${wanted.key}`,
    at: exchangeLocation("request", isMethod ? "/method" : "/path"),
    because: locationOf(wanted.pathPlace),
    operation: wanted.key,
    identity: [method, path],
  });
}

/** A request that is for no operation of the contract. */
function unrouted(contract: Contract, { method, path }: HttpRequest): Finding {
  const match = routerOf(contract).match(method, path);
  const isMethod = match.kind === "method";
  return createFinding({
    code: isMethod ? "request.method.undeclared" : "request.path.unknown",
    message: isMethod
      ? `${path} has ${match.allowed.join(", ")}, not ${method}`
      : `no path of the contract matches ${path}`,
    at: exchangeLocation("request", isMethod ? "/method" : "/path"),
    because: locationOf(isMethod ? match.operations[0]!.pathPlace : contract.root),
    identity: [method, path],
  });
}

// By what they can do, not by their class: a test environment may have classes of its own.
function isResponse(value: unknown): value is Response {
  return isMessage(value) && "status" in value && "statusText" in value;
}

function isMessage(value: unknown): value is Request | Response {
  if (value === null || typeof value !== "object") return false;
  const { clone, arrayBuffer } = value as Partial<Response>;
  return typeof clone === "function" && typeof arrayBuffer === "function" && "headers" in value;
}

/** @throws {ConcordatError} `usage.invalid` */
function requestOf(value: unknown): Request {
  if (isMessage(value) && "method" in value) return value as Request;
  throw new ConcordatError(
    "usage.invalid",
    `toMatchContract takes a Fetch Request or Response; this is ${kindOf(value)}`,
    { mend: isPromise(value) ? "Await it first." : "Pass what fetch takes or gives." },
  );
}

/** @throws {ConcordatError} `usage.invalid` */
function checkContract(value: unknown): asserts value is Contract {
  const { format, operations } = (value ?? {}) as Partial<Contract>;
  if (Array.isArray(operations) && format === "openapi") return;
  if (format === "asyncapi") {
    throw new ConcordatError(
      "usage.invalid",
      `the contract ${(value as Contract).title} is an AsyncAPI document, which has no HTTP operations`,
      { mend: "Pass the service's OpenAPI contract." },
    );
  }
  throw new ConcordatError(
    "usage.invalid",
    `toMatchContract takes a contract; this is ${kindOf(value)}`,
    { mend: "Pass what `await loadContract(file)` gives." },
  );
}

/** @throws {ConcordatError} `usage.invalid` */
function checkUnread(message: Request | Response, side: "request" | "response"): void {
  if (!message.bodyUsed && message.body?.locked !== true) return;
  throw new ConcordatError("usage.invalid", `the body of the ${side} has been read already`, {
    mend: `Assert before reading it, or read a clone: await ${side}.clone().json().`,
  });
}

function isPromise(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}

function kindOf(value: unknown): string {
  if (isPromise(value)) return "a promise of something";
  if (value === null || typeof value !== "object") {
    return typeof value === "function" ? "a function" : String(JSON.stringify(value));
  }
  const name = (value.constructor as { name?: string } | undefined)?.name ?? "Object";
  return Array.isArray(value) ? "an array" : `an object (${name})`;
}
