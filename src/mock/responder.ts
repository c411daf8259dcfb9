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
import { chooseOperation } from "../http/choose-operation.ts";
import { fieldValue, type HttpRequest, type HttpResponse } from "../http/exchange.ts";
import { locationOf } from "../source/documents.ts";
import type { Answer } from "./answer.ts";
import { type Choice, chooseResponse } from "./choose-response.ts";
import { withoutBody } from "./http-response.ts";
import { concreteType, negotiate } from "./negotiate.ts";
import {
  appliedPreferences,
  type Preference,
  readPreference,
  withoutPreferences,
} from "./preference.ts";
import { createPrepare, type Prepare, type Prepared, responseOf } from "./prepare.ts";
import { FINDINGS_FIELD, problemResponse, problemSummary, refusalStatus } from "./refusal.ts";
import { statusCode } from "./status-code.ts";
import { answerUnrouted } from "./unrouted.ts";

export interface ResponderOptions {
  /** Default 1. */
  seed?: number;
  /** Samples instead of examples, a different one for each different request. Default false. */
  dynamic?: boolean;
  /** Refuse requests that break the contract. Default true. */
  validate?: boolean;
}

export interface Responder {
  readonly contract: Contract;
  readonly options: Readonly<Required<ResponderOptions>>;
  /** @param states provider states: an example of that name or summary is the answer */
  respond(request: HttpRequest, states?: readonly string[]): Answer;
}

export function createResponder(
  contract: Contract,
  { seed = 1, dynamic = false, validate = true }: ResponderOptions = {},
): Responder {
  const options = { seed, dynamic, validate };
  const mock = { contract, options, router: routerOf(contract), prepare: createPrepare(contract) };
  return { contract, options, respond: (request, states = []) => respond(mock, request, states) };
}

/** What stays the same from request to request. */
interface Mock {
  contract: Contract;
  options: Required<ResponderOptions>;
  router: Router;
  prepare: Prepare;
}

function respond(mock: Mock, sent: HttpRequest, states: readonly string[]): Answer {
  const preference = readPreference(sent.headers, sent.query);
  const query = withoutPreferences(sent.query);
  const request = query === sent.query ? sent : { ...sent, query };
  const answered = answerTo(mock, request, preference, states);
  if (request.method !== "HEAD") return answered;
  return { ...answered, response: withoutBody(answered.response) };
}

function answerTo(
  mock: Mock,
  request: HttpRequest,
  preference: Preference,
  states: readonly string[],
): Answer {
  const { contract, options, router } = mock;
  let match = router.match(request.method, request.path);
  // RFC 9110 §9.3.2: HEAD is GET without the body.
  if (match.kind === "method" && request.method === "HEAD") {
    const get = router.match("GET", request.path);
    if (get.kind === "operation") match = get;
  }
  if (match.kind !== "operation") return answerUnrouted(contract, match, request);
  const { operation, pathValues, warnings } = chooseOperation(contract, match, request);
  const isChecked = preference.validate && options.validate;
  const violations = isChecked
    ? checkRequest(contract, operation, request, pathValues)
    : NO_FINDINGS;
  const plan = { mock, operation, request, preference, violations };
  const answered = answerFitting(plan, states);
  if (warnings === undefined) return answered;
  return { ...answered, warnings: [...warnings, ...answered.warnings] };
}

const NO_FINDINGS: readonly Finding[] = [];

interface Plan {
  mock: Mock;
  operation: Operation;
  request: HttpRequest;
  preference: Preference;
  violations: readonly Finding[];
}

function answerFitting(plan: Plan, states: readonly string[]): Answer {
  const { operation, preference, violations } = plan;
  if (violations.length > 0) {
    const errors = violations.filter(({ severity }) => severity === "error");
    if (errors.length > 0) return refuse(plan, refusalStatus(errors));
  }
  const chosen = chooseResponse(operation, preference, states);
  if (chosen === undefined) return noAnswer(plan, [onlyInterim(operation)]);
  if ("problem" in chosen) return problem(plan, 400, [chosen.problem]);
  return answer(plan, chosen);
}

