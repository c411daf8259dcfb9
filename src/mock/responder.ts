/**
 * The one thing that answers for a contract, under MSW and behind a port alike.
 *
 * DESIGN: mock server behaviour, mocks cannot drift. The same request and seed give the same bytes.
 */
import type { Contract, Operation, Response } from "../contract/contract.ts";
import { findResponse } from "../contract/response.ts";
import { routerOf } from "../contract/router.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { hash64 } from "../findings/hash.ts";
import { checkRequest } from "../http/check-request.ts";
import { fieldValue, type HttpRequest, type HttpResponse, readFields } from "../http/exchange.ts";
import { locationOf } from "../source/documents.ts";
import { makeBody } from "./body.ts";
import { chooseResponse } from "./choose-response.ts";
import { declaredHeaders } from "./headers.ts";
import { concreteType, negotiate } from "./negotiate.ts";
import { type Preference, readPreference, withoutPreferences } from "./preference.ts";
import { problemDocument, refusalStatus } from "./refusal.ts";

export interface ResponderOptions {
  /** Default 1. */
  seed?: number;
  /** Samples instead of examples, a different one for each different request. Default false. */
  dynamic?: boolean;
  /** Refuse requests that break the contract. Default true. */
  validate?: boolean;
}

export interface Answer {
  response: HttpResponse;
  operation: Operation | undefined;
  /** What is wrong with the request. */
  violations: readonly Finding[];
  /** What is wrong with the contract, seen while answering. */
  warnings: readonly Finding[];
}

export interface Responder {
  readonly contract: Contract;
  /** @param states provider states: an example of that name or summary is the answer */
  respond(request: HttpRequest, states?: readonly string[]): Answer;
}

export function createResponder(contract: Contract, options: ResponderOptions = {}): Responder {
  return {
    contract,
    respond: (request, states = []) => respond(contract, options, request, states),
  };
}

/** The response field that carries findings where the answer has the declared shape. */
export const FINDINGS_FIELD = "concordat-findings";

function respond(
  contract: Contract,
  options: ResponderOptions,
  sent: HttpRequest,
  states: readonly string[],
): Answer {
  const preference = readPreference(sent.headers, sent.query);
  const request = { ...sent, query: withoutPreferences(sent.query) };
  const found = findOperation(contract, request);
  if ("refusal" in found) return found.refusal;
  const { operation, pathValues } = found;
  const isChecked = preference.validate && options.validate !== false;
  const violations = isChecked ? checkRequest(contract, operation, request, pathValues) : [];
  const errors = violations.filter(({ severity }) => severity === "error");
  const plan = { contract, operation, request, options, preference, violations };
  if (errors.length > 0) return refuse(plan, refusalStatus(errors));
  const chosen = chooseResponse(operation, preference, states);
  if ("problem" in chosen) return problem(plan, 400, [chosen.problem]);
  return answer(plan, chosen.response, chosen.example);
}

interface Plan {
  contract: Contract;
  operation: Operation;
  request: HttpRequest;
  options: ResponderOptions;
  preference: Preference;
  violations: readonly Finding[];
}

function findOperation(
  contract: Contract,
  request: HttpRequest,
): { operation: Operation; pathValues: ReadonlyMap<string, string> } | { refusal: Answer } {
  const router = routerOf(contract);
  let match = router.match(request.method, request.path);
  // RFC 9110 §9.3.2: HEAD is GET without the body.
  if (match.kind === "method" && request.method === "HEAD") {
    match = router.match("GET", request.path);
  }
  if (match.kind === "operation") return match;
  const identity = [request.method, request.path];
  if (match.kind === "none") {
    const finding = createFinding({
      code: "request.path.unknown",
      message: `no path of the contract matches ${request.path}`,
      at: { file: "request", pointer: "/path", line: 1, column: 1 },
      because: locationOf(contract.root),
      identity,
    });
    return { refusal: problemAnswer(undefined, 404, [finding], []) };
  }
  const allowed = match.allowed.join(", ");
  const finding = createFinding({
    code: "request.method.undeclared",
    message: `${request.path} has ${allowed}, not ${request.method}`,
    at: { file: "request", pointer: "/method", line: 1, column: 1 },
    because: locationOf(match.operations[0]!.pathPlace),
    identity,
  });
  return { refusal: problemAnswer(undefined, 405, [finding], [["allow", allowed]]) };
}

// If the operation declares the status, the refusal has its declared shape.
function refuse(plan: Plan, status: number): Answer {
  const declared = findResponse(plan.operation.responses, String(status));
  if (declared === undefined) return problem(plan, status, plan.violations);
  return answer(plan, declared, undefined, status);
}

