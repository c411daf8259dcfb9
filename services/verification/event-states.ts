/**
 * The states in which the pacts of events have something come to pass, as far as no pact of HTTP names
 * them: by service, by the state's name. `../verified-messages.ts` has what comes to pass.
 */
import { orderSeed } from "../order-service/seed.ts";
import type { Order, OrderStatus } from "../schemas/order.ts";
import type { User } from "../schemas/user.ts";
import { userSeed } from "../user-service/seed.ts";
import { asSeeded, type SetUp, type States } from "./provider-state.ts";

export const EVENT_STATES: Readonly<Record<string, States>> = {
  "user-service": {
    "a user registers with a phone number": asSeeded,
    "a user registers without a phone number": asSeeded,
    "a user registers with null for a phone number": asSeeded,
    "user u-1 changes its email address": asSeeded,
    "user u-1 changes its phone number": asSeeded,
    "user u-1 takes its phone number back": asSeeded,
    "user u-1 changes its name and tells no phone number": withoutPhoneNumber,
  },
  "order-service": {
    "order o-1 waits for its payment": unpaid,
    "order o-1 is being packed": orderThatIs("PROCESSING"),
    "order o-1 has been delivered": orderThatIs("DELIVERED"),
  },
  "inventory-service": {
    "stock is asked for by order o-1": asSeeded,
    "stock is asked for before there is an order": asSeeded,
  },
  "notification-service": {
    "user u-1 is told something": asSeeded,
  },
};

function orderThatIs(status: OrderStatus): SetUp {
  const order: Order = { ...orderSeed[0]!, status };
  return ({ repositories }) => repositories.order.reset([order]);
}

async function unpaid({ repositories }: Parameters<SetUp>[0]): Promise<void> {
  const order: Order = { ...orderSeed[0]!, status: "PENDING", paymentId: null };
  await repositories.order.reset([order]);
  await repositories.payment.reset([]);
}

async function withoutPhoneNumber({ repositories }: Parameters<SetUp>[0]): Promise<void> {
  const [record, ...others] = userSeed;
  const { phoneNumber: _, ...profile } = record!.user.profile;
  const user: User = { ...record!.user, profile };
  await repositories.user.reset([{ ...record!, user }, ...others]);
}
