/**
 * What `concordat mock` says of an exchange: refusals each time, what no request could show once.
 */
import { expect, test } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { logAnswer } from "../../src/cli/mock-log.ts";
import { readFields } from "../../src/http/exchange.ts";
import { createResponder } from "../../src/mock/responder.ts";
import { readContractText } from "../contract-text.ts";

const contract = readContractText(`
openapi: 3.1.1
components: { securitySchemes: { tls: { type: mutualTLS } } }
paths:
  /a: { get: { security: [{ tls: [] }], parameters: [{ name: n, in: query, schema: { type: integer } }], responses: { '200': { description: '' } } } }
`);

/** What is printed for these requests, one after another; `quiet` as the flag. */
function logged(queries: readonly string[], quiet = false): string[] {
  const lines: string[] = [];
  const io = { stderr: (text: string) => lines.push(text.trimEnd()), colorErrors: false };
  const responder = createResponder(contract);
  for (const query of queries) {
    const request = {
      method: "GET",
      path: "/a",
      query,
      headers: readFields([]),
      body: new Uint8Array(),
    };
    const options = { format: "pretty", seed: 1, color: false, quiet };
    logAnswer("orders", request, responder.respond(request), options, io as unknown as Io);
  }
  return lines.map((line) => line.replace(/\(openapi.*\)$/, "(…)"));
}

test("an exchange that fits, and what could not be looked at", () => {
  expect(logged(["n=1", "n=2", "n=x"])).toEqual([
    "orders GET /a?n=1 200",
    "  request.security.unchecked  the contract demands tls, of type mutualTLS: a request does not show it, so it was not checked (…)",
    "orders GET /a?n=2 200",
    "orders GET /a?n=x 400",
    '  request.parameter.invalid  the query parameter n is the string "x"; the contract asks for an integer (…)',
  ]);
});

test("a refusal alone where it should be quiet", () => {
  const lines = logged(["n=1", "n=x"], true);
  expect(lines.filter((line) => line.startsWith("orders"))).toEqual(["orders GET /a?n=x 400"]);
});
