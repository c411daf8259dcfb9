/**
 * What the consumers do when a provider does not answer at all. That makes no interaction of a pact:
 * there is nothing that the provider could be held to.
 */
import { afterEach, expect, test, vi } from "vitest";
import { hangs, isLost } from "./consumer.ts";
import * as gateway from "./gateway.ts";
import { startOrderService, VALIDATE } from "./order-service.ts";

afterEach(() => vi.useRealTimers());

const declined = { [gateway.PAY]: gateway.DECLINED };
const login = (shop: gateway.Gateway) => shop.login();
const dashboard = (shop: gateway.Gateway) => shop.dashboard();
const order = (shop: gateway.Gateway) => shop.order();

const { CANCEL, RELEASE } = gateway;

test.each([
  // who hangs              what is asked       what is undone
  [gateway.LOGIN, login, []],
  [gateway.USER, dashboard, []],
  [gateway.ORDERS, dashboard, []],
  [gateway.RECOMMENDATIONS, dashboard, []],
  [gateway.NOTIFICATIONS, dashboard, []],
  [gateway.VALIDATE, order, []],
  [gateway.RESERVE, order, []],
  [gateway.CREATE, order, [RELEASE]],
  [gateway.PAY, order, [CANCEL, RELEASE]],
] as const)("%s in time: the caller is told who", async (line, act, undone) => {
  const outcome = await withoutAnswer(line, act);
  const [service] = line.split(" ");
  expect(outcome).toMatchObject({
    status: 504,
    body: { error: { code: "GATEWAY_TIMEOUT", service } },
  });
  if (act === order) expect(outcome.after).toEqual(undone);
});

test.each([
  [gateway.CANCEL, ["reserve-inventory"], "create-order"],
  [gateway.RELEASE, ["create-order"], "reserve-inventory"],
])("%s in time: the rest is undone, and what is left is told", async (line, undone, step) => {
  const outcome = await withoutAnswer(line, order, declined);
  expect(outcome).toMatchObject({
    status: 422,
    body: { error: { code: "PAYMENT_DECLINED", details: { undone, notUndone: [{ step }] } } },
  });
});

test(`${gateway.READ} in time: the order is answered as it was made`, async () => {
  const outcome = await withoutAnswer(gateway.READ, order);
  expect(outcome).toMatchObject({ status: 201, body: { id: "o-1", status: "PENDING" } });
});

test("an order without an answer of the product service is refused", async () => {
  // How long it waits is for whoever connects the services to say.
  expect(await startOrderService({ [VALIDATE]: isLost }).order(["p-1"])).toMatchObject({
    status: 503,
    body: { error: { code: "PRODUCT_SERVICE_UNAVAILABLE" } },
  });
});

/** As long as the gateway waits, by a clock of the test's. */
async function withoutAnswer(
  line: string,
  act: (shop: gateway.Gateway) => ReturnType<gateway.Gateway["order"]>,
  others = {},
) {
  vi.useFakeTimers();
  const shop = gateway.startGateway({ ...others, [line]: hangs });
  const answer = act(shop);
  await shop.until(() => shop.calls.some((call) => call.line.split("?")[0] === line));
  await vi.advanceTimersByTimeAsync(30_000);
  return { ...(await answer), after: gateway.linesAfter(shop, line) };
}
