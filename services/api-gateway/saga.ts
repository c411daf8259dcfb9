/**
 * `x-gateway-saga`: steps are taken one by one, and undone in reverse when one fails.
 *
 * Each step has a key of its own, so that its provider takes it once, however often it is sent. What
 * undoes a step is sent until it is done, after the caller has its answer if need be
 * (`saga-recovery.ts`): each of these operations leaves things as they are when there is nothing left
 * to undo.
 */
import type { Operation } from "concordat";
import { createIdempotency, idempotencyKeyOf } from "../platform/idempotency.ts";
import type { Ids } from "../platform/ids.ts";
import { Refusal } from "../platform/refusal.ts";
import { tokenRefused } from "./aggregate.ts";
import { type Answer, type Ask, answeredFailure, BackendFailure, jsonOf } from "./backend-call.ts";
import type { Errand, Handle } from "./errand.ts";
import type { Saga } from "./extensions.ts";
import { BackendRefusal, refusalOfFailure } from "./refusals.ts";
import { readJson } from "./request-body.ts";
import type { SagaState } from "./saga-bodies.ts";
import { type SagaParts, type StepCall, type StepCalls, stepCalls } from "./saga-calls.ts";
import { createRecovery, type Recovery } from "./saga-recovery.ts";
import { type Undoing, undoSteps } from "./saga-undo.ts";
import { type GatewaySettings, timeoutMs } from "./settings.ts";
import { createSettle } from "./settle.ts";

export interface SagaSurroundings extends SagaParts {
  ask: Ask;
  ids: Ids;
  settings: GatewaySettings;
  idempotencyKeys?: number;
}

/**
 * A caller that sends its request again with the same `Idempotency-Key` gets what the first made.
 *
 * @throws {Error} where the configuration says nothing of what a step sends
 */
export function createSaga(saga: Saga, operation: Operation, parts: SagaSurroundings): Handle {
  const calls = stepCalls(saga.steps, operation, parts);
  const withinMs = timeoutMs(parts.settings, saga.timeout);
  const settle = createSettle(saga.steps, operation, parts);
  const status = successStatus(operation);
  const idempotency = createIdempotency<unknown>({ capacity: parts.idempotencyKeys });
  const recovery = createRecovery(parts);
  return async (errand) => {
    const body = await readJson(errand.request, parts.settings.maxBodyBytes);
    const key = idempotencyKeyOf(errand.request.headers, errand.user?.userId);
    const made = await idempotency.once(key, body, async () => {
      const state = { errand, body, answers: new Map<string, unknown>() };
      await takeSteps(calls, state, { ...parts, withinMs, recovery });
      return await settle(state);
    });
    return made === undefined ? new Response(null, { status }) : Response.json(made, { status });
  };
}

/** The first of these that the operation declares; 201 where it declares none. */
function successStatus({ responses }: Operation): number {
  const declared = new Set(responses.map(({ status }) => status));
  return [201, 200, 202].find((status) => declared.has(String(status))) ?? 201;
}

interface Taking extends SagaSurroundings {
  /** For all steps together. */
  withinMs: number;
  recovery: Recovery;
}

async function takeSteps(
  calls: readonly StepCalls[],
  state: SagaState & { answers: Map<string, unknown> },
  { ask, ids, settings, withinMs, recovery }: Taking,
): Promise<void> {
  const endsAt = Date.now() + withinMs;
  const stepMs = timeoutMs(settings, undefined);
  const taken: StepCalls[] = [];
  for (const call of calls) {
    const { name, service } = call.step;
    let sent: StepCall | undefined;
    try {
      const remainingMs = endsAt - Date.now();
      if (remainingMs <= 0) throw outOfTime(service);
      sent = call.take(state, ids.uuid());
      const asked = { ...sent, timeoutMs: Math.min(stepMs, remainingMs) };
      const answer = await ask({ ...asked, repeat: "idempotent" });
      if (answer.status < 200 || answer.status > 299) throw stepRefusal(service, answer);
      // From here on there is something to undo, even if the answer is of no use.
      taken.push(call);
      state.answers.set(name, jsonOf(service, answer));
    } catch (failure) {
      const undoing = await undoSteps(taken, state, { ask, settings });
      for (const left of undoing.left) recovery.undo(left, state);
      // What needs no undoing may have been done or not.
      const isUnknown = mayBeDone(failure) && call.undo !== undefined;
      if (isUnknown && sent !== undefined) recovery.findOut(call, sent, state);
      throw sagaRefusal(state.errand, failure, { step: name, isUnknown, undoing, settings });
    }
  }
}

function mayBeDone(failure: unknown): boolean {
  return failure instanceof BackendFailure && failure.mayBeDone;
}

/** What a step answered in the contracts' `ErrorResponse`. */
interface StepError {
  code: string;
  message: string;
  details: Record<string, unknown> | undefined;
}

function stepRefusal(service: string, answer: Answer): Error {
  const { status } = answer;
  if (status === 401) return tokenRefused(service);
  const isRefusal = status >= 400 && status < 500 && status !== 408 && status !== 429;
  if (!isRefusal) return answeredFailure(service, answer);
  const {
    code = "STEP_REFUSED",
    message = `${service} refused`,
    details,
  } = readError(answer.body) ?? {};
  return new BackendRefusal(service, new Refusal(status, code, message, details));
}

function readError(body: Uint8Array): StepError | undefined {
  try {
    const { error } = JSON.parse(new TextDecoder().decode(body)) as { error?: Partial<StepError> };
    const { code, message, details } = error ?? {};
    if (typeof code !== "string" || typeof message !== "string") return undefined;
    return { code, message, details: details ?? undefined };
  } catch {
    return undefined;
  }
}

function outOfTime(service: string): BackendFailure {
  return new BackendFailure(service, "timeout", "The saga's time was over before this step");
}

interface Outcome {
  step: string;
  /** Whether the step may have been taken. */
  isUnknown: boolean;
  undoing: Undoing;
  settings: GatewaySettings;
}

// The caller is told which step failed, why, and what is left of the steps before it.
function sagaRefusal(
  { trace }: Errand,
  failure: unknown,
  { step, isUnknown, undoing, settings }: Outcome,
) {
  if (isUnknown && failure instanceof BackendFailure) {
    settings.log({
      level: "error",
      event: "saga.outcome-unknown",
      correlationId: trace.correlationId,
      requestId: trace.requestId,
      step,
      service: failure.service,
      reason: failure.message,
    });
  }
  const details = {
    step,
    undone: undoing.undone,
    ...(undoing.notUndone.length > 0 && { notUndone: undoing.notUndone }),
    ...(isUnknown && { outcomeUnknown: step }),
    ...((isUnknown || undoing.notUndone.length > 0) && { correlationId: trace.correlationId }),
  };
  if (failure instanceof BackendFailure) return refusalOfFailure(failure, details);
  if (!(failure instanceof BackendRefusal)) return withDetails(failure, details);
  const { service, code, message } = failure;
  const all = { ...failure.details, ...details };
  return new BackendRefusal(service, new Refusal(422, code, message, all));
}

// A token that ran out; anything else is our own fault, and is told as it was thrown.
function withDetails(failure: unknown, details: Record<string, unknown>): unknown {
  if (!(failure instanceof Refusal)) return failure;
  const { status, code, message, headers } = failure;
  return new Refusal(status, code, message, { ...failure.details, ...details }, headers);
}
