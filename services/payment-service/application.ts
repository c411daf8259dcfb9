/**
 * The payment service: contracts/payment-service.openapi.yaml.
 */
import { createApplication } from "../platform/application.ts";
import {
  member,
  oneOf,
  optional,
  type Place,
  readBody,
  readOptionalBody,
  text,
} from "../platform/body.ts";
import { createGuard, mayActFor, userIdOf } from "../platform/guard.ts";
import { createIdempotency, idempotencyKeyOf } from "../platform/idempotency.ts";
import { readMoney } from "../platform/money.ts";
import { type Cause, causedByRequest, createPublish } from "../platform/publisher.ts";
import { Refusal } from "../platform/refusal.ts";
import type { Service, Surroundings } from "../platform/service.ts";
import { PAYMENT_METHODS, type Payment } from "../schemas/payment.ts";
import { checkAmount } from "./decline.ts";
import { createPaymentRepository, type PaymentRepository } from "./repository.ts";

const NAME = "payment-service";

export function createPaymentService(
  surroundings: Surroundings,
  repository: PaymentRepository = createPaymentRepository(),
): Service {
  const { clock, ids } = surroundings;
  const app = createApplication(NAME, surroundings);
  const guard = createGuard(surroundings);
  const publish = createPublish(NAME, surroundings);
  const idempotency = createIdempotency<Payment>({ capacity: surroundings.idempotencyKeys });

  app.post("/payments", async (context) => {
    const { headers } = context.req.raw;
    const caller = await guard.userOrService(headers);
    const asked = await readBody(context.req.raw, readPaymentRequest);
    if (!mayActFor(caller, asked.userId)) {
      throw new Refusal(422, "USER_FOREIGN", "A user pays for itself only");
    }
    const key = idempotencyKeyOf(headers, userIdOf(caller));
    checkAmount(asked.amount, asked.method);
    const payment = await idempotency.once(
      key,
      asked,
      async () => await charge(asked, causedByRequest(context.get("trace"))),
    );
    return context.json(payment, 201, { Location: `/payments/${payment.id}` });
  });

  app.get("/payments/:paymentId", async (context) => {
    const caller = await guard.user(context.req.raw.headers);
    const paymentId = context.req.param("paymentId");
    const payment = await repository.find(paymentId);
    if (payment === undefined || !mayActFor(caller, payment.userId)) throw unknown(paymentId);
    return context.json(payment);
  });

  app.post("/payments/:paymentId/refund", async (context) => {
    const caller = await guard.userOrService(context.req.raw.headers);
    const reason = await readOptionalBody(context.req.raw, (body) =>
      optional(body, "reason", text),
    );
    const paymentId = context.req.param("paymentId");
    const payment = await repository.find(paymentId);
    if (payment === undefined || !mayActFor(caller, payment.userId)) throw unknown(paymentId);
    const now = clock.now().toISOString();
    const refunded = await repository.update(paymentId, (payment) => refund(payment, reason, now));
    return context.json(refunded);
  });

  /** An order is charged once: who asks again, because the answer was lost, learns what was paid. */
  async function charge(asked: PaymentRequest, cause: Cause): Promise<Payment> {
    const now = clock.now().toISOString();
    const { payment, isNew } = await repository.add({
      id: ids.next("pay"),
      ...asked,
      // The bank says when a transfer has come; until then nothing has been paid.
      status: asked.method === "BANK_TRANSFER" ? "PENDING" : "COMPLETED",
      refundReason: null,
      createdAt: now,
      updatedAt: now,
    });
    if (!isNew && !isSame(payment, asked)) {
      const { orderId } = asked;
      throw new Refusal(422, "ORDER_PAID", `Order ${orderId} has another payment`, { orderId });
    }
    if (isNew && payment.status === "COMPLETED") {
      await publish("payment.processed", payment.id, { payment }, cause);
    }
    return payment;
  }

  return { name: NAME, fetch: async (request) => await app.fetch(request) };
}

type PaymentRequest = Pick<Payment, "orderId" | "userId" | "amount" | "method">;

function readPaymentRequest(body: Place): PaymentRequest {
  return {
    orderId: member(body, "orderId", text),
    userId: member(body, "userId", text),
    amount: member(body, "amount", readMoney),
    method: optional(body, "method", oneOf(PAYMENT_METHODS)) ?? "CARD",
  };
}

function isSame(payment: Payment, asked: PaymentRequest): boolean {
  return (
    payment.userId === asked.userId &&
    payment.method === asked.method &&
    payment.amount.amount === asked.amount.amount &&
    payment.amount.currency === asked.amount.currency
  );
}

/** @throws {Refusal} 409 where nothing has been paid; what was given back before stays so */
function refund(payment: Payment, reason: string | undefined, now: string): Payment {
  if (payment.status === "REFUNDED") return payment;
  if (payment.status !== "COMPLETED") {
    throw new Refusal(409, "PAYMENT_NOT_COMPLETED", `Payment ${payment.id} is ${payment.status}`);
  }
  return { ...payment, status: "REFUNDED", refundReason: reason ?? null, updatedAt: now };
}

function unknown(paymentId: string): Refusal {
  return new Refusal(404, "PAYMENT_UNKNOWN", `Payment ${paymentId} is unknown`);
}
