/**
 * What `concordat mock` says: of each exchange a line, of what is wrong with a contract once.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { createMockLog, type MockLog, type MockLogOptions } from "../../src/cli/mock-log.ts";
import { readFields } from "../../src/http/exchange.ts";
import { createJournal } from "../../src/mock/journal.ts";
import { createResponder } from "../../src/mock/responder.ts";
import { readContractText } from "../contract-text.ts";

const contract = readContractText(`
openapi: 3.1.1
components:
  securitySchemes: { tls: { type: mutualTLS }, key: { type: apiKey, in: query, name: key } }
paths:
  /a:
    get:
      security: [{ tls: [] }]
      parameters:
        - { name: n, in: query, schema: { type: integer } }
        - { name: odd, in: query, schema: { $ref: "#/no/such" } }
      responses:
        '200':
          description: ''
          content:
            application/json:
              schema: { type: integer }
              examples: { broken: { value: one }, good: { value: 1 } }
`);

/** What is printed while `use` is at work. */
function printed(options: Partial<MockLogOptions>, use: (log: MockLog) => void): string[] {
  const lines: string[] = [];
  const io = {
    stderr: (text: string) => lines.push(...text.trimEnd().split("\n")),
    colorErrors: false,
  };
  use(createMockLog({ log: "pretty", color: false, ...options }, io as unknown as Io));
  return lines;
}

/** The log of these requests, one after another, each of which took 1.26 ms. */
function logged(queries: readonly string[], options: Partial<MockLogOptions> = {}): string[] {
  const responder = createResponder(contract);
  const journal = createJournal(1);
  return printed(options, (log) => {
    for (const query of queries) {
      const request = {
        method: "GET",
        path: query.startsWith("/") ? query : "/a",
        query: query.startsWith("/") ? "" : query,
        headers: readFields([]),
        body: new Uint8Array(),
      };
      const answer = responder.respond(request);
      const exchange = { request, answer, startedAt: 0, durationMs: 1.26 };
      log.exchange("orders", contract, journal.add(exchange));
    }
  });
}

const UNCHECKED =
  "  request.security.unchecked  the contract demands tls, of type mutualTLS: a request does not show it, so it was not checked (openapi.yaml:8:25)";
const SKIPPED =
  'orders: mock.example-invalid  the example broken is skipped: it is the string "one"; the contract asks for an integer (openapi.yaml:18:44)';
const WRONG =
  '  request.parameter.invalid  the query parameter n is the string "x"; the contract asks for an integer (openapi.yaml:10:49)';

test("every exchange has a line, and what is wrong with the contract is said once", () => {
  expect(logged(["n=1", "n=2", "n=x", "n=x", "/b"])).toEqual([
    SKIPPED,
    "orders GET /a?n=1 200 (GET /a) 1.3 ms",
    UNCHECKED,
    "orders GET /a?n=2 200 (GET /a) 1.3 ms",
    "orders GET /a?n=x 400 (GET /a) 1.3 ms",
    WRONG,
    "orders GET /a?n=x 400 (GET /a) 1.3 ms",
    WRONG,
    "orders GET /b 404 1.3 ms",
    "  request.path.unknown  no path of the contract matches /b (openapi.yaml:2:1)",
  ]);
});

test("where it should be quiet, what is wrong is said, and nothing else", () => {
  expect(logged(["n=1", "n=x"], { quiet: true })).toEqual([
    SKIPPED,
    "orders GET /a?n=x 400 (GET /a) 1.3 ms",
    WRONG,
  ]);
});

test("what could not be checked is said once", () => {
  const lines = logged(["odd=1", "odd=2"], { quiet: true });
  expect(lines).toEqual([
    SKIPPED,
    "orders GET /a?odd=1 200 (GET /a) 1.3 ms",
    expect.stringMatching(/^ {2}schema\.unresolved {2}the query parameter odd /),
  ]);
});