function answer(
  plan: Plan,
  declared: Response,
  example: string | undefined,
  refusal?: number,
): Answer {
  const { contract, operation, request, options, preference, violations } = plan;
  const seed = seedOf(plan);
  const headers: [string, string][] = declaredHeaders(declared, seed);
  if (violations.length > 0) {
    // Field values are ASCII: RFC 9110 §5.5.
    headers.push([FINDINGS_FIELD, encodeURIComponent(problemSummary(violations))]);
  }
  const status = refusal ?? statusCode(operation, declared, preference.code);
  let body: Uint8Array = new Uint8Array();
  let warnings: readonly Finding[] = [];
  if (declared.content.length > 0) {
    const accept = fieldValue(request.headers, "accept");
    const mediaType = negotiate(declared.content, accept);
    // An error's shape matters more than its media type: only a good answer is 406.
    if (mediaType === undefined && refusal === undefined) return notAcceptable(plan, declared);
    const used = mediaType ?? declared.content[0]!;
    const dynamic = preference.dynamic ?? options.dynamic ?? false;
    const made = makeBody(contract, used, { example, dynamic, seed });
    warnings = made.warnings;
    // A mock that has no valid answer says so, rather than send one that the contract refuses.
    if (made.bytes === undefined) {
      return refusal === undefined ? noAnswer(plan, warnings) : problem(plan, refusal, violations);
    }
    headers.push(["content-type", concreteType(used.type, accept)]);
    body = request.method === "HEAD" ? body : made.bytes;
  }
  return {
    response: { status, headers: readFields(headers), body },
    operation,
    violations,
    warnings,
  };
}

function noAnswer(plan: Plan, warnings: readonly Finding[]): Answer {
  const { response } = problem(plan, 500, warnings);
  return { response, operation: plan.operation, violations: plan.violations, warnings };
}

function notAcceptable(plan: Plan, declared: Response): Answer {
  const types = declared.content.map(({ type }) => type).join(", ");
  const finding = createFinding({
    code: "request.accept.unsatisfiable",
    message: `Accept: ${fieldValue(plan.request.headers, "accept")} cannot be met; the contract declares ${types}`,
    at: { file: "request", pointer: "/headers/accept", line: 1, column: 1 },
    because: locationOf(declared.place),
    operation: plan.operation.key,
    identity: [declared.status],
  });
  const refusal = findResponse(plan.operation.responses, "406");
  if (refusal === undefined) return problem(plan, 406, [finding]);
  return answer({ ...plan, violations: [finding] }, refusal, undefined, 406);
}

// A dynamic answer differs from request to request, and is the same for the same request.
function seedOf({ options, preference, request }: Plan): number | string {
  const seed = options.seed ?? 1;
  if (!(preference.dynamic ?? options.dynamic)) return seed;
  return hash64(`${seed} ${request.method} ${request.path}?${request.query}`);
}

// Of the codes that a range or `default` stands for, one that no other response stands for.
function statusCode(
  { responses }: Operation,
  declared: Response,
  wanted: string | undefined,
): number {
  if (wanted !== undefined && /^\d{3}$/.test(wanted)) return Number(wanted);
  const codes = codesOf(declared.status);
  return codes.find((code) => findResponse(responses, String(code)) === declared) ?? codes[0]!;
}

function codesOf(status: string): number[] {
  const hundred = (digit: number) => Array.from({ length: 100 }, (_, rest) => digit * 100 + rest);
  if (status === "default") return [200, 500, ...hundred(4), ...hundred(5)];
  return status.endsWith("XX") ? hundred(Number(status[0])) : [Number(status)];
}

function problem(plan: Plan, status: number, findings: readonly Finding[]): Answer {
  return problemAnswer(plan.operation, status, findings, []);
}

function problemAnswer(
  operation: Operation | undefined,
  status: number,
  findings: readonly Finding[],
  headers: [string, string][],
): Answer {
  return {
    response: {
      status,
      headers: readFields([...headers, ["content-type", "application/problem+json"]]),
      body: new TextEncoder().encode(problemDocument(status, findings)),
    },
    operation,
    violations: findings,
    warnings: [],
  };
}

/** Fields longer than some servers allow are no help to anybody. */
const MAX_FIELD_BYTES = 4000;

function problemSummary(findings: readonly Finding[]): string {
  const entries = findings.map(({ code, at, message }) => ({ code, pointer: at.pointer, message }));
  let text = JSON.stringify(entries);
  while (entries.length > 1 && encodeURIComponent(text).length > MAX_FIELD_BYTES) {
    entries.pop();
    text = JSON.stringify(entries);
  }
  return text;
}
