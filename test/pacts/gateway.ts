/**
 * The gateway as a consumer: its own code, behind its own door. Of the services around it, a test
 * leads the calls that it is about to Pact or MSW; the others answer as `SHOP` has it.
 */
import { createGateway } from "../../services/api-gateway/application.ts";
import type { LogEntry } from "../../services/api-gateway/log.ts";
import type { GatewaySettings } from "../../services/api-gateway/settings.ts";
import * as answers from "./answers.ts";
import {
  type Answers,
  API_KEY,
  answer,
  ask,
  type Call,
  clock,
  connectTo,
  ids,
  type Outcome,
  tokens,
} from "./consumer.ts";
import { contractOf } from "./provider-contracts.ts";

export const contract = await contractOf("api-gateway");

export const LOGIN = "user-service POST /auth/login";
export const USER = "user-service GET /users/u-1";
export const ORDERS = "order-service GET /orders";
export const RECOMMENDATIONS = "product-service GET /products/recommendations";
export const NOTIFICATIONS = "notification-service GET /notifications";
export const VALIDATE = "product-service POST /products/validate";
export const RESERVE = "inventory-service POST /inventory/reserve";
export const RELEASE = "inventory-service POST /inventory/release";
export const CREATE = "order-service POST /orders";
export const READ = "order-service GET /orders/o-1";
export const CANCEL = "order-service POST /orders/o-1/cancel";
export const PAY = "payment-service POST /payments";
export const REFUND = "payment-service POST /payments/pay-1/refund";

/** Everything goes well, and so would undoing it. */
const SHOP: Answers = {
  [LOGIN]: answer(200, answers.login),
  [USER]: answer(200, answers.user),
  [ORDERS]: answer(200, answers.orders),
  [RECOMMENDATIONS]: answer(200, answers.recommendations),
  [NOTIFICATIONS]: answer(200, answers.notifications),
  [VALIDATE]: answer(200, answers.validated),
  [RESERVE]: answer(201, answers.reservation),
  [RELEASE]: answer(200, { ...answers.reservation, status: "RELEASED" }),
  [CREATE]: answer(201, answers.pendingOrder),
  [READ]: answer(200, answers.confirmedOrder),
  [CANCEL]: answer(200, { ...answers.pendingOrder, status: "CANCELLED" }),
  [PAY]: answer(201, answers.payment),
  [REFUND]: answer(200, { ...answers.payment, status: "REFUNDED" }),
};

/** Leads to the saga being undone after all steps but the last. */
export const DECLINED = answer(
  402,
  answers.refusal("PAYMENT_DECLINED", "The card's limit is 1000"),
);

export const ORDER_REQUEST = {
  userId: "u-1",
  items: [{ productId: "p-1", quantity: 2, metadata: { giftWrap: true } }],
  shippingAddress: answers.user.profile.address,
  notes: "Ring twice",
};

export interface Gateway {
  login(credentials?: object): Promise<Outcome>;
  /** Of the user u-1, as is what follows. */
  dashboard(): Promise<Outcome>;
  order(request?: object): Promise<Outcome>;
  /** In order. */
  calls: Call[];
  log: LogEntry[];
  /** Resolves when `isSo` has come true; the gateway goes on after it has answered. */
  until(isSo: () => boolean): Promise<void>;
}

/** @param others what answers otherwise than in `SHOP` */
export function startGateway(
  others: Answers = {},
  settings: Partial<GatewaySettings> = {},
): Gateway {
  const calls: Call[] = [];
  const log: LogEntry[] = [];
  const waiting = new Set<() => void>();
  const tell = () => {
    for (const look of waiting) look();
  };
  const gateway = createGateway({
    contract,
    connect: connectTo({ ...SHOP, ...others }, calls, tell),
    clock,
    ids: ids(),
    tokens,
    apiKey: API_KEY,
    settings: {
      attempts: 1,
      settleAttempts: 1,
      recoveryDelayMs: 0,
      log(entry) {
        log.push(entry);
        tell();
      },
      ...settings,
    },
  });
  return {
    login: (body = { username: "ada", password: "correct horse" }) =>
      ask(gateway, "POST", "/auth/login", { body }),
    dashboard: () => ask(gateway, "GET", "/dashboard", { user: "u-1" }),
    order: (body = ORDER_REQUEST) => ask(gateway, "POST", "/orders", { user: "u-1", body }),
    calls,
    log,
    until: (isSo) =>
      new Promise((resolve) => {
        const look = () => {
          if (!isSo()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

/** What was asked of whom from the step that failed on. */
export function linesAfter({ calls }: Gateway, line: string): string[] {
  const lines = calls.map((call) => call.line);
  return lines.slice(lines.lastIndexOf(line) + 1);
}
