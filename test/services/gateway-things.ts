/**
 * A gateway that passes every method on to one backend, whose contract is not at issue.
 */
import { readContractText } from "../contract-text.ts";
import {
  type Backend,
  json,
  type Started,
  type StartOptions,
  startGateway,
} from "./gateway-and-backends.ts";

/** A gateway that passes every method on, and declares what it may answer. */
export function contractWith(config: string) {
  const operation = (service: string) => `
      x-gateway-backend: { service: ${service}, path: /things }
      responses:
        "200": { description: Done }
        "500": { description: Failed }
        "503":
          description: Open
          content:
            application/json:
              schema:
                required: [error]
                properties:
                  error:
                    required: [code, message, service, retryAfter]
                    properties:
                      code: { const: CIRCUIT_BREAKER_OPEN }
                      service: { const: ${service} }
                      retryAfter: { type: integer, minimum: 1 }
        "502": { description: Unreachable }
        "504": { description: Late }`;
  const methods = ["get", "put", "delete", "post", "patch"];
  return readContractText(`
openapi: 3.1.0
info: { title: Gateway, version: "1" }
paths:
  /things:
${methods.map((method) => `    ${method}:${operation("things")}`).join("\n")}
  /others:
    get:${operation("others")}
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
x-gateway-config:
  timeout: { default: 30 }
  ${config}
`);
}

/** Declares every status that a test's backend may answer. */
export const ANYTHING = readContractText(`
openapi: 3.1.0
info: { title: Gateway, version: "1" }
paths:
  /things:
${["get", "put", "delete", "post", "patch"]
  .map(
    (method) => `    ${method}:
      x-gateway-backend: { service: things, path: /things }
      responses: { default: { description: Any } }`,
  )
  .join("\n")}
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
x-gateway-config: { retry: { attempts: 3 } }
`);

const THREE_ATTEMPTS = contractWith("retry: { attempts: 3, backoff: exponential }");

export function withThings(backend: Backend, options: StartOptions = {}): Started {
  const backends = Object.fromEntries(
    ["GET", "PUT", "DELETE", "POST", "PATCH"].map((method) => [
      `things ${method} /things`,
      backend,
    ]),
  );
  return startGateway(
    { ...backends, "others GET /things": json({}) },
    { contract: THREE_ATTEMPTS, contractless: true, ...options },
  );
}
