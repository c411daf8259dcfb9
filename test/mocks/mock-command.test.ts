/**
 * The flags of `concordat mock`, as far as an answer or the log shows them.
 */
import { expect, test } from "vitest";
import { mockSession } from "./mock-session.ts";
import { sendRaw } from "./raw-request.ts";

const files = {
  "pets.yaml": `openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      responses:
        "200":
          description: pets
          content: { application/json: { schema: { type: string }, example: cat } }
`,
};

const foreign = { target: "/pets", headers: { Origin: "http://localhost:5173" } };

test.each([
  ["is open to pages of other origins", [], "http://localhost:5173"],
  ["is not, where that is said", ["--no-cors"], undefined],
])("a mock %s", (_, flags, origin) =>
  mockSession(["pets.yaml", ...flags], files, async ({ urlOf }) => {
    const { status, headers } = await sendRaw(await urlOf("pets"), foreign);
    expect([status, headers["access-control-allow-origin"]]).toEqual([200, origin]);
  }).then(({ code }) => expect(code).toBe(0)),
);

test("a mock says what it serves", () =>
  mockSession(["pets.yaml", "--seed", "7", "--dynamic", "--no-validate"], files, async (mock) => {
    const { body } = await sendRaw(await mock.urlOf("pets"), { target: "/__concordat" });
    expect(JSON.parse(body)).toMatchObject({
      service: "pets",
      contract: { title: "Pets", file: "pets.yaml" },
      seed: 7,
      dynamic: true,
      validate: false,
    });
  }).then(({ code }) => expect(code).toBe(0)));

test("a mock tells each exchange in a line", () =>
  mockSession(["pets.yaml"], files, async ({ urlOf, said }) => {
    await sendRaw(await urlOf("pets"), { target: "/pets?page=x" });
    const rule = "the contract asks for an integer (pets.yaml:6:61)";
    const finding = `  request.parameter.invalid  the query parameter page is the string "x"; ${rule}`;
    expect(await said(finding)).toEqual([
      expect.stringMatching(/^pets GET \/pets\?page=x 400 \(GET \/pets\) \d+(\.\d)? ms$/),
      finding,
    ]);
  }));

test("a mock tells each exchange to a program", async () => {
  const { stdout, stderr } = await mockSession(
    ["pets.yaml", "--log", "json"],
    files,
    async ({ urlOf }) => {
      await sendRaw(await urlOf("pets"), { target: "/pets" });
      await sendRaw(await urlOf("pets"), { target: "/pets?page=x" });
    },
  );
  expect(stdout).toMatch(/^pets listening on /);
  const lines = stderr.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { kind: "exchange", service: "pets", number: 1, response: { status: 200 }, findings: [] },
    { kind: "exchange", number: 2, findings: [{ code: "request.parameter.invalid" }] },
  ]);
});

test("of several services only those that are named are read", () =>
  mockSession(
    ["pets"],
    {
      ...files,
      "concordat.config.yaml":
        "services: { pets: { contract: pets.yaml }, toys: { contract: toys.yaml } }",
    },
    async ({ urlOf }) => {
      expect((await sendRaw(await urlOf("pets"), { target: "/pets" })).status).toBe(200);
    },
  ).then(({ code }) => expect(code).toBe(0)));
