/**
 * That the consumers read what `reads.ts` says, and nothing else: each field of each answer is taken
 * away, and the consumer's own code shows whether that makes a difference. No pact is made here.
 */
import "concordat/vitest";
import { isDeepStrictEqual } from "node:util";
import type { Contract } from "concordat";
import { variants } from "concordat/pact";
import { expect, test } from "vitest";
import * as answers from "./answers.ts";
import { type Answers, answer, inTurn, isLost, type Outcome } from "./consumer.ts";
import * as gateway from "./gateway.ts";
import * as orderService from "./order-service.ts";
import { isAt, only, placesOf, without } from "./places.ts";
import { contractOf } from "./provider-contracts.ts";
import { READS, type Reads } from "./reads.ts";

const contracts = new Map<string, Contract>();
for (const { consumer, provider } of READS) {
  for (const name of [consumer, provider]) {
    if (!contracts.has(name)) contracts.set(name, await contractOf(name));
  }
}

/** What a consumer makes of the answers around it. */
type Act = (others: Answers) => Promise<unknown>;

const login = gatewayAct("login", (shop) => shop.login());
const dashboard = gatewayAct("getDashboard", (shop) => shop.dashboard());
const order = gatewayAct("createOrderSaga", (shop) => shop.order());

/** The payment is refused, so that the steps before it are undone. */
const declined: Act = (others) => order({ [gateway.PAY]: gateway.DECLINED, ...others });

/** What the order has become cannot be read. */
const unread: Act = (others) => order({ [gateway.READ]: answer(500, {}), ...others });

/** The payment's answer is lost: it is found out later what became of it, and undone. */
const recovered: Act = ({ [gateway.PAY]: paid = answer(201, answers.payment), ...others }) =>
  gatewayAct("createOrderSaga", async (shop) => {
    const outcome = await shop.order();
    await shop.until(() => shop.log.some(({ event }) => /undone-later|not-undone$/.test(event)));
    return outcome;
  })({ ...others, [gateway.PAY]: inTurn(isLost, paid) });

const reserved = answers.reservation;

/** By provider and operation: the call, by status what is answered, and what the consumer does. */
const EXCHANGES: Record<
  string,
  [line: string, bodies: Record<number, unknown>, act: Act, of?: Record<number, Act>]
> = {
  "user-service POST /auth/login": [
    gateway.LOGIN,
    {
      200: answers.login,
      401: answers.refusal("CREDENTIALS_INVALID", "Username or password is wrong"),
      429: answers.refusal("LOGINS_EXCEEDED", "Too many"),
    },
    login,
  ],
  "user-service GET /users/{userId}": [
    gateway.USER,
    { 200: answers.user, 401: answers.tokenExpired, 404: answers.refusal("USER_UNKNOWN", "No") },
    dashboard,
  ],
  "order-service GET /orders": [
    gateway.ORDERS,
    { 200: answers.orders, 401: answers.tokenExpired },
    dashboard,
  ],
  "order-service POST /orders": [
    gateway.CREATE,
    {
      201: answers.pendingOrder,
      400: answers.refusal("USER_FOREIGN", "For itself only"),
      401: answers.tokenExpired,
      422: answers.productUnknown,
      503: answers.refusal("PRODUCT_SERVICE_UNAVAILABLE", "No"),
    },
    order,
    { 201: unread },
  ],
  "order-service GET /orders/{orderId}": [
    gateway.READ,
    {
      200: answers.confirmedOrder,
      401: answers.tokenExpired,
      404: answers.refusal("ORDER_UNKNOWN", "No"),
    },
    order,
  ],
  "order-service POST /orders/{orderId}/cancel": [
    gateway.CANCEL,
    {
      200: { ...answers.pendingOrder, status: "CANCELLED" },
      404: answers.refusal("ORDER_UNKNOWN", "No"),
      409: answers.refusal("STATUS_TRANSITION_INVALID", "No"),
    },
    declined,
  ],
  "product-service GET /products/recommendations": [
    gateway.RECOMMENDATIONS,
    { 200: answers.recommendations, 401: answers.tokenExpired },
    dashboard,
  ],
  "product-service POST /products/validate": [
    gateway.VALIDATE,
    { 200: answers.validated, 401: answers.tokenExpired, 422: answers.productUnknown },
    order,
  ],
  "inventory-service POST /inventory/reserve": [
    gateway.RESERVE,
    {
      201: reserved,
      401: answers.tokenExpired,
      409: answers.refusal("OUT_OF_STOCK", "No"),
      422: answers.refusal("PRODUCT_UNKNOWN", "No"),
    },
    order,
    { 201: declined },
  ],
  "inventory-service POST /inventory/release": [
    gateway.RELEASE,
    {
      200: { ...reserved, status: "RELEASED" },
      404: answers.refusal("RESERVATION_UNKNOWN", "No"),
      409: answers.refusal("RESERVATION_COMMITTED", "No"),
    },
    declined,
  ],
  "payment-service POST /payments": [
    gateway.PAY,
    {
      201: answers.payment,
      401: answers.tokenExpired,
      402: answers.refusal("PAYMENT_DECLINED", "No"),
      422: answers.refusal("ORDER_PAID", "No"),
    },
    order,
    { 201: recovered },
  ],
  "payment-service POST /payments/{paymentId}/refund": [
    gateway.REFUND,
    {
      200: { ...answers.payment, status: "REFUNDED" },
      404: answers.refusal("PAYMENT_UNKNOWN", "No"),
      409: answers.refusal("PAYMENT_NOT_COMPLETED", "No"),
    },
    recovered,
  ],
  "notification-service GET /notifications": [
    gateway.NOTIFICATIONS,
    { 200: answers.notifications, 401: answers.tokenExpired },
    dashboard,
  ],
};

