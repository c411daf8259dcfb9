/**
 * Real requests, byte for byte as a client sent them, and how a mock server answers: test/cases/exchange.
 *
 * Recorded from curl 7.88 and Node's fetch; only the host was changed.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createConnection } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listen, type MockServer } from "../src/mock/listen.ts";
import { createResponder } from "../src/mock/responder.ts";
import { readContractText } from "./contract-text.ts";

const folder = path.join(import.meta.dirname, "cases/exchange");
const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

let server: MockServer;

beforeAll(async () => {
  const text = readFileSync(path.join(folder, "products.openapi.yaml"), "utf8");
  server = await listen(createResponder(readContractText(text)));
});

afterAll(() => server.close());

test.each(cases)("%s", async (name) => {
  const request = readFileSync(path.join(folder, name, "request"));
  const answer = await send(request);
  await expect(show(answer)).toMatchFileSnapshot(path.join(folder, name, "expected.txt"));
});

interface Answer {
  status: string;
  fields: Map<string, string>;
  body: string;
}

function send(request: Buffer): Promise<Answer> {
  const isHead = request.subarray(0, 5).toString() === "HEAD ";
  return new Promise((resolve, reject) => {
    const socket = createConnection(Number(new URL(server.url).port), "127.0.0.1");
    let received = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      const answer = readAnswer(received, isHead);
      if (answer === undefined) return;
      socket.destroy();
      resolve(answer);
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error(`no answer, only ${received.toString()}`)));
    socket.write(request);
  });
}

function readAnswer(received: Buffer, isHead: boolean): Answer | undefined {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first = "", ...lines] = received.subarray(0, end).toString("latin1").split("\r\n");
  const status = first.split(" ")[1]!;
  // RFC 9110 §15.2.1: the answer is still to come.
  if (status === "100") return readAnswer(received.subarray(end + 4), isHead);
  const fields = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = received.subarray(end + 4);
  const due = isHead ? 0 : Number(fields.get("content-length") ?? 0);
  return body.length < due ? undefined : { status, fields, body: body.toString("utf8") };
}

function show({ status, fields, body }: Answer): string {
  const shown = [...fields]
    .filter(([name]) => (body === "" ? SHOWN_OF_EMPTY.has(name) : SHOWN.has(name)))
    .map(([name, value]) => `${name}: ${value}\n`)
    .sort();
  const head = `${status}\n${shown.join("")}`;
  if (body === "") return head;
  if (fields.get("content-type") !== "application/problem+json") return `${head}\n${body}\n`;
  const { findings } = JSON.parse(body) as {
    findings: { code: string; pointer: string; message: string }[];
  };
  const lines = findings.map(({ code, pointer, message }) => `${code}  ${pointer}\n  ${message}\n`);
  return `${head}\n${lines.join("")}`;
}

const SHOWN: ReadonlySet<string> = new Set(["content-type", "location", "allow"]);
const SHOWN_OF_EMPTY: ReadonlySet<string> = new Set([...SHOWN, "content-length"]);
