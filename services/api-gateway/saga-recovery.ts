/**
 * What a saga leaves behind when a backend is away: steps that are not undone yet, and a step of which
 * nobody knows whether it was taken. The gateway goes on with them after the caller has its answer,
 * until they are done: stock that stays set aside, or money that stays taken, is nobody's.
 *
 * They are kept in memory, so a gateway that ends forgets them; its log has them with their
 * correlation ids.
 */
import { answeredFailure, jsonOf } from "./backend-call.ts";
import type { SagaSurroundings } from "./saga.ts";
import type { SagaState } from "./saga-bodies.ts";
import type { StepCall, StepCalls } from "./saga-calls.ts";
import { isPassing, undoStep } from "./saga-undo.ts";
import { timeoutMs } from "./settings.ts";

export interface Recovery {
  /** Undoes a step that was taken. */
  undo(call: StepCalls, state: SagaState): void;
  /**
   * Takes a step once more by its own `Idempotency-Key`, which tells what became of it, and undoes it.
   * A step that its provider refuses was not taken.
   */
  findOut(call: StepCalls, sent: StepCall, state: SagaState): void;
}

export function createRecovery({
  ask,
  settings,
}: Pick<SagaSurroundings, "ask" | "settings">): Recovery {
  /** Works until it goes well, with longer and longer pauses; gives up where that would not help. */
  async function untilDone(
    { step: { name: step, service } }: StepCalls,
    { errand: { trace } }: SagaState,
    work: () => Promise<void>,
  ): Promise<void> {
    const { correlationId, requestId } = trace;
    const about = { correlationId, requestId, step, service };
    for (let pauseMs = settings.recoveryDelayMs; ; pauseMs *= 2) {
      await pause(Math.min(settings.maxRecoveryDelayMs, pauseMs));
      try {
        await work();
        settings.log({ level: "warning", event: "saga.undone-later", ...about });
        return;
      } catch (error) {
        if (isPassing(error)) continue;
        const reason = error instanceof Error ? error.message : String(error);
        settings.log({ level: "error", event: "saga.not-undone", ...about, reason });
        return;
      }
    }
  }

  return {
    undo(call, state) {
      void untilDone(call, state, async () => await undoStep(call, state, { ask, settings }));
    },
    findOut(call, sent, state) {
      const { name, service } = call.step;
      if (call.undo === undefined) return;
      let known = state;
      void untilDone(call, state, async () => {
        // What it answered once stands, however often undoing it has to be tried.
        if (known === state) {
          const withinMs = timeoutMs(settings, undefined);
          const answer = await ask({ ...sent, timeoutMs: withinMs, repeat: "idempotent" });
          if (isRefusal(answer.status)) return;
          if (answer.status < 200 || answer.status > 299) throw answeredFailure(service, answer);
          const answers = new Map(state.answers).set(name, jsonOf(service, answer));
          known = { ...state, answers };
        }
        await undoStep(call, known, { ask, settings });
      });
    },
  };
}

// 401: the token has run out, and nothing is said of the step. 408 and 429: another time perhaps.
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status);
}

// Nobody waits for it: a process that has nothing else to do may end.
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
