/**
 * The events of a service as messages for `concordat verify`: the service is asked for what makes it
 * publish, in the state that the pact names, and what then comes over the bus is the message.
 */
import type { Config } from "concordat";
import { orderSeed } from "./order-service/seed.ts";
import type { Event } from "./platform/event-bus.ts";
import { messageOf } from "./platform/event-message.ts";
import { traceHeaders } from "./platform/tracing.ts";
import type { EventType } from "./schemas/events.ts";
import type { VerifiedSystem } from "./verification/provider-state.ts";

type Provider = NonNullable<Exclude<Config["services"][string]["provider"], "mock">>;
type Messages = Pick<Provider, "messages">;

interface Asked {
  /** Who is asked; default the publisher. */
  service?: string;
  /** Method and path. */
  line: string;
  /** Whose token is shown; u-3 is an administrator. */
  user?: "u-1" | "u-3";
  body?: object;
}

/** By channel, by provider state. */
type Requests = Readonly<Record<string, Readonly<Record<string, Asked>>>>;

const [order] = orderSeed;
const names = { firstName: "Eve", lastName: "Ward" };

/** What makes a service publish; the contracts' `x-operation` and what leads to them. */
const REQUESTS: Readonly<Record<string, Requests>> = {
  "user-service": {
    "user.created": {
      "a user registers with a phone number": registering({ phoneNumber: "+1 217 555 0177" }),
      "a user registers without a phone number": registering({}),
      "a user registers with null for a phone number": registering({ phoneNumber: null }),
    },
    "user.updated": {
      "user u-1 changes its email address": changing({ email: "ada@example.org" }),
      "user u-1 changes its phone number": changing({
        profile: { ...names, phoneNumber: "+1 217 555 0199" },
      }),
      "user u-1 takes its phone number back": changing({
        profile: { ...names, phoneNumber: null },
      }),
      "user u-1 changes its name and tells no phone number": changing({ profile: names }),
    },
  },
  "order-service": {
    "order.created": {
      "the products exist": {
        line: "POST /orders",
        user: "u-1",
        body: {
          userId: "u-1",
          items: [{ productId: "p-1", quantity: 2 }],
          shippingAddress: order!.shippingAddress,
        },
      },
    },
    "order.status_changed": {
      // The payment's event confirms it.
      "order o-1 waits for its payment": { ...paying(order!.total), service: "payment-service" },
      "order o-1 is confirmed": becoming("PROCESSING"),
      "order o-1 is being packed": becoming("SHIPPED"),
      "order o-1 has been shipped": becoming("DELIVERED"),
      "order o-1 has been delivered": becoming("REFUNDED"),
      "order o-1 can be cancelled": { line: "POST /orders/o-1/cancel", user: "u-1" },
    },
  },
  "payment-service": {
    "payment.processed": {
      "order o-1 is not paid yet": paying({ amount: 69.77, currency: "USD" }),
    },
  },
  "inventory-service": {
    "inventory.reserved": {
      "product p-1 is in stock": reserving({}),
      "stock is asked for by order o-1": reserving({ orderId: "o-1" }),
      "stock is asked for before there is an order": reserving({ orderId: null }),
    },
  },
  "notification-service": {
    "notification.sent": {
      "user u-1 is told something": {
        line: "POST /notifications",
        user: "u-1",
        body: { userId: "u-1", message: "Hello", type: "ACCOUNT", channel: "EMAIL" },
      },
    },
  },
};

const TRACE = traceHeaders({
  requestId: "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f",
  correlationId: "0f9b7d5e-2c4a-4b61-8f3e-6d5c4b3a2910",
  traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
});

/**
 * Nothing for a service that publishes nothing.
 *
 * @param system the one that the pact's state has been brought about in
 */
export function verifiedMessages(service: string, system: () => Promise<VerifiedSystem>): Messages {
  const requests = REQUESTS[service];
  if (requests === undefined) return {};
  return {
    async messages({ channel = "", states }) {
      const asked = states.map(({ name }) => requests[channel]?.[name]).find(Boolean);
      if (asked === undefined) {
        const where = states.map(({ name }) => `"${name}"`).join(", ") || "no state";
        throw new Error(`nothing is known that makes ${service} publish ${channel} in ${where}`);
      }
      return messageOf(await publishedBy(service, channel, await system(), asked));
    },
  };
}

async function publishedBy(
  publisher: string,
  channel: string,
  { bus, services, tokens }: VerifiedSystem,
  { service = publisher, line, user, body }: Asked,
): Promise<Event> {
  let published: Event | undefined;
  bus.subscribe(channel as EventType, async (event) => {
    if (event.source === publisher) published = event;
  });
  const [method, path] = line.split(" ") as [string, string];
  const roles = user === "u-3" ? ["user", "admin"] : ["user"];
  const token = user && (await tokens.issue({ sub: user, roles }, 3600));
  const response = await services.get(service)!.fetch(
    new Request(`http://${service}${path}`, {
      method,
      headers: {
        ...TRACE,
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  // Handlers are done when the answer is there.
  if (published !== undefined) return published;
  const answer = `${response.status} ${await response.text()}`;
  throw new Error(
    `${publisher} published no ${channel}; ${service} answered ${line} with ${answer}`,
  );
}

function registering(profile: object): Asked {
  return {
    line: "POST /users",
    body: {
      username: "eve",
      email: "eve@example.com",
      password: "battery staple",
      profile: { ...names, ...profile },
    },
  };
}

function changing(body: object): Asked {
  return { line: "PATCH /users/u-1", user: "u-1", body };
}

function becoming(status: string): Asked {
  return { line: "PATCH /orders/o-1", user: "u-3", body: { status } };
}

function paying(amount: object): Asked {
  return { line: "POST /payments", user: "u-1", body: { orderId: "o-1", userId: "u-1", amount } };
}

function reserving(order: object): Asked {
  return {
    line: "POST /inventory/reserve",
    user: "u-1",
    body: { items: [{ productId: "p-1", quantity: 2 }], ...order },
  };
}
