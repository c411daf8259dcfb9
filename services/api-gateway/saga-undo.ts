/**
 * Undoing the steps of a saga, the last one first.
 */
import { type Ask, BackendFailure } from "./backend-call.ts";
import type { SagaState } from "./saga-bodies.ts";
import type { StepCalls } from "./saga-calls.ts";
import { type GatewaySettings, timeoutMs } from "./settings.ts";

export interface Undoing {
  /** Names of steps, in the order in which they were undone. */
  undone: string[];
  /** What somebody has to look at. */
  notUndone: { step: string; service: string; reason: string }[];
}

/**
 * One that cannot be undone is logged with the correlation id, and does not keep the others from
 * being undone. The saga's own time does not count here: it may be what ended it.
 */
export async function undoSteps(
  taken: readonly StepCalls[],
  state: SagaState,
  { ask, settings }: { ask: Ask; settings: GatewaySettings },
): Promise<Undoing> {
  const undoing: Undoing = { undone: [], notUndone: [] };
  const { correlationId, requestId } = state.errand.trace;
  for (const { step, undo } of taken.toReversed()) {
    if (undo === undefined) continue;
    const { name, service } = step;
    try {
      const call = { ...undo(state), timeoutMs: timeoutMs(settings, undefined) };
      const { status } = await ask({ ...call, repeat: "until-done" });
      if (status < 200 || status > 299) {
        throw new BackendFailure(service, "broken", `${service} answered ${status}`);
      }
      undoing.undone.push(name);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      undoing.notUndone.push({ step: name, service, reason });
      settings.log({
        level: "error",
        event: "saga.not-undone",
        correlationId,
        requestId,
        step: name,
        service,
        reason,
      });
    }
  }
  return undoing;
}
