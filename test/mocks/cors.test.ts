/**
 * Pages of other origins and a mock server. Expected values are from the Fetch Standard,
 * #http-cors-protocol, and from the contract.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listen, type MockServer } from "../../src/mock/listen.ts";
import { createResponder } from "../../src/mock/responder.ts";
import { readContractText } from "../contract-text.ts";
import { type RawRequest, sendRaw } from "./raw-request.ts";

const contract = readContractText(`
openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      responses:
        "200":
          description: pets
          headers:
            X-Total: { schema: { const: 7 } }
            ETag: { schema: { const: v1 } }
            Set-Cookie: { schema: { const: a=1 } }
            Vary: { schema: { const: "Accept-Language, accept" } }
            Cache-Control: { schema: { const: no-cache } }
            Access-Control-Allow-Origin: { schema: { const: "https://shop.example.com" } }
          content: { application/json: { schema: { const: pets } } }
    patch: { responses: { "204": { description: changed } } }
  /search:
    options:
      responses:
        "200": { description: how, content: { application/json: { schema: { const: declared } } } }
    get: { responses: { "200": { description: found } } }
`);

const origin = "http://localhost:5173";

let open: MockServer;
let closed: MockServer;

beforeAll(async () => {
  open = await listen(createResponder(contract), { cors: true });
  closed = await listen(createResponder(contract), {});
});
afterAll(() => Promise.all([open.close(), closed.close()]));

function preflight(
  path: string,
  method: string,
  more: Record<string, string> = {},
): Promise<unknown> {
  return sendRaw(open.url, {
    method: "OPTIONS",
    target: path,
    headers: { Origin: origin, "Access-Control-Request-Method": method, ...more },
  });
}

const granted = {
  "access-control-allow-origin": origin,
  "access-control-allow-credentials": "true",
  vary: "Accept, Origin, Prefer",
};

describe("a preflight", () => {
  test("gets the methods of the path, and every header that is asked for", async () => {
    const names = { "Access-Control-Request-Headers": "authorization,x-request-id" };
    expect(await preflight("/pets", "PATCH", names)).toEqual({
      status: 204,
      headers: {
        ...granted,
        "access-control-allow-methods": "GET, HEAD, PATCH, OPTIONS",
        "access-control-allow-headers": "authorization,x-request-id",
        "access-control-max-age": "60",
      },
      body: "",
    });
  });

  test("is let into the private network where it asks", async () => {
    const ask = { "Access-Control-Request-Private-Network": "true" };
    expect(await preflight("/pets", "GET", ask)).toMatchObject({
      headers: { "access-control-allow-private-network": "true" },
    });
    expect(await preflight("/pets", "GET")).not.toHaveProperty(
      "headers.access-control-allow-private-network",
    );
  });

  test("is answered in the place of a declared OPTIONS, which others get", async () => {
    expect(await preflight("/search", "GET")).toMatchObject({
      status: 204,
      headers: { "access-control-allow-methods": "OPTIONS, GET, HEAD" },
    });
    const plain = { method: "OPTIONS", target: "/search", headers: { Origin: origin } };
    expect(await sendRaw(open.url, plain)).toMatchObject({ status: 200, body: '"declared"' });
  });

  test("of a path that the contract does not have is 404, which a page may read", async () => {
    expect(await preflight("/no/such", "GET")).toMatchObject({ status: 404, headers: granted });
  });

  test("of a method that the contract does not have shows as a violation", async () => {
    const codes: string[] = [];
    const server = await listen(createResponder(contract), {
      cors: true,
      onExchange: ({ findings }) => codes.push(...findings.map(({ code }) => code)),
    });
    const headers = { Origin: origin, "Access-Control-Request-Method": "DELETE" };
    try {
      const answer = await sendRaw(server.url, { method: "OPTIONS", target: "/pets", headers });
      expect(answer.headers["access-control-allow-methods"]).toBe("GET, HEAD, PATCH, OPTIONS");
      expect(codes).toEqual(["request.method.undeclared"]);
    } finally {
      await server.close();
    }
  });
});

test("an answer names the origin, and exposes what the contract declares", async () => {
  const sent: RawRequest = { target: "/pets", headers: { Origin: origin } };
  expect(await sendRaw(open.url, sent)).toEqual({
    status: 200,
    headers: {
      "access-control-allow-origin": origin,
      "access-control-allow-credentials": "true",
      "access-control-expose-headers": "x-total, etag, vary",
      "cache-control": "no-cache",
      "content-length": "6",
      "content-type": "application/json",
      etag: "v1",
      "set-cookie": "a=1",
      vary: "Accept-Language, Accept, Origin, Prefer",
      "x-total": "7",
    },
    body: '"pets"',
  });
});

test.each([
  ["a refusal", { target: "/no/such" }, 404],
  ["another method", { target: "/pets", method: "DELETE" }, 405],
  ["HEAD", { target: "/pets", method: "HEAD" }, 200],
])("%s may be read, too", async (_, sent, status) => {
  const answer = await sendRaw(open.url, { ...sent, headers: { Origin: "null" } });
  expect(answer).toMatchObject({
    status,
    headers: {
      "access-control-allow-origin": "null",
      "access-control-allow-credentials": "true",
    },
  });
});

test("findings and applied preferences are exposed", async () => {
  const headers = { Origin: origin, Prefer: "code=200" };
  const answer = await sendRaw(open.url, { target: "/pets", headers });
  expect(answer.headers["access-control-expose-headers"]).toBe(
    "x-total, etag, vary, preference-applied",
  );
});

test("without an origin nothing is said of it, and the contract's own fields go out", async () => {
  const { headers } = await sendRaw(open.url, { target: "/pets" });
  expect(headers["access-control-allow-origin"]).toBe("https://shop.example.com");
  expect(headers).not.toHaveProperty("access-control-allow-credentials");
  expect(headers.vary).toBe("Accept-Language, Accept, Origin, Prefer");
});

test("switched off, a preflight is an OPTIONS like any other", async () => {
  const headers = { Origin: origin, "Access-Control-Request-Method": "PATCH" };
  const sent: RawRequest = { method: "OPTIONS", target: "/pets", headers };
  expect(await sendRaw(closed.url, sent)).toEqual({
    status: 204,
    headers: { allow: "GET, HEAD, PATCH, OPTIONS", vary: "Accept, Prefer" },
    body: "",
  });
  const declared: RawRequest = { method: "OPTIONS", target: "/search", headers };
  expect(await sendRaw(closed.url, declared)).toMatchObject({ status: 200, body: '"declared"' });
  const read = await sendRaw(closed.url, { target: "/pets", headers: { Origin: origin } });
  expect(read.headers["access-control-allow-origin"]).toBe("https://shop.example.com");
});
