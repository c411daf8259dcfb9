/**
 * What every answer of a mock is, whatever the contract and the request are: an HTTP response that
 * can be sent.
 *
 * RFC 9110 §15 (statuses), §5.1 and §5.5 (names and values of fields).
 */
import { validateHeaderName, validateHeaderValue } from "node:http";
import type { HttpResponse } from "../../src/http/exchange.ts";
import { law } from "./laws.ts";

/** More bytes than any sample of a small document has reason to have. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

export function expectResponse({ status, headers, body }: HttpResponse): void {
  law(Number.isInteger(status) && status >= 200 && status <= 599, "an answer's status", status);
  law(body instanceof Uint8Array, "an answer's body is bytes", body);
  law(body.length <= MAX_BODY_BYTES, "an answer's body is bounded", body.length);
  // RFC 9110 §6.4.1: these have no content.
  law(body.length === 0 || (status !== 204 && status !== 304), "an answer without content", status);
  for (const [name, values] of headers) {
    law(name === name.toLowerCase(), "a field's name is in lower case", name);
    try {
      validateHeaderName(name);
      for (const value of values) validateHeaderValue(name, value);
    } catch {
      law(false, "an answer's fields can be sent", [name, values]);
    }
  }
}
