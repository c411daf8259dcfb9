/**
 * A mock server as HTTP has it: RFC 9110 §8.6, §9.3.2, §9.3.7, §10.2.1, RFC 9112 §3.2, §6.3.
 */
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listen, type MockServer } from "../../src/mock/listen.ts";
import { createResponder, type Responder } from "../../src/mock/responder.ts";
import { readContractText } from "../contract-text.ts";
import { type RawRequest, sendRaw } from "./raw-request.ts";

function responderOf(title: string): Responder {
  return createResponder(
    readContractText(`
openapi: 3.1.0
info: { title: ${title}, version: "1" }
paths:
  /pets:
    get:
      responses:
        "200":
          description: pets
          headers: { Content-Length: { schema: { const: 99 } } }
          content: { application/json: { schema: { const: ${title} } } }
        "304":
          description: as before
          content: { application/json: { schema: { const: none } } }
    delete: { responses: { "200": { description: gone } } }
    put:
      requestBody: { content: { application/json: { schema: { type: string } } } }
      responses: { "204": { description: kept } }
  /reset: { post: { responses: { "205": { description: afresh } } } }
  /socket: { get: { responses: { "101": { description: another protocol } } } }
`),
  );
}

let server: MockServer;

beforeAll(async () => {
  server = await listen(responderOf("pets"));
});
afterAll(() => server.close());

const VARY = { vary: "Accept, Prefer" };
const JSON_TYPE = { "content-type": "application/json" };

test.each<[line: string, headers: Record<string, string>, expected: object]>([
  ["GET /pets", {}, { headers: { ...VARY, ...JSON_TYPE, "content-length": "6" }, body: '"pets"' }],
  ["HEAD /pets", {}, { headers: { ...VARY, ...JSON_TYPE, "content-length": "6" }, body: "" }],
  ["DELETE /pets", {}, { headers: { ...VARY, "content-length": "0" }, body: "" }],
  ["POST /reset", {}, { status: 205, headers: { ...VARY, "content-length": "0" }, body: "" }],
  ["PUT /pets", {}, { status: 204, headers: VARY, body: "" }],
  [
    "GET /pets",
    { Prefer: "code=304" },
    { status: 304, headers: { ...VARY, "preference-applied": "code=304" }, body: "" },
  ],
  [
    "OPTIONS /pets",
    {},
    { status: 204, headers: { ...VARY, allow: "GET, HEAD, DELETE, PUT, OPTIONS" }, body: "" },
  ],
  [
    "OPTIONS *",
    {},
    { status: 204, headers: { ...VARY, allow: "GET, HEAD, DELETE, PUT, POST, OPTIONS" }, body: "" },
  ],
  ["GET http://pets.example/pets", {}, { status: 200, body: '"pets"' }],
])("%s %j", async (line, headers, expected) => {
  const [method = "", target = ""] = line.split(" ");
  const answer = await sendRaw(server.url, { method, target, headers });
  // Where fields are named, there are no others.
  expect({ ...answer, ...("headers" in expected && { headers: answer.headers }) }).toEqual({
    ...answer,
    status: 200,
    ...expected,
  });
});

test.each(["GET", "OPTIONS", "HEAD"])("%s of an unknown path is 404", async (method) => {
  const answer = await sendRaw(server.url, { method, target: "/no/such" });
  expect(answer).toMatchObject({
    status: 404,
    headers: { "content-type": "application/problem+json" },
  });
  // HEAD says how long the document is that it does not send.
  const get = await sendRaw(server.url, { target: "/no/such" });
  expect(answer.headers["content-length"]).toBe(String(get.body.length));
  expect(answer.body).toBe(method === "HEAD" ? "" : get.body);
});

test("a refused method is told which there are", async () => {
  const answer = await sendRaw(server.url, { method: "PATCH", target: "/pets" });
  expect(answer).toMatchObject({
    status: 405,
    headers: { allow: "GET, HEAD, DELETE, PUT, OPTIONS" },
  });
});

test("what no exchange ends with is no answer", async () => {
  const answer = await sendRaw(server.url, { target: "/socket" });
  expect(answer.status).toBe(500);
  expect(JSON.parse(answer.body)).toMatchObject({
    detail: "no answer can be made: GET /socket declares 101 alone, which no exchange ends with",
  });
  const wished = await sendRaw(server.url, { target: "/socket", headers: { Prefer: "code=101" } });
  expect(wished.status).toBe(400);
});

test.each<[string, RawRequest]>([
  ["of a known length", { body: '"a name"', headers: { "Content-Length": "8" } }],
  ["in chunks", { body: '"a name"', headers: { "Transfer-Encoding": "chunked" } }],
])("a body %s is read", async (_, sent) => {
  const headers = { "Content-Type": "application/json", ...sent.headers };
  const put = { ...sent, method: "PUT", target: "/pets", headers };
  expect((await sendRaw(server.url, put)).status).toBe(204);
  expect((await sendRaw(server.url, { ...put, body: "17234567" })).status).toBe(422);
});

test("requests that are sent at once are answered in their order", async () => {
  const socket = connect(server.port, "127.0.0.1");
  const line = (method: string) => `${method} /pets HTTP/1.1\r\nHost: a\r\n\r\n`;
  socket.write(
    line("GET") + line("OPTIONS") + line("DELETE").replace("\r\n", "\r\nConnection: close\r\n"),
  );
  const received = (await socket.toArray()).join("");
  const statuses = [...received.matchAll(/HTTP\/1.1 (\d+)/g)].map(([, status]) => status);
  expect(statuses).toEqual(["200", "204", "200"]);
});

test("another responder answers from the next request on, over the same connection", async () => {
  const swapped = await listen(responderOf("before"));
  const socket = connect(swapped.port, "127.0.0.1");
  try {
    const answers = socket[Symbol.asyncIterator]();
    const ask = async (rest: string): Promise<string> => {
      socket.write(rest);
      return String((await answers.next()).value).split("\r\n\r\n")[1]!;
    };
    const get = "GET /pets HTTP/1.1\r\nHost: a\r\n\r\n";
    expect(await ask(get)).toBe('"before"');
    // The first half of a request is there already.
    socket.write(get.slice(0, 20));
    swapped.use(responderOf("after"));
    expect(await ask(get.slice(20))).toBe('"after"');
  } finally {
    socket.destroy();
    await swapped.close();
  }
});

test("a mistake of concordat's own is 500, and told", async () => {
  const told: unknown[] = [];
  const mistake = new Error("not today");
  const responder = responderOf("pets");
  const broken: Responder = {
    ...responder,
    respond: () => {
      throw mistake;
    },
  };
  const failing = await listen(broken, { onFailure: (error) => told.push(error) });
  try {
    const { status, headers, body } = await sendRaw(failing.url, { target: "/pets" });
    expect({ status, type: headers["content-type"] }).toEqual({
      status: 500,
      type: "application/problem+json",
    });
    expect(body).toContain("not today");
    expect(told).toEqual([mistake]);
    failing.use(responder);
    expect((await sendRaw(failing.url, { target: "/pets" })).status).toBe(200);
  } finally {
    await failing.close();
  }
});
