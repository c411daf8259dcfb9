/**
 * The dashboard, which four services fill together.
 */
import { expect, test } from "vitest";
import { answers, isAway, type Weather } from "./network.ts";
import { startSystem } from "./observed-system.ts";

test("it shows the order of a moment ago", async () => {
  const system = await startSystem();
  await system.order({ "p-1": 1 });
  const { status, body } = await system.ask("GET /dashboard", { user: "u-1" });
  expect(status).toBe(200);
  expect(body.user.username).toBe("ada");
  expect(body.recentOrders.map(({ id }: { id: string }) => id)).toEqual(["o-101", "o-2", "o-1"]);
  expect(body.recommendations).not.toEqual([]);
  // A lamp is 29.99, 8 % of it 2.40, the parcel 4.99. The newest comes first.
  expect(body.notifications.map(({ message }: { message: string }) => message)).toEqual([
    "We have received 37.38 USD for your order o-101",
    "Your order o-101 has been confirmed",
    "Your order o-101 has been placed",
    "Your order o-1 has been shipped",
  ]);
});

test.each<[string, Weather]>([
  ["user-service", isAway],
  ["order-service", isAway],
  ["product-service", answers(503)],
  ["notification-service", answers(500)],
])("without %s there is none: 502 names who failed", async (service, weather) => {
  const system = await startSystem();
  system.weather(service, weather);
  const { status, body } = await system.ask("GET /dashboard", { user: "u-1" });
  expect(status).toBe(502);
  expect(body.error).toMatchObject({ code: "BAD_GATEWAY", service });
  // The others were asked once each, and he who failed as often as a GET may be.
  const asked = system.sent.filter((hop) => hop.service !== service);
  expect(asked.map((hop) => hop.service).toSorted()).toHaveLength(3);
  system.weather(service, undefined);
  expect((await system.ask("GET /dashboard", { user: "u-1" })).status).toBe(200);
});
