/**
 * The one thing that answers for a contract, under MSW and behind a port alike.
 *
 * DESIGN: mock server behaviour, mocks cannot drift. The same request and seed give the same bytes.
 */
import type { Contract, Operation, Response } from "../contract/contract.ts";
import { findResponse } from "../contract/response.ts";
import { type Router, routerOf } from "../contract/router.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { hash64 } from "../findings/hash.ts";
import { checkRequest } from "../http/check-request.ts";
import {
  type Fields,
  fieldValue,
  type HttpRequest,
  type HttpResponse,
  readFields,
} from "../http/exchange.ts";
import { locationOf } from "../source/documents.ts";
import { chooseResponse } from "./choose-response.ts";
import { concreteType, negotiate } from "./negotiate.ts";
import { type Preference, readPreference, withoutPreferences } from "./preference.ts";
import { createPrepare, type Prepare } from "./prepare.ts";
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
  const mock: Mock = {
    contract,
    options,
    router: routerOf(contract),
    prepare: createPrepare(contract),
  };
  return { contract, respond: (request, states = []) => respond(mock, request, states) };
}

/** What stays the same from request to request. */
interface Mock {
  contract: Contract;
  options: ResponderOptions;
  router: Router;
  prepare: Prepare;
}

/** The response field that carries findings where the answer has the declared shape. */
export const FINDINGS_FIELD = "concordat-findings";

function respond(mock: Mock, sent: HttpRequest, states: readonly string[]): Answer {
  const { contract, options } = mock;
  const preference = readPreference(sent.headers, sent.query);
  const query = withoutPreferences(sent.query);
  const request = query === sent.query ? sent : { ...sent, query };
  const found = findOperation(mock, request);
  if ("refusal" in found) return found.refusal;
  const { operation, pathValues } = found;
  const isChecked = preference.validate && options.validate !== false;
  const violations = isChecked ? checkRequest(contract, operation, request, pathValues) : [];
  const errors = violations.filter(({ severity }) => severity === "error");
  const plan = { mock, operation, request, preference, violations };
  if (errors.length > 0) return refuse(plan, refusalStatus(errors));
  const chosen = chooseResponse(operation, preference, states);
  if ("problem" in chosen) return problem(plan, 400, [chosen.problem]);
  return answer(plan, chosen.response, chosen.example);
}

interface Plan {
  mock: Mock;
  operation: Operation;
  request: HttpRequest;
  preference: Preference;
  violations: readonly Finding[];
}

function findOperation(
  { contract, router }: Mock,
  request: HttpRequest,
): { operation: Operation; pathValues: ReadonlyMap<string, string> } | { refusal: Answer } {
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
  const { mock, operation, request, preference, violations } = plan;
  const accept = fieldValue(request.headers, "accept");
  const negotiated = declared.content.length > 0 ? negotiate(declared.content, accept) : undefined;
  // An error's shape matters more than its media type: only a good answer is 406.
  if (negotiated === undefined && declared.content.length > 0 && refusal === undefined) {
    return notAcceptable(plan, declared);
  }
  const mediaType = negotiated ?? declared.content[0];
  const dynamic = preference.dynamic ?? mock.options.dynamic ?? false;
  const type = mediaType === undefined ? "" : concreteType(mediaType.type, accept);
  const wanted = { mediaType, type, example, dynamic };
  const { fields, bytes, warnings } = mock.prepare(declared, wanted, seedOf(plan, dynamic));
  // A mock that has no valid answer says so, rather than send one that the contract refuses.
  if (bytes === undefined) {
    return refusal === undefined ? noAnswer(plan, warnings) : problem(plan, refusal, violations);
  }
  const status = refusal ?? statusCode(operation, declared, preference.code);
  const headers = violations.length > 0 ? withFindings(fields, violations) : fields;
  const body = request.method === "HEAD" ? NOTHING : bytes;
  return { response: { status, headers, body }, operation, violations, warnings };
}

const NOTHING: Uint8Array = new Uint8Array();

// Field values are ASCII: RFC 9110 §5.5.
function withFindings(fields: Fields, violations: readonly Finding[]): Fields {
  return new Map(fields).set(FINDINGS_FIELD, [encodeURIComponent(problemSummary(violations))]);
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
function seedOf({ mock, request }: Plan, dynamic: boolean): number | string {
  const seed = mock.options.seed ?? 1;
  if (!dynamic) return seed;
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
