import { beforeEach, describe, expect, test } from "vitest";
import { type AskOptions, type Running, startServices } from "./services-under-test.ts";

const SERVICE = "product-service";

let system: Running;

beforeEach(async () => {
  system = await startServices();
});

describe("the catalogue", () => {
  test.each([
    // query                      products                                         pages
    ["", ["p-1", "p-2", "p-3", "p-4", "p-5", "p-6"], 1],
    ["?size=4", ["p-1", "p-2", "p-3", "p-4"], 2],
    ["?size=4&page=2", ["p-5", "p-6"], 2],
    ["?size=4&page=3", [], 2],
    ["?category=Paper", ["p-2", "p-5"], 1],
    ["?category=Boats", [], 0],
  ])("is listed by GET /products%s", async (query, ids, totalPages) => {
    const { status, body } = await system.ask(SERVICE, `GET /products${query}`, { user: "u-2" });
    expect(status).toBe(200);
    expect(body.content.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(body.totalPages).toBe(totalPages);
  });

  test.each(["page=x", "page=1.5"])("is not listed with %s", async (query) => {
    const answer = await system.ask(SERVICE, `GET /products?${query}`, {
      user: "u-2",
      wrong: true,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error.code).toBe("PARAMETER_INVALID");
  });

  test.each(["page=0", "size=0", "size=-1", "size=99999999999"])(
    "has no page of %s",
    async (query) => {
      const answer = await system.ask(SERVICE, `GET /products?${query}`, { user: "u-2" });
      expect(answer.status).toBe(400);
    },
  );

  test("has the product of the contract's example", async () => {
    const { status, body } = await system.ask(SERVICE, "GET /products/p-1", { user: "u-2" });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: "p-1",
      name: "Desk lamp",
      description: "A lamp with a heavy foot",
      category: "Lighting",
      imageUrl: "https://images.example.com/p-1.jpg",
      price: { amount: 29.99, currency: "USD" },
      status: "ACTIVE",
      createdAt: "2026-01-10T09:00:00Z",
      updatedAt: "2026-02-20T14:30:00Z",
    });
  });

  test("does not know p-404", async () => {
    const { status, body } = await system.ask(SERVICE, "GET /products/p-404", { user: "u-2" });
    expect(status).toBe(404);
    expect(body).toEqual({
      error: { code: "PRODUCT_UNKNOWN", message: "Product p-404 is unknown" },
      traceId: "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f",
      timestamp: "2026-03-12T09:00:00.000Z",
      service: "product-service",
    });
  });
});

describe("validating products", () => {
  test.each([
    { asked: ["p-1", "p-2"] },
    { asked: ["p-2", "p-1"] },
    { asked: ["p-1", "p-1"] },
    { asked: [] },
  ])("answers $asked in that order", async ({ asked }) => {
    const { status, body } = await system.ask(SERVICE, "POST /products/validate", {
      asService: true,
      body: { productIds: asked },
    });
    expect(status).toBe(200);
    expect(body.products.map(({ id }: { id: string }) => id)).toEqual(asked);
  });

  test.each([
    { asked: ["p-404"], unknown: ["p-404"], message: "Product p-404 is unknown" },
    {
      asked: ["p-405", "p-1", "p-404", "p-405"],
      unknown: ["p-405", "p-404"],
      message: "Products p-405, p-404 are unknown",
    },
  ])("refuses $asked and names the unknown ones", async ({ asked, unknown, message }) => {
    const { status, body } = await system.ask(SERVICE, "POST /products/validate", {
      user: "u-1",
      body: { productIds: asked },
    });
    expect(status).toBe(422);
    expect(body.error).toEqual({
      code: "PRODUCT_UNKNOWN",
      message,
      details: { unknownProductIds: unknown },
    });
  });

  test.each([
    { raw: "{", pointer: undefined },
    { raw: "[]", pointer: "" },
    { raw: "{}", pointer: "" },
    { raw: '{"productIds":"p-1"}', pointer: "/productIds" },
    { raw: '{"productIds":["p-1",2]}', pointer: "/productIds/1" },
  ])("refuses the body $raw", async ({ raw, pointer }) => {
    const { status, body } = await system.ask(SERVICE, "POST /products/validate", {
      user: "u-1",
      raw,
      wrong: true,
    });
    expect(status).toBe(400);
    expect(body.error.details?.pointer).toBe(pointer);
  });

  test.each<{ who: string; options: AskOptions; code: string }>([
    { who: "nobody", options: { wrong: true }, code: "TOKEN_MISSING" },
    {
      who: "a service with another key",
      options: { headers: { "X-API-Key": "guessed" } },
      code: "API_KEY_INVALID",
    },
    {
      who: "a token of somebody else's",
      options: { headers: { Authorization: "Bearer abc.def.ghi" } },
      code: "TOKEN_INVALID",
    },
  ])("refuses $who", async ({ options, code }) => {
    const { status, body, headers } = await system.ask(SERVICE, "POST /products/validate", {
      ...options,
      body: { productIds: ["p-1"] },
    });
    expect(status).toBe(401);
    expect(body.error.code).toBe(code);
    expect(headers.get("WWW-Authenticate")).toBe("Bearer");
  });
});

describe("recommendations", () => {
  const recommended = async (query: string): Promise<string[]> => {
    const { status, body } = await system.ask(SERVICE, `GET /products/recommendations?${query}`, {
      user: "u-1",
    });
    expect(status).toBe(200);
    return body.map(({ id }: { id: string }) => id);
  };

  test("begin with the best seller, and leave out what is not sold any more", async () => {
    const ids = await recommended("userId=u-1");
    expect(ids[0]).toBe("p-3");
    expect(ids.toSorted()).toEqual(["p-1", "p-2", "p-3", "p-4", "p-6"]);
  });

  test("are the same for the same user, and as many as asked for", async () => {
    const ids = await recommended("userId=u-1");
    expect(await recommended("userId=u-1&limit=2")).toEqual(ids.slice(0, 2));
  });

  test("differ between users", async () => {
    const orders = new Set<string>();
    for (let user = 1; user <= 20; user++) {
      orders.add((await recommended(`userId=u-${user}`)).join());
    }
    // Four products follow the best seller, each in its turn the first.
    expect(orders.size).toBe(4);
  });

  test.each(["limit=3", "userId=u-1&limit=0", "userId=u-1&limit=101"])(
    "are refused for %s",
    async (query) => {
      const answer = await system.ask(SERVICE, `GET /products/recommendations?${query}`, {
        user: "u-1",
        wrong: true,
      });
      expect(answer.status).toBe(400);
    },
  );
});
