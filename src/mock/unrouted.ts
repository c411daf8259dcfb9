/**
 * Requests that no operation of a contract takes.
 *
 * RFC 9110 §9.3.7 (OPTIONS), §10.2.1 (Allow), §15.5.5, §15.5.6.
 */
import type { Contract } from "../contract/contract.ts";
import type { RouteMatch } from "../contract/router.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { readFields } from "../http/exchange.ts";
import { locationOf } from "../source/documents.ts";
import type { Answer } from "./answer.ts";
import { createResponse } from "./http-response.ts";
import { problemResponse } from "./refusal.ts";

/** Of a request, what says where it goes. */
interface Target {
  method: string;
  path: string;
}

type Unrouted = Exclude<RouteMatch, { kind: "operation" }>;

/** 404, 405 with `Allow`, or what OPTIONS asks for where the contract says nothing of it. */
export function answerUnrouted(contract: Contract, match: Unrouted, target: Target): Answer {
  if (target.method === "OPTIONS" && target.path === "*") {
    return options(contract.operations.map(({ method }) => method));
  }
  if (match.kind === "none") return refusal(404, pathUnknown(contract, target), []);
  if (target.method === "OPTIONS") return options(match.allowed);
  const allow = allowedMethods(match.allowed).join(", ");
  return refusal(405, methodUndeclared(match, target), [["allow", allow]]);
}

/** What is answered where `declared` are the methods of a path: HEAD wherever GET is, and OPTIONS. */
export function allowedMethods(declared: readonly string[]): string[] {
  const methods = declared.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  return [...new Set([...methods, "OPTIONS"])];
}

function options(declared: readonly string[]): Answer {
  const headers = readFields([["allow", allowedMethods(declared).join(", ")]]);
  const response = createResponse(204, headers, new Uint8Array());
  return { response, operation: undefined, violations: [], warnings: [] };
}

function pathUnknown(contract: Contract, { method, path }: Target): Finding {
  return createFinding({
    code: "request.path.unknown",
    message: `no path of the contract matches ${path}`,
    at: { file: "request", pointer: "/path", line: 1, column: 1 },
    because: locationOf(contract.root),
    identity: [method, path],
  });
}

/** That the path has other methods than this one. */
export function methodUndeclared(
  { allowed, operations }: RouteMatch & { kind: "method" },
  { method, path }: Target,
): Finding {
  return createFinding({
    code: "request.method.undeclared",
    message: `${path} has ${allowed.join(", ")}, not ${method}`,
    at: { file: "request", pointer: "/method", line: 1, column: 1 },
    because: locationOf(operations[0]!.pathPlace),
    identity: [method, path],
  });
}

function refusal(status: number, finding: Finding, headers: [string, string][]): Answer {
  const response = problemResponse(status, [finding], headers);
  return { response, operation: undefined, violations: [finding], warnings: [] };
}
