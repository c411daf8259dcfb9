/**
 * Which header fields go through the gateway, and which it writes itself.
 */
import type { Contract, Operation } from "concordat";
import { type Trace, traceHeaders } from "../platform/tracing.ts";
import type { Errand } from "./errand.ts";

/**
 * RFC 9110 §7.6.1: fields for one connection; `Connection` names more. What `Expect` asks for was
 * done when the body was read (§10.1.1).
 */
const HOP_BY_HOP = [
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** What the gateway says of its caller: a caller's own word for it is dropped. */
const SAID_BY_GATEWAY = ["authorization", "x-user-id"];

export interface BackendHeaders {
  /** For a call that the gateway makes for its caller. */
  own(errand: Errand): Headers;
  /** For a call that it makes in its own name: the caller's token may have run out. */
  asService(errand: Errand): Headers;
  /** For a request that it passes on. */
  passed(errand: Errand): Headers;
}

/** @param apiKey what the services know the gateway by */
export function createBackendHeaders(contract: Contract, apiKey: string): BackendHeaders {
  const keyName = apiKeyHeader(contract);
  const addTrace = (headers: Headers, { trace, user }: Errand) => {
    for (const [name, value] of Object.entries(traceHeaders(trace))) headers.set(name, value);
    if (user !== undefined) headers.set("X-User-ID", user.userId);
    return headers;
  };
  const identify = (headers: Headers, errand: Errand) => {
    addTrace(headers, errand);
    // With the key alone a request would be a service's, which may do more than anybody.
    if (errand.user === undefined) return headers;
    headers.set("Authorization", `Bearer ${errand.user.token}`);
    headers.set(keyName, apiKey);
    return headers;
  };
  const accepting = () => new Headers({ Accept: "application/json" });
  return {
    own: (errand) => identify(accepting(), errand),
    asService(errand) {
      const headers = addTrace(accepting(), errand);
      headers.set(keyName, apiKey);
      return headers;
    },
    passed(errand) {
      const headers = endToEnd(errand.request.headers);
      for (const name of [...SAID_BY_GATEWAY, keyName, "host"]) headers.delete(name);
      // An answer is read whole before it goes on; what reads it would undo a coding unasked.
      headers.set("Accept-Encoding", "identity");
      return identify(headers, errand);
    },
  };
}

/** The fields of a backend's answer that are for the caller. */
export function answeredHeaders(answered: Headers): Headers {
  const headers = endToEnd(answered);
  headers.delete("content-encoding");
  return headers;
}

/**
 * The ids of the trace that the contract declares among the headers of an answer, by name.
 * A contract that declares none keeps them inside.
 */
export function declaredTrace(
  operation: Operation,
  status: number,
  trace: Trace,
): [name: string, value: string][] {
  const declared = operation.responses.find((response) => response.status === String(status));
  const names = new Set(declared?.headers.map(({ name }) => name.toLowerCase()));
  return Object.entries(traceHeaders(trace)).filter(([name]) => names.has(name.toLowerCase()));
}

// A body's length is written anew by whoever sends it.
function endToEnd(fields: Headers): Headers {
  const headers = new Headers(fields);
  const named = (fields.get("connection") ?? "").split(",").map((name) => name.trim());
  for (const name of [...HOP_BY_HOP, ...named, "content-length"]) {
    if (isFieldName(name)) headers.delete(name);
  }
  return headers;
}

// `Headers` refuses other names with an error. RFC 9110 §5.6.2.
function isFieldName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}

function apiKeyHeader({ securitySchemes }: Contract): string {
  for (const { type, in: where, parameterName } of securitySchemes.values()) {
    if (type === "apiKey" && where === "header" && parameterName !== undefined) {
      return parameterName;
    }
  }
  throw new Error("the contract declares no API key in a header, which the services ask for");
}
