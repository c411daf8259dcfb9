/**
 * What the notification service needs of the payment service's events: who has paid how much for
 * which order.
 */
import { expect, test } from "vitest";
import { CORRELATION_ID, EVENT_ID } from "./payloads.ts";
import { startNotificationService } from "./subscribers.ts";
import { subscription } from "./subscription.ts";

const expectEvent = subscription("notification-service", "payment-service");

const EMAIL = "ada@example.com";

test.each([
  // what is known of the user                          how it gets the receipt
  [[["u-1", { email: EMAIL, phoneNumber: null }]], "EMAIL", EMAIL],
  [[], "IN_APP", null],
] as [[string, { email: string; phoneNumber: null }][], string, string | null][])(
  "a receipt is sent: %j, %s",
  async (contacts, channel, address) => {
    await expectEvent({
      channel: "payment.processed",
      given: "order o-1 is not paid yet",
      receiving: "a payment has been taken",
      fields: {
        payment: { orderId: "o-1", userId: "u-1", amount: { amount: 69.77, currency: "USD" } },
      },
      subscriber: () => startNotificationService({ contacts }),
      leadsTo({ deliveries }, published) {
        const notification = {
          userId: "u-1",
          message: "We have received 69.77 USD for your order o-1",
          type: "PAYMENT",
          channel,
        };
        expect(deliveries).toMatchObject([{ notification, address }]);
        expect(published).toMatchObject([
          { correlationId: CORRELATION_ID, causationId: EVENT_ID, data: { notification } },
        ]);
      },
    });
  },
);
