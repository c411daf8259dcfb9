/**
 * `x-gateway-aggregate`: the dashboard, gathered from four services.
 */
import { afterEach, expect, test, vi } from "vitest";
import {
  type Backend,
  errorOf,
  exampleOf,
  hangs,
  isDown,
  isLost,
  json,
  refuses,
  type StartOptions,
  startGateway,
} from "./gateway-and-backends.ts";

afterEach(() => vi.useRealTimers());

const USER = "user-service GET /users/u-1";
const ORDERS = "order-service GET /orders";
const PRODUCTS = "product-service GET /products/recommendations";
const NOTIFICATIONS = "notification-service GET /notifications";

interface Dashboard {
  user: unknown;
  recentOrders: unknown[];
  recommendations: unknown;
  notifications: unknown;
}
const DASHBOARD = exampleOf("api-gateway", "getDashboard", "200") as Dashboard;

/** Four backends that answer as the contract's example has it. */
const ALL: Readonly<Record<string, Backend>> = {
  [USER]: json(DASHBOARD.user),
  [ORDERS]: json({
    content: DASHBOARD.recentOrders,
    page: 1,
    size: 5,
    totalElements: 2,
    totalPages: 1,
    first: true,
    last: true,
  }),
  [PRODUCTS]: json(DASHBOARD.recommendations),
  [NOTIFICATIONS]: json(DASHBOARD.notifications),
};

async function dashboard(other: Readonly<Record<string, Backend>>, options?: StartOptions) {
  const gateway = startGateway({ ...ALL, ...other }, options);
  const response = await gateway.send("GET", "/dashboard", { user: "u-1" });
  return { response, gateway };
}

test("each answer, or the part that is selected, fills its field", async () => {
  const { response } = await dashboard({});
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual(DASHBOARD);
});

test("the user of the token is asked for, as that user, with the services' key", async () => {
  const { gateway } = await dashboard({});
  expect(gateway.lines().sort()).toEqual([
    "notification-service GET /notifications?userId=u-1&limit=10",
    "order-service GET /orders?userId=u-1&limit=5",
    "product-service GET /products/recommendations?userId=u-1",
    "user-service GET /users/u-1",
  ]);
  for (const { headers } of gateway.sent) {
    expect(headers.get("X-User-ID")).toBe("u-1");
    expect(headers.get("X-API-Key")).toBe("key-of-the-services");
    expect(headers.get("Authorization")).toMatch(/^Bearer e/);
    expect(headers.get("Accept")).toBe("application/json");
  }
});

test("who the caller is stands in the token alone", async () => {
  const gateway = startGateway(ALL);
  const response = await gateway.send("GET", "/dashboard?userId=u-2", {
    user: "u-1",
    headers: { "X-User-ID": "u-2" },
  });
  expect(response.status).toBe(200);
  expect(gateway.sent.map(({ headers }) => headers.get("X-User-ID"))).toEqual(Array(4).fill("u-1"));
  expect(gateway.lines().join()).not.toContain("u-2");
});

test("all are asked before one has answered", async () => {
  const gateway = startGateway({ ...ALL, [USER]: hangs });
  void gateway.send("GET", "/dashboard", { user: "u-1" });
  await gateway.reached(4);
});

test.each([
  [USER, "user-service"],
  [ORDERS, "order-service"],
  [PRODUCTS, "product-service"],
  [NOTIFICATIONS, "notification-service"],
])("without %s there is no dashboard, and the answer names it", async (backend, service) => {
  const { response } = await dashboard({ [backend]: refuses(500, "INTERNAL_ERROR") });
  expect(response.status).toBe(502);
  expect(await errorOf(response)).toEqual({
    code: "BAD_GATEWAY",
    message: `${service} answered 500`,
    service,
  });
});

test.each<[string, Backend, string]>([
  ["is not listening", isDown, "order-service could not be reached"],
  ["is lost on the way", isLost, "order-service could not be reached"],
  ["answers 503 each time", refuses(503, "X"), "order-service answered 503"],
  ["answers 404", refuses(404, "X"), "order-service answered 404"],
  [
    "answers 204",
    () => new Response(null, { status: 204 }),
    "order-service answered without recentOrders",
  ],
  ["answers HTML", () => new Response("<p>"), "order-service answered no JSON"],
  ["answers another shape", json({ items: [] }), "order-service answered without recentOrders"],
  [
    "answers with a redirect",
    () => new Response(null, { status: 302 }),
    "order-service answered 302",
  ],
])("a service that %s leaves no dashboard", async (_, backend, message) => {
  const { response } = await dashboard({ [ORDERS]: backend }, { settings: { firstDelayMs: 0 } });
  expect(response.status).toBe(502);
  expect(await errorOf(response)).toMatchObject({ message, service: "order-service" });
});

test("a service that does not answer leaves no dashboard after 30 s", async () => {
  vi.useFakeTimers();
  const gateway = startGateway({ ...ALL, [PRODUCTS]: hangs });
  const answer = gateway.send("GET", "/dashboard", { user: "u-1" });
  const isAnswered = vi.fn();
  void answer.then(isAnswered);
  await gateway.reached(4);
  await vi.advanceTimersByTimeAsync(29_999);
  expect(isAnswered).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  const response = await answer;
  expect(response.status).toBe(504);
  expect(await errorOf(response)).toEqual({
    code: "GATEWAY_TIMEOUT",
    message: "product-service did not answer in time",
    service: "product-service",
  });
});

test("a token that has run out on the way is the caller's to renew", async () => {
  const { response } = await dashboard({ [USER]: refuses(401, "TOKEN_EXPIRED") });
  expect(response.status).toBe(401);
  expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
  expect(await errorOf(response)).toMatchObject({ message: "user-service refused the token" });
});

test("a user's name is no way to another path", async () => {
  const gateway = startGateway(ALL);
  const response = await gateway.send("GET", "/dashboard", { user: "..", undeclared: true });
  expect(response.status).toBe(500);
  expect(gateway.lines().join()).not.toContain("user-service");
  expect(gateway.lines()).toContain("order-service GET /orders?userId=..&limit=5");
  expect(gateway.log).toMatchObject([{ level: "error", event: "gateway.fault" }]);
});
