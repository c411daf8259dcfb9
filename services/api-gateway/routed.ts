/**
 * `x-gateway-backend`: a request is passed on to one service, and its answer back.
 */
import type { Operation } from "concordat";
import { type Ask, answeredFailure, type Repeat } from "./backend-call.ts";
import { type Handle, variableOf } from "./errand.ts";
import type { Backend } from "./extensions.ts";
import { answeredHeaders, type BackendHeaders } from "./headers.ts";
import { fillPath } from "./path-template.ts";
import { readBytes } from "./request-body.ts";
import { type GatewaySettings, timeoutMs } from "./settings.ts";

/**
 * An answer is passed on as it is, but for a failure of which the gateway's contract says nothing:
 * whatever broke there, to the caller it is an answer of no use.
 */
export function createRoute(
  backend: Backend,
  { ask, headers, settings }: { ask: Ask; headers: BackendHeaders; settings: GatewaySettings },
): Handle {
  const withinMs = timeoutMs(settings, backend.timeout);
  return async (errand) => {
    const { request } = errand;
    const answer = await ask({
      service: backend.service,
      method: backend.method,
      path: withQuery(
        fillPath(backend.path, (name) => variableOf(errand, name)),
        request.url,
      ),
      headers: headers.passed(errand),
      body: await readBytes(request, settings.maxBodyBytes),
      timeoutMs: withinMs,
      repeat: repeatOf(backend.method, request.headers),
    });
    if (answer.status >= 500 && !declares(errand.operation, answer.status)) {
      throw answeredFailure(backend.service, answer);
    }
    return new Response(mayHaveBody(answer.status) ? answer.body : null, {
      status: answer.status,
      headers: answeredHeaders(answer.headers),
    });
  };
}

/** RFC 9110 §9.2.2, and draft-ietf-httpapi-idempotency-key-header. */
export function repeatOf(method: string, headers: Headers): Repeat {
  return IDEMPOTENT.has(method) || headers.has("Idempotency-Key") ? "idempotent" : "unsent";
}

const IDEMPOTENT = new Set(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]);

// OpenAPI 3.1 #responses-object.
function declares({ responses }: Operation, status: number): boolean {
  const entries = [String(status), `${Math.floor(status / 100)}XX`, "default"];
  return responses.some((response) => entries.includes(response.status));
}

function withQuery(path: string, url: string): string {
  const { search } = new URL(url);
  return path.includes("?") ? path + search.replace("?", "&") : path + search;
}

// `Response` refuses a body, even an empty one, for these statuses.
function mayHaveBody(status: number): boolean {
  return status !== 204 && status !== 205 && status !== 304;
}
