/**
 * Undoing the steps of a saga, the last one first.
 */
import { type Ask, answeredFailure, BackendFailure } from "./backend-call.ts";
import type { SagaState } from "./saga-bodies.ts";
import type { StepCalls } from "./saga-calls.ts";
import { type GatewaySettings, timeoutMs } from "./settings.ts";

export interface Undoing {
  /** Names of steps, in the order in which they were undone. */
  undone: string[];
  /** What was not, so far or for good. */
  notUndone: { step: string; service: string; reason: string }[];
  /** Those of them that may be undone another time. */
  left: StepCalls[];
}

interface UndoParts {
  ask: Ask;
  settings: GatewaySettings;
}

/**
 * One that cannot be undone is logged with the correlation id, and does not keep the others from
 * being undone. The saga's own time does not count here: it may be what ended it.
 */
export async function undoSteps(
  taken: readonly StepCalls[],
  state: SagaState,
  { ask, settings }: UndoParts,
): Promise<Undoing> {
  const undoing: Undoing = { undone: [], notUndone: [], left: [] };
  const { correlationId, requestId } = state.errand.trace;
  for (const call of taken.toReversed()) {
    if (call.undo === undefined) continue;
    const { name: step, service } = call.step;
    try {
      await undoStep(call, state, { ask, settings });
      undoing.undone.push(step);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      undoing.notUndone.push({ step, service, reason });
      const isLeft = isPassing(error);
      if (isLeft) undoing.left.push(call);
      settings.log({
        ...(isLeft
          ? { level: "warning", event: "saga.not-undone-yet" }
          : { level: "error", event: "saga.not-undone" }),
        correlationId,
        requestId,
        step,
        service,
        reason,
      });
    }
  }
  return undoing;
}

/** @throws {Error} where it is not undone; `isPassing` says whether that is for good */
export async function undoStep(
  { step: { service }, undo }: StepCalls,
  state: SagaState,
  { ask, settings }: UndoParts,
): Promise<void> {
  if (undo === undefined) return;
  const call = { ...undo(state), timeoutMs: timeoutMs(settings, undefined) };
  const answer = await ask({ ...call, repeat: "until-done" });
  if (answer.status < 200 || answer.status > 299) throw answeredFailure(service, answer);
}

/** Whether what failed may go well another time. */
export function isPassing(error: unknown): boolean {
  return error instanceof BackendFailure && error.isPassing;
}