// If the operation declares the status, the refusal has its declared shape.
function refuse(plan: Plan, status: number): Answer {
  const response = findResponse(plan.operation.responses, String(status));
  if (response === undefined) return problem(plan, status, plan.violations);
  return answer(plan, { response, example: undefined }, status);
}

function answer(
  plan: Plan,
  { response: declared, example }: Exclude<Choice, { problem: Finding }>,
  refusal?: number,
): Answer {
  const { mock, operation, request, preference, violations } = plan;
  const { content } = declared;
  const accept = fieldValue(request.headers, "accept");
  const negotiated = content.length > 0 ? negotiate(content, accept, example) : undefined;
  // An error's shape matters more than its media type: only a good answer is 406.
  if (negotiated === undefined && content.length > 0 && refusal === undefined) {
    return notAcceptable(plan, declared);
  }
  const mediaType = negotiated ?? content[0];
  const dynamic = preference.dynamic ?? mock.options.dynamic;
  const type = mediaType === undefined ? "" : concreteType(mediaType.type, accept);
  const wanted = { mediaType, type, example, dynamic };
  const prepared = mock.prepare(declared, wanted, seedOf(plan, dynamic));
  const { warnings } = prepared;
  // A mock that has no valid answer says so, rather than send one that the contract refuses.
  if (prepared.bytes === undefined) {
    return refusal === undefined ? noAnswer(plan, warnings) : problem(plan, refusal, violations);
  }
  const status = refusal ?? statusCode(operation, declared, preference.code);
  const response = responseOf(prepared, status);
  if (violations.length === 0 && preference.wishes.length === 0) {
    return { response, operation, violations, warnings };
  }
  const applied = refusal === undefined ? appliedTo(prepared, preference) : "";
  return { response: withRemarks(response, violations, applied), operation, violations, warnings };
}

/** Which wishes the answer meets, as `Preference-Applied` says them. */
function appliedTo({ isExample }: Prepared, { wishes }: Preference): string {
  const applied = wishes.filter(({ name, value }) => {
    // What was asked for breaks its schema, and a sample went in its place; or the other way round.
    if (name === "example") return isExample;
    return name !== "dynamic" || !isExample || value.toLowerCase() === "false";
  });
  return appliedPreferences(applied);
}

// Field values are ASCII: RFC 9110 §5.5.
function withRemarks(
  response: HttpResponse,
  violations: readonly Finding[],
  applied: string,
): HttpResponse {
  // What no request could show is for the log alone.
  const told = violations.filter(({ severity }) => severity !== "info");
  if (told.length === 0 && applied === "") return response;
  const headers = new Map(response.headers);
  if (told.length > 0) headers.set(FINDINGS_FIELD, [encodeURIComponent(problemSummary(told))]);
  if (applied !== "") headers.set("preference-applied", [applied]);
  return { ...response, headers };
}

// If the operation declares the status, it has its declared shape.
function noAnswer(plan: Plan, warnings: readonly Finding[]): Answer {
  const { operation, violations } = plan;
  const declared = findResponse(operation.responses, "500");
  const { response } =
    declared === undefined
      ? problem(plan, 500, warnings)
      : answer({ ...plan, violations: warnings }, { response: declared, example: undefined }, 500);
  return { response, operation, violations, warnings };
}

function onlyInterim({ key, responses, place }: Operation): Finding {
  const declared = responses.map(({ status }) => status).join(", ");
  return createFinding({
    code: "mock.sample-failed",
    message: `no answer can be made: ${key} declares ${declared} alone, which no exchange ends with`,
    at: locationOf(place),
    operation: key,
    identity: ["1XX"],
  });
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
  const chosen = { response: refusal, example: undefined };
  return answer({ ...plan, violations: [finding] }, chosen, 406);
}

// A dynamic answer differs from request to request, and is the same for the same request. HEAD has
// the fields of the GET it stands for.
function seedOf({ mock, operation, request }: Plan, dynamic: boolean): number | string {
  const { seed } = mock.options;
  if (!dynamic) return seed;
  return hash64(`${seed} ${operation.method} ${request.path}?${request.query}`);
}

function problem({ operation }: Plan, status: number, violations: readonly Finding[]): Answer {
  const response = problemResponse(status, violations, []);
  return { response, operation, violations, warnings: [] };
}