const priced: Act = async (others) => {
  const service = orderService.startOrderService(others);
  const outcome = await service.order(["p-1"]);
  return { ...told("order-service", "createOrder", outcome), calls: service.calls };
};

test.each(READS)("$consumer reads of $provider $operation $status what it says", async (row) => {
  const { line, body, act } = exchangeOf(row);
  const places = placesOf(body);
  const usual = await act({ [line]: answer(row.status, body) });
  const read: string[] = [];
  for (const place of places) {
    const seen = await act({ [line]: answer(row.status, without(body, place)) });
    if (!isDeepStrictEqual(seen, usual)) read.push(place);
  }
  expect(read).toEqual(places.filter((place) => isAt(place, [...row.reads, ...row.passesOn])));
  // What is not in the answer would not have been tried.
  expect(
    row.reads.filter((pointer) => !places.includes(pointer) && !isAbove(pointer, places)),
  ).toEqual([]);
});

test.each(READS)("$provider $operation $status has all that the contract declares", async (row) => {
  const { body } = exchangeOf(row);
  const { operation, status } = row;
  const contract = contracts.get(row.provider)!;
  await expect(Response.json(body, { status })).toMatchContract(contract, {
    operation,
    strict: true,
  });
  const places = placesOf(body);
  const declared = declaredAt(contract, operation, status);
  expect(declared.filter((place) => !isAt(place, places) && !isAbove(place, places))).toEqual([]);
});

test("nothing is taken away of an exchange that is not in the table", () => {
  const answered = Object.values(EXCHANGES).flatMap(([, bodies]) => Object.keys(bodies));
  expect(READS.filter(({ consumer }) => consumer === "api-gateway")).toHaveLength(answered.length);
});

function exchangeOf({ consumer, provider, operation, status }: Reads) {
  const [line, bodies, usual, others = {}] = EXCHANGES[`${provider} ${operation}`]!;
  const act = consumer === "order-service" ? priced : (others[status] ?? usual);
  expect(bodies).toHaveProperty(String(status));
  return { line, body: bodies[status], act };
}

function gatewayAct(operation: string, run: (shop: gateway.Gateway) => Promise<Outcome>): Act {
  return async (others) => {
    const shop = gateway.startGateway(others);
    const outcome = told("api-gateway", operation, await run(shop));
    return { ...outcome, calls: shop.calls, log: shop.log };
  };
}

/** Of an answer what the consumer's own contract declares: nobody else's fields are its promise. */
function told(consumer: string, operation: string, { status, body }: Outcome) {
  const declared = declaredAt(contracts.get(consumer)!, operation, status);
  return { status, body: only(body, declared) };
}

function declaredAt(contract: Contract, operation: string, status: number): string[] {
  // The whole answer is what the empty pointer names: RFC 6901 §5.
  const [whole] = variants(contract, operation, { status, fields: [""] });
  // What stands in a free-form object has any name.
  const places = placesOf(whole!.fields).map((place) =>
    place.replace(/(\/details|\/metadata)\/.*$/, "$1"),
  );
  return [...new Set(places)];
}

function isAbove(pointer: string, places: readonly string[]): boolean {
  return places.some((place) => isAt(place, [pointer]));
}
