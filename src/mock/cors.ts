/**
 * What lets a page of another origin use a mock.
 *
 * Fetch Standard #http-cors-protocol. A mock holds no secrets and listens on this machine, so every
 * origin may read it, with credentials; which methods a path has is for the contract to say.
 */
import { routerOf } from "../contract/router.ts";
import type { HttpRequest, HttpResponse } from "../http/exchange.ts";
import type { Answer } from "./answer.ts";
import { createResponse } from "./http-response.ts";
import type { Responder } from "./responder.ts";
import { allowedMethods, methodUndeclared } from "./unrouted.ts";

/** Short, for a contract that is being written: seconds that a browser remembers a preflight. */
const MAX_AGE_SECONDS = 60;

/** Whether a browser asks what it may send. */
export function isPreflight({ method, headers }: HttpRequest): boolean {
  return (
    method === "OPTIONS" && headers.has("origin") && headers.has("access-control-request-method")
  );
}

/**
 * The methods that the contract has for the path, and every header that is asked for. A method that
 * it does not have is a violation, as the browser will not send the request that would be one; a
 * path that it does not have is 404.
 *
 * An operation for OPTIONS that the contract declares is not asked: it may be, without an origin.
 */
export function answerPreflight(responder: Responder, request: HttpRequest): Answer {
  const { contract } = responder;
  // No operation has this method, so that all that there are come back.
  const match = routerOf(contract).match("", request.path);
  if (match.kind !== "method") return responder.respond(request);
  const methods = allowedMethods(match.allowed);
  const wanted = request.headers.get("access-control-request-method")![0]!;
  const target = { method: wanted, path: request.path };
  const headers = new Map([
    ["access-control-allow-methods", [methods.join(", ")]],
    ["access-control-max-age", [String(MAX_AGE_SECONDS)]],
  ]);
  const names = request.headers.get("access-control-request-headers");
  if (names !== undefined) headers.set("access-control-allow-headers", [names.join(", ")]);
  // https://wicg.github.io/private-network-access/: a page of the internet asks for this machine.
  if (request.headers.get("access-control-request-private-network")?.[0] === "true") {
    headers.set("access-control-allow-private-network", ["true"]);
  }
  return {
    response: createResponse(204, headers, new Uint8Array()),
    operation: undefined,
    violations: methods.includes(wanted) ? [] : [methodUndeclared(match, target)],
    warnings: [],
  };
}

/** Fields that a page may read without being told so: Fetch Standard #cors-safelisted-response-header-name. */
const SAFE: ReadonlySet<string> = new Set(
  "cache-control content-language content-length content-type expires last-modified pragma".split(
    " ",
  ),
);

/** Fields that no page may read: Fetch Standard #forbidden-response-header-name. */
const FORBIDDEN: ReadonlySet<string> = new Set(["set-cookie", "set-cookie2"]);

/** The names of a response's fields that a page of another origin is to be shown. */
export function exposedNames({ headers }: HttpResponse): string[] {
  return [...headers.keys()].filter(
    (name) => !SAFE.has(name) && !FORBIDDEN.has(name) && !name.startsWith("access-control-"),
  );
}
