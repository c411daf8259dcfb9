/**
 * A contract as MSW handlers: one for each contract, routed by the contract itself.
 *
 * MSW is handed in: msw.ts and msw-node.ts say where it comes from. DESIGN: mock server behaviour,
 * in-process under MSW.
 */
import type { HttpHandler, http } from "msw";
import type { Contract } from "../contract/contract.ts";
import type { ConcordatError } from "../findings/concordat-error.ts";
import { type ClaimedBase, claimedBases, pathBelow } from "../http/claimed-base.ts";
import { type HttpRequest, readFields } from "../http/exchange.ts";
import { toFetchResponse } from "./fetch-response.ts";
import { createResponder, type ResponderOptions } from "./responder.ts";
import { createViolationLog, type ViolationLog } from "./violation-log.ts";

export interface ContractHandlerOptions extends ResponderOptions {
  /**
   * What requests start with to be answered. Default: the absolute URLs of the contract's servers,
   * those of single paths and operations too, with every value that their variables list.
   */
  baseUrl?: string | readonly string[];
  /**
   * What a request does that breaks the contract: `throw`, the default, fails the request, with
   * the findings in the `cause` of what `fetch` rejects with, so that a swallowed 400 hides no
   * broken consumer; `respond` answers it as the mock server would.
   */
  onViolation?: "throw" | "respond";
  /** The provider states that hold: an example of that name or summary is the answer. */
  states?: () => readonly string[];
}

const MEND =
  'Mend the request, or pass onViolation: "respond" to test how the consumer takes a refusal.';

/** Handlers for MSW, and what they have seen go wrong. */
export interface ContractHandlers extends Array<HttpHandler>, ViolationLog {}

/** @throws {ConcordatError} `usage.invalid` when there is no absolute base URL to claim */
export function createContractHandlers(
  msw: { http: typeof http },
  contract: Contract,
  options: ContractHandlerOptions,
): ContractHandlers {
  const responder = createResponder(contract, options);
  const bases = claimedBases(contract, options.baseUrl);
  const log = createViolationLog(contract, MEND);
  const handler = msw.http.all(
    ({ request }) => bases.find(request.method, new URL(request.url)) !== undefined,
    async ({ request, cookies }) => {
      const url = new URL(request.url);
      const exchange = await toRequest(bases.find(request.method, url)!, url, request, cookies);
      const answer = responder.respond(exchange, options.states?.());
      if (answer.violations.length > 0) {
        const errors = answer.violations.filter(({ severity }) => severity === "error");
        if (errors.length > 0) {
          const { method, path } = exchange;
          const violation = { method, path, url: request.url, findings: errors };
          log.add(violation);
          if (options.onViolation !== "respond") throw networkError(log.errorOf([violation]));
        }
      }
      return toFetchResponse(answer.response);
    },
  );
  // Not enumerable, so that the handlers are all that is seen of the array.
  const methods = Object.entries(log.methods).map(([name, value]) => [name, { value }]);
  const handlers: HttpHandler[] = [handler];
  return Object.defineProperties(handlers, Object.fromEntries(methods)) as ContractHandlers;
}

async function toRequest(
  base: ClaimedBase,
  url: URL,
  request: Request,
  cookies: Record<string, string>,
): Promise<HttpRequest> {
  const headers = [...request.headers];
  // In a browser the Cookie header cannot be read; MSW knows the cookies all the same.
  if (!request.headers.has("cookie") && Object.keys(cookies).length > 0) {
    const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
    headers.push(["cookie", pairs.join("; ")]);
  }
  return {
    method: request.method.toUpperCase(),
    path: pathBelow(base, url),
    query: url.search.slice(1),
    headers: readFields(headers),
    // MSW gives each resolver a request of its own, so nobody else reads this body.
    body: request.body === null ? NOTHING : new Uint8Array(await request.arrayBuffer()),
  };
}

const NOTHING: Uint8Array = new Uint8Array();

// What a resolver throws is answered with 500 by MSW, which a consumer may swallow like any other
// status. An error with `code` and `errno` is one of the network's to it: it fails the request, as
// the cause of the TypeError that fetch rejects with.
function networkError(error: ConcordatError): ConcordatError {
  return Object.defineProperty(error, "errno", { value: 0 });
}