test("a key in the query is not shown", () => {
  expect(logged(["key=s3cret&n=1"])).toContain(
    "orders GET /a?key=[redacted]&n=1 200 (GET /a) 1.3 ms",
  );
});

test("control characters of a request are written out", () => {
  expect(logged(["/\u001b[31m"])[0]).toBe("orders GET /\\u001b[31m 404 1.3 ms");
});

test("what became of a mock when its files changed", () => {
  const tell = (log: MockLog): void => {
    log.change("orders", { outcome: "reloaded" });
    log.change("orders", { outcome: "kept", message: "a.yaml:1:2: no\nb.yaml:3:4: no" });
    log.change("orders", { outcome: "mended" });
    log.change("bills", { outcome: "started", message: "http://127.0.0.1:1" });
    log.change("bills", { outcome: "stopped" });
  };
  const kept = [
    "orders: not reloaded, it goes on as before",
    "  a.yaml:1:2: no",
    "  b.yaml:3:4: no",
  ];
  expect(printed({}, tell)).toEqual([
    "orders: reloaded",
    ...kept,
    "orders: mended and reloaded",
    "bills: listening on http://127.0.0.1:1",
    "bills: stopped",
  ]);
  expect(printed({ quiet: true }, tell)).toEqual(kept);
});

describe("as JSON", () => {
  const schemas = path.resolve(import.meta.dirname, "../../schemas");
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  for (const name of ["finding", "mock", "mock-log"]) {
    const text = readFileSync(path.join(schemas, `${name}.schema.json`), "utf8");
    ajv.addSchema(JSON.parse(text), `${name}.schema.json`);
  }

  function values(lines: readonly string[]): Record<string, unknown>[] {
    return lines.map((line) => {
      const value = JSON.parse(line) as Record<string, unknown>;
      const validate = ajv.getSchema("mock-log.schema.json")!;
      expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
      // No line has room for what it does not know.
      expect(validate({ ...value, more: 1 })).toBe(false);
      expect(validate({ ...value, service: undefined })).toBe(false);
      return value;
    });
  }

  test("each line is a value of the schema", () => {
    const lines = values(logged(["n=1", "n=x", "/b"], { log: "json" }));
    expect(lines).toMatchObject([
      { kind: "fault", service: "orders", finding: { code: "mock.example-invalid" } },
      {
        kind: "exchange",
        service: "orders",
        number: 1,
        startedAt: "1970-01-01T00:00:00.000Z",
        durationMs: 1.26,
        request: { method: "GET", path: "/a", query: "n=1", headers: {}, bodyBytes: 0 },
        response: { status: 200, bodyBytes: 1 },
        operation: "GET /a",
        findings: [{ code: "request.security.unchecked", severity: "info" }],
      },
      {
        kind: "exchange",
        number: 2,
        response: { status: 400 },
        findings: [
          { code: "request.parameter.invalid", because: { line: 10 } },
          { code: "request.security.unchecked" },
        ].reverse(),
      },
      { kind: "exchange", number: 3, findings: [{ code: "request.path.unknown" }] },
    ]);
    expect(lines[3]).not.toHaveProperty("operation");
  });

  test("changes and mistakes", () => {
    const lines = printed({ log: "json" }, (log) => {
      log.change("orders", { outcome: "kept", message: "a.yaml:1:2: no" });
      log.failure("orders", new Error("not today"));
    });
    expect(values(lines)).toEqual([
      { kind: "change", service: "orders", outcome: "kept", message: "a.yaml:1:2: no" },
      { kind: "failure", service: "orders", message: expect.stringContaining("not today") },
    ]);
  });

  test("where it should be quiet, exchanges with something wrong", () => {
    const lines = values(logged(["n=1", "n=x"], { log: "json", quiet: true }));
    expect(lines.map(({ kind }) => kind)).toEqual(["fault", "exchange"]);
  });
});
