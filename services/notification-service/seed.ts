/**
 * What the service knows when it starts: the users' addresses, whose orders there are, and the
 * notification of the contracts' examples.
 */
import type { Outbox } from "./repository.ts";

export const notificationSeed: Outbox = {
  contacts: [
    ["u-1", { email: "ada@example.com", phoneNumber: "+1 217 555 0142" }],
    ["u-2", { email: "ben@example.com", phoneNumber: null }],
    ["u-3", { email: "cleo@example.com", phoneNumber: null }],
    ["u-4", { email: "dora@example.com", phoneNumber: null }],
  ],
  orders: [
    ["o-1", "u-1"],
    ["o-2", "u-1"],
  ],
  deliveries: [
    {
      notification: {
        id: "n-1",
        userId: "u-1",
        message: "Your order o-1 has been shipped",
        type: "ORDER",
        channel: "IN_APP",
        read: false,
        createdAt: "2026-03-04T08:00:00Z",
      },
      address: null,
    },
  ],
};
