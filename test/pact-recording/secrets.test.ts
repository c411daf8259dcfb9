/**
 * Tokens never reach a pact, wherever an exchange shows them.
 */
import { readFileSync } from "node:fs";
import type { RecordedInteractionOptions } from "concordat/pact";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, expect, test } from "vitest";
import { comparePact } from "../../src/pact/compare.ts";
import type { HttpInteraction, Pact } from "../../src/pact/pact.ts";
import { readPact } from "../../src/pact/read.ts";
import { readSource } from "../../src/source/source.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";
import { contract, getOrder, recorderIn, startOrders, token } from "./orders-under-msw.ts";

const server = startOrders();
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const password = "correct horse battery";
const opaque = "k3y-0123456789abcdef";

test("credentials, cookies, keys and secret members are examples, and what repeats them too", async () => {
  server.use(
    http.post("http://orders.test/sessions", () =>
      HttpResponse.json(
        { accessToken: opaque, user: "ann", greeting: `the session ${opaque} began` },
        { headers: { "set-cookie": `sid=${opaque}` } },
      ),
    ),
  );
  const { text, pact } = await recorded({}, () =>
    fetch(`http://orders.test/sessions?api_key=${opaque}&trace=${opaque}`, {
      method: "POST",
      headers: {
        authorization: `Basic ${btoa(`ann:${password}`)}`,
        "content-type": "application/json",
        cookie: `theme=dark; sid=${opaque}; _ga=tracking`,
        "x-api-key": opaque,
        "x-auth-token": opaque,
      },
      body: JSON.stringify({ user: "ann", password }),
    }),
  );
  for (const secret of [password, opaque, btoa(`ann:${password}`), "tracking"]) {
    expect(text).not.toContain(secret);
  }
  const [{ request, response }] = pact.interactions as [HttpInteraction];
  expect(Object.fromEntries(request.headers)).toEqual({
    // `example:example`
    Authorization: ["Basic ZXhhbXBsZTpleGFtcGxl"],
    "Content-Type": ["application/json"],
    // The contract's own choice of a theme, and no cookie that it does not declare.
    Cookie: ["theme=dark; sid=example"],
    "X-Api-Key": ["example"],
  });
  expect(Object.fromEntries(request.query)).toEqual({ api_key: ["example"], trace: ["example"] });
  // At least ten characters, says the contract, and has an example.
  expect(request.body.content).toEqual({ user: "ann", password: "long-example" });
  expect(response.body.content).toEqual({
    accessToken: "example",
    user: "ann",
    greeting: "example",
  });
  const rules = (category: string) =>
    Object.fromEntries(
      [...(request.matchingRules.get(category) ?? [])].map(([name, { matchers }]) => [
        name,
        matchers[0]?.regex,
      ]),
    );
  expect(rules("header")).toEqual({
    Authorization: "^Basic .+$",
    Cookie: "^theme=dark; sid=[^;]+$",
    "X-Api-Key": "^.+$",
  });
  expect(rules("query")).toEqual({ api_key: "^.+$", trace: "^.+$" });
  expect(comparePact(pact, contract).errors).toEqual([]);
});

test("a token by its form is an example even where nothing calls it one", async () => {
  // Not the one that the request is sent with.
  const other = token.replace("c2lnbmF0dXJl", "b3RoZXI");
  server.use(
    http.get("http://orders.test/orders/:id", () =>
      HttpResponse.json({ id: other, status: "NEW", items: [], total: 1 }),
    ),
  );
  const { text, pact } = await recorded({}, () => getOrder(other));
  expect(text).not.toContain(other);
  const [{ request, response }] = pact.interactions as [HttpInteraction];
  expect(request.path).toBe("/orders/example");
  expect(request.matchingRules.get("path")?.get("")?.matchers).toEqual([
    { match: "regex", regex: "^/orders/[^/]+$" },
  ]);
  expect(response.body.content).toMatchObject({ id: "example" });
});

test("a form and a text are cleared too", async () => {
  server.use(
    http.post("http://orders.test/form", () => HttpResponse.text(`welcome, bearer of ${opaque}`)),
  );
  const { text, pact } = await recorded({}, () =>
    fetch("http://orders.test/form", {
      method: "POST",
      headers: { authorization: `Bearer ${opaque}` },
      body: new URLSearchParams({ user: "ann", password }),
    }),
  );
  expect(text).not.toContain(opaque);
  const [{ request, response }] = pact.interactions as [HttpInteraction];
  expect(request.body.content).toBe("user=ann&password=example");
  expect(response.body.content).toBe("welcome, bearer of example");
});

test("what the test states for a secret is written", async () => {
  const { pact } = await recorded(
    {
      matchers: {
        "/request/headers/Authorization": {
          "pact:matcher:type": "regex",
          regex: "^Bearer .+$",
          value: "Bearer of-the-test",
        },
      },
    },
    () => getOrder("o-1"),
  );
  const [{ request }] = pact.interactions as [HttpInteraction];
  expect(request.headers.get("Authorization")).toEqual(["Bearer of-the-test"]);
});

test("a form of several parts, whose boundary is made by chance, is refused", async () => {
  server.use(
    http.post("http://orders.test/upload", async ({ request }) => {
      await request.formData();
      return HttpResponse.json({});
    }),
  );
  const body = new FormData();
  body.set("file", new Blob(["x"]), "x.txt");
  const upload = recorded({}, () => fetch("http://orders.test/upload", { method: "POST", body }));
  await expect(upload).rejects.toMatchObject({
    code: "usage.invalid",
    message: "a body of multipart/form-data cannot be recorded",
  });
});

function recorded(
  options: RecordedInteractionOptions,
  callback: () => Promise<unknown>,
): Promise<{ text: string; pact: Pact }> {
  return inTemporaryFolder(async (folder) => {
    const recorder = recorderIn(folder, server);
    await recorder.interaction("one", options, callback);
    const text = readFileSync(await recorder.write(), "utf8");
    const { pact } = readPact(readSource(text, { uri: "file:///p", file: "p.json" }));
    return { text, pact: pact! };
  });
}
