/**
 * The events that `concordat verify` is given: what the services' own code publishes in the states
 * that the pacts name. The official verifier sees no more than what is there; here is what is not.
 */
import { describe, expect, test } from "vitest";
import { verifiedMessages } from "../../services/verified-messages.ts";
import { verifiedProvider } from "../../services/verified-provider.ts";

type Provider = Exclude<ReturnType<typeof verifiedProvider>, "mock">;

const CORRELATION_ID = "0f9b7d5e-2c4a-4b61-8f3e-6d5c4b3a2910";

describe("what is published", () => {
  test.each<[string, string, string, object]>([
    // service, channel and state                       what the payload has
    [
      "user-service",
      "user.created",
      "a user registers with a phone number",
      { user: { profile: { phoneNumber: "+1 217 555 0177" } } },
    ],
    [
      "user-service",
      "user.created",
      "a user registers with null for a phone number",
      { user: { profile: { phoneNumber: null } } },
    ],
    [
      "user-service",
      "user.updated",
      "user u-1 changes its email address",
      { userId: "u-1", changes: { email: "ada@example.org" } },
    ],
    [
      "user-service",
      "user.updated",
      "user u-1 changes its phone number",
      { userId: "u-1", changes: { profile: { phoneNumber: "+1 217 555 0199" } } },
    ],
    [
      "user-service",
      "user.updated",
      "user u-1 takes its phone number back",
      { userId: "u-1", changes: { profile: { phoneNumber: null } } },
    ],
    [
      "order-service",
      "order.created",
      "the products exist",
      { order: { userId: "u-1", status: "PENDING" } },
    ],
    ...(
      [
        ["order o-1 waits for its payment", "PENDING", "CONFIRMED"],
        ["order o-1 is confirmed", "CONFIRMED", "PROCESSING"],
        ["order o-1 is being packed", "PROCESSING", "SHIPPED"],
        ["order o-1 has been shipped", "SHIPPED", "DELIVERED"],
        ["order o-1 has been delivered", "DELIVERED", "REFUNDED"],
        ["order o-1 can be cancelled", "PENDING", "CANCELLED"],
      ] as const
    ).map(([state, previousStatus, newStatus]): [string, string, string, object] => [
      "order-service",
      "order.status_changed",
      state,
      { orderId: "o-1", previousStatus, newStatus },
    ]),
    [
      "payment-service",
      "payment.processed",
      "order o-1 is not paid yet",
      { payment: { orderId: "o-1", userId: "u-1", status: "COMPLETED" } },
    ],
    [
      "inventory-service",
      "inventory.reserved",
      "stock is asked for by order o-1",
      { reservation: { orderId: "o-1" } },
    ],
    [
      "inventory-service",
      "inventory.reserved",
      "stock is asked for before there is an order",
      { reservation: { orderId: null } },
    ],
    [
      "notification-service",
      "notification.sent",
      "user u-1 is told something",
      { notification: { userId: "u-1", channel: "EMAIL" } },
    ],
  ])("by %s as %s: %s", async (service, channel, state, payload) => {
    const { contents, metadata } = await messageIn(service, channel, state);
    expect(contents).toMatchObject({ eventType: channel, ...payload });
    expect(metadata).toMatchObject({ channel, source: service, correlationId: CORRELATION_ID });
    expect(metadata).toHaveProperty("eventId", (contents as { eventId: string }).eventId);
  });

  test.each([
    ["user.created", "a user registers without a phone number", "user.profile.phoneNumber"],
    ["user.updated", "user u-1 changes its email address", "changes.profile"],
    [
      "user.updated",
      "user u-1 changes its name and tells no phone number",
      "changes.profile.phoneNumber",
    ],
  ])("as %s: %s, without %s", async (channel, state, place) => {
    const { contents } = await messageIn("user-service", channel, state);
    expect(contents).toHaveProperty(place.split(".").slice(0, -1).join("."));
    expect(contents).not.toHaveProperty(place);
  });
});

test("one after the other, each in a system of its own", async () => {
  const provider = verifiedProvider("user-service") as Provider;
  const wanted = ["user.created", "a user registers with a phone number"] as const;
  // The second one would not be let in beside the first.
  await messageOf(provider, ...wanted);
  expect(await messageOf(provider, ...wanted)).toHaveProperty("contents.user.username", "eve");
});

describe("what is not published", () => {
  test.each([
    ["order.paid", "order o-1 is confirmed"],
    ["order.status_changed", "the products exist"],
  ])("%s in the state %s: nothing is known that does", async (channel, state) => {
    await expect(messageIn("order-service", channel, state)).rejects.toThrow(
      `nothing is known that makes order-service publish ${channel} in "${state}"`,
    );
  });

  test("because the service refuses", async () => {
    const provider = verifiedProvider("order-service") as Provider;
    // Its order has been shipped, since the state is not brought about.
    const asked = ask(provider, "order.status_changed", "order o-1 has been delivered");
    await expect(asked).rejects.toThrow(
      /^order-service published no order.status_changed; order-service answered PATCH \/orders\/o-1 with 409 /,
    );
  });

  test("by the product service, ever", () => {
    const nobody = () => Promise.reject(new Error("not asked"));
    expect(verifiedMessages("product-service", nobody)).toEqual({});
  });
});

async function messageIn(service: string, channel: string, state: string) {
  return await messageOf(verifiedProvider(service) as Provider, channel, state);
}

async function messageOf(provider: Provider, channel: string, name: string) {
  const state = provider.states![name];
  if (typeof state !== "object") throw new Error(`there is no state ${name}`);
  await state.setup!({});
  try {
    return await ask(provider, channel, name);
  } finally {
    await state.teardown!({});
  }
}

async function ask({ messages }: Provider, channel: string, name: string) {
  if (typeof messages !== "function") throw new Error("it gives no messages");
  const states = [{ name, params: {} }];
  return await messages({ description: "", states, metadata: {}, channel, request: undefined });
}
