/**
 * Answers that cannot be made as declared. Expected values are from RFC 9110 §5.1 and §5.5, and
 * DESIGN: a mock that has no valid answer says so.
 */
import { expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { FINDINGS_FIELD } from "./refusal.ts";
import { createResponder } from "./responder.ts";

function answerOf(responses: object) {
  const contract = readContractText(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Pets", version: "1" },
      paths: { "/pets": { get: { responses } } },
    }),
  );
  return createResponder(contract).respond({
    method: "GET",
    path: "/pets",
    query: "",
    headers: new Map(),
    body: new Uint8Array(),
  });
}

const nothing = { type: "string", minLength: 2, maxLength: 1 };
const json = (schema: object) => ({ content: { "application/json": { schema } } });

test.each<[name: string, header: object, told: string | undefined]>([
  ["X-Id", { schema: { type: "integer", examples: [7] } }, undefined],
  ["X Id", { schema: { type: "integer" } }, "no field can have this name"],
  ["X-Id", { required: true, schema: nothing }, "no value was found"],
  ["X-Id", { schema: { const: "\u2713" } }, "no value was found"],
  ["Content-Length", { required: true, schema: { type: "integer" } }, undefined],
  ["Content-Encoding", { schema: { const: "br" } }, undefined],
  ["Content-Encoding", { required: true, schema: { const: "br" } }, "for the server to say"],
])("the declared header %s: %j", (name, header, told) => {
  const { response, warnings } = answerOf({
    200: { description: "ok", headers: { [name]: header } },
  });
  expect(response.status).toBe(200);
  expect(warnings.map(({ code }) => code)).toEqual(told ? ["mock.header-left-out"] : []);
  expect(warnings[0]?.message ?? "").toContain(told ?? "");
  expect(warnings[0]?.at.pointer ?? "").toBe(
    told ? `/paths/~1pets/get/responses/200/headers/${name}` : "",
  );
  expect(response.headers.has("x-id")).toBe(name === "X-Id" && told === undefined);
});

test("a media type that no field can carry is no answer", () => {
  const { response, warnings } = answerOf({
    200: { description: "ok", content: { "\u2713/json": { schema: true } } },
  });
  expect(response.status).toBe(500);
  expect(response.headers.get("content-type")).toEqual(["application/problem+json"]);
  expect(warnings).toMatchObject([
    {
      code: "mock.sample-failed",
      at: { pointer: "/paths/~1pets/get/responses/200/content/\u2713~1json" },
    },
  ]);
});

test("without a valid answer the declared 500 is the answer, and says why", () => {
  const { response, violations, warnings } = answerOf({
    200: { description: "ok", ...json(nothing) },
    500: { description: "failed", ...json({ const: "failed" }) },
  });
  expect(response.status).toBe(500);
  expect(new TextDecoder().decode(response.body)).toBe('"failed"');
  expect(decodeURIComponent(response.headers.get(FINDINGS_FIELD)?.[0] ?? "")).toContain(
    "no answer can be made",
  );
  expect(violations).toEqual([]);
  expect(warnings).toMatchObject([{ code: "mock.sample-failed" }]);
});

test("where the declared 500 is impossible too, the answer is a problem document", () => {
  const { response } = answerOf({ default: { description: "any", ...json(nothing) } });
  expect(response.status).toBe(500);
  expect(response.headers.get("content-type")).toEqual(["application/problem+json"]);
});
