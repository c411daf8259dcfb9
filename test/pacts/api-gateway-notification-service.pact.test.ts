/**
 * What the gateway needs of the notification service: the notifications of a dashboard.
 */
import { expect, test } from "vitest";
import { notifications, tokenExpired } from "./answers.ts";
import { NOTIFICATIONS, startGateway } from "./gateway.ts";
import { contractOf } from "./provider-contracts.ts";
import { readsOf } from "./reads.ts";
import { recordProvider } from "./recorded-provider.ts";

const contract = await contractOf("notification-service");
const provider = recordProvider("api-gateway", "notification-service", contract);

const reads = (status: number) =>
  readsOf("api-gateway", "notification-service", "GET /notifications", status);

test("notifications stand on the dashboard", async () => {
  const stated = { states: ["user u-1 has a notification"], fields: reads(200) };
  await provider.interaction("a request for the newest notifications", stated, async () => {
    const shop = startGateway(provider.answers(NOTIFICATIONS, 200, notifications));
    const { status, body } = await shop.dashboard();
    expect(status).toBe(200);
    expect(body).toMatchObject({ notifications });
    expect(shop.calls.map(({ line }) => line)).toContain(`${NOTIFICATIONS}?userId=u-1&limit=10`);
  });
});

test("there may be none", async () => {
  const stated = { states: ["user u-1 has no notifications"] };
  await provider.interaction("a request for notifications without any", stated, async () => {
    const shop = startGateway(provider.answers(NOTIFICATIONS, 200, []));
    expect((await shop.dashboard()).body).toMatchObject({ notifications: [] });
  });
});

test("they cannot be had when the token has run out meanwhile", async () => {
  const stated = { states: ["the token has expired"], fields: reads(401) };
  const description = "a request for notifications with an expired token";
  await provider.interaction(description, stated, async () => {
    const shop = startGateway(provider.answers(NOTIFICATIONS, 401, tokenExpired));
    expect(await shop.dashboard()).toMatchObject({
      status: 401,
      body: { error: { code: "TOKEN_INVALID" } },
    });
  });
});
