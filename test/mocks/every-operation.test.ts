/**
 * Every operation of the system's contracts, behind a port and under MSW, judged by a reader of
 * its own: bare-ajv.ts.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { server } from "../../mocks/node.ts";
import { loadContract } from "../../src/load/load.ts";
import { listen, type MockServer } from "../../src/mock/listen.ts";
import { createResponder } from "../../src/mock/responder.ts";
import { accepts, type BareOperation, bareOperations, lacking } from "./bare-ajv.ts";
import { type BareRequest, isStillValid, type Mutant, mutants, validRequest } from "./request.ts";

const operations = bareOperations();
const cases = operations.map((operation): [string, BareOperation] => [
  `${operation.service} ${operation.method} ${operation.path}`,
  operation,
]);

test("the contracts have the operations and the faults that are tried", () => {
  const all = operations.flatMap((operation) =>
    mutants(operation).map((mutant) => ({ operation, mutant })),
  );
  const stillValid = all.filter(({ operation, mutant }) => isStillValid(operation, mutant));
  expect({
    operations: operations.length,
    mutants: all.length,
    stillValid: stillValid.map(({ mutant }) => mutant.fault),
  }).toEqual({ operations: 35, mutants: 1030, stillValid: [] });
});

test.each(cases)("{} is no answer: %s", (_, { responses }) => {
  const refused = responses
    .filter(({ status, schema }) => status.startsWith("2") && schema !== undefined)
    .map(({ schema }) => accepts(schema!, {}));
  expect(refused).toEqual([false]);
});

describe("behind a port", () => {
  const ports = new Map<string, MockServer>();

  beforeAll(async () => {
    for (const file of new Set(operations.map((operation) => operation.file))) {
      ports.set(file, await listen(createResponder(await loadContract(file))));
    }
  });

  afterAll(() => Promise.all([...ports.values()].map((port) => port.close())));

  test.each(cases)("answers %s", async (_, operation) => {
    const answer = await send(ports.get(operation.file)!.url, validRequest(operation));
    await expectDeclared(operation, answer);
  });

  test.each(cases)("refuses %s with a fault", async (_, operation) => {
    const { url } = ports.get(operation.file)!;
    const told = await Promise.all(
      faulty(operation).map(async (mutant) => tell(mutant, await send(url, mutant.request))),
    );
    expect(told).toEqual(faulty(operation).map((mutant) => expected(operation, mutant)));
  });
});

describe("under MSW", () => {
  // MSW prints what a handler throws; here that is a thousand times what was asked for.
  const printed = vi.spyOn(console, "error");

  beforeAll(() => {
    printed.mockImplementation(() => {});
    server.listen({ onUnhandledFrame: "error" });
  });

  afterAll(() => {
    server.close();
    printed.mockRestore();
  });

  test.each(cases)("answers %s", async (_, operation) => {
    await expectDeclared(operation, await send(operation.baseUrl, validRequest(operation)));
  });

  test.each(cases)("fails %s with a fault", async (_, operation) => {
    for (const mutant of faulty(operation)) {
      const failure = await send(operation.baseUrl, mutant.request).catch(
        (error: unknown) => error,
      );
      expect(failure, mutant.fault).toBeInstanceOf(TypeError);
      expect((failure as Error).cause, mutant.fault).toMatchObject({
        name: "ConcordatError",
        message: expect.stringContaining(`${mutant.request.method} ${mutant.request.path} breaks`),
      });
    }
  });
});

async function expectDeclared(operation: BareOperation, answer: Response): Promise<void> {
  const [lowest] = operation.responses
    .filter(({ status }) => status.startsWith("2"))
    .sort(byStatus);
  const { status, headers, schema } = lowest!;
  expect(answer.status).toBe(Number(status));
  expect(headers.filter((name) => !answer.headers.has(name))).toEqual([]);
  expect(answer.headers.get("concordat-findings")).toBe(null);
  const body: unknown = await answer.json();
  expect(lacking(schema!, body)).toEqual([]);
  expect(accepts(schema!, body)).toBe(true);
}

function byStatus(a: { status: string }, b: { status: string }): number {
  return a.status.localeCompare(b.status);
}

function faulty(operation: BareOperation): Mutant[] {
  return mutants(operation).filter((mutant) => !isStillValid(operation, mutant));
}

interface Told {
  fault: string;
  status: number;
  allow: string[] | undefined;
  /** Whether the body has the shape that the operation declares for its status. */
  declared: boolean;
  pointers: string[];
  isNamed: boolean;
}

/** What `tell` should give. */
function expected(operation: BareOperation, { fault, status, pointer }: Mutant): unknown {
  // GET /products/validate is answered too, by /products/{productId}.
  const allowed = operations
    .filter(({ file, path }) => file === operation.file && fits(path, operation.path))
    // HEAD is answered wherever GET is, and OPTIONS everywhere: RFC 9110 §10.2.1.
    .flatMap(({ method }) => (method === "GET" ? [method, "HEAD"] : [method]))
    .concat("OPTIONS");
  return {
    fault,
    status,
    allow: status === 405 ? [...new Set(allowed)].sort() : undefined,
    declared: [404, 405].includes(status)
      ? false
      : operation.responses.some((response) => response.status === String(status)),
    pointers: [pointer],
    isNamed: true,
  } satisfies Told;
}

function fits(template: string, path: string): boolean {
  return new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
}

interface ToldFinding {
  pointer: string;
  message: string;
}

async function tell(mutant: Mutant, answer: Response): Promise<Told> {
  const field = answer.headers.get("concordat-findings");
  const body = (await answer.json()) as { findings: ToldFinding[] };
  const findings =
    field === null ? body.findings : (JSON.parse(decodeURIComponent(field)) as ToldFinding[]);
  return {
    fault: mutant.fault,
    status: answer.status,
    allow: answer.headers.get("allow")?.split(", ").sort(),
    declared: field !== null,
    // Two keywords may refuse one value, as `type` and `enum` do.
    pointers: [...new Set(findings.map(({ pointer }) => pointer))],
    isNamed: findings.every(({ message }) => message.includes(mutant.named ?? "")),
  };
}

function send(baseUrl: string, request: BareRequest): Promise<Response> {
  const query = new URLSearchParams(request.query).toString();
  const cookie = Object.entries(request.cookies).map(([name, value]) => `${name}=${value}`);
  return fetch(`${baseUrl}${request.path}${query && `?${query}`}`, {
    method: request.method,
    headers: { ...request.headers, ...(cookie.length > 0 && { Cookie: cookie.join("; ") }) },
    // A text would bring a Content-Type of its own.
    body: request.body === undefined ? null : new TextEncoder().encode(request.body),
  });
}
