/**
 * What a saga answers: the thing that it made, as it stands when all steps were taken.
 *
 * The gateway's contract shows a confirmed order where the order service answers a pending one: the
 * payment confirms it, by an event. So the thing is read again until it has the `status` of the
 * contract's example.
 */
import type { Operation } from "concordat";
import { type Ask, jsonOf } from "./backend-call.ts";
import type { SagaStep } from "./extensions.ts";
import type { BackendHeaders } from "./headers.ts";
import { fillPath } from "./path-template.ts";
import type { SagaState } from "./saga-bodies.ts";
import { type GatewaySettings, timeoutMs } from "./settings.ts";

/**
 * The thing, as far as it settled: everything is done, and nothing here undoes it. Undefined where
 * the step that makes it answered nothing.
 */
export type Settle = (state: SagaState) => Promise<unknown>;

export function createSettle(
  steps: readonly SagaStep[],
  operation: Operation,
  { ask, headers, settings }: { ask: Ask; headers: BackendHeaders; settings: GatewaySettings },
): Settle {
  // The step that does for its service what the operation does for the caller.
  const made = steps.find(({ path }) => path === operation.path) ?? steps.at(-1);
  const wanted = shownStatus(operation);
  return async ({ errand, answers }) => {
    if (made === undefined) return undefined;
    let thing = answers.get(made.name);
    const id = memberOf(thing, "id");
    if (wanted === undefined || typeof id !== "string") return thing;
    const path = fillPath(`${made.path}/{id}`, () => id);
    try {
      for (let attempt = 1; memberOf(thing, "status") !== wanted; attempt += 1) {
        if (attempt > settings.settleAttempts) throw new Error(`it is not ${String(wanted)} yet`);
        if (attempt > 1) await pause(settings.settleDelayMs * 2 ** (attempt - 2));
        const answer = await ask({
          service: made.service,
          method: "GET",
          path,
          headers: headers.own(errand),
          timeoutMs: timeoutMs(settings, undefined),
          repeat: "idempotent",
        });
        if (answer.status !== 200) throw new Error(`${made.service} answered ${answer.status}`);
        thing = jsonOf(made.service, answer);
      }
    } catch (error) {
      const { correlationId, requestId } = errand.trace;
      const reason = error instanceof Error ? error.message : String(error);
      settings.log({
        level: "warning",
        event: "saga.not-settled",
        correlationId,
        requestId,
        step: made.name,
        service: made.service,
        reason,
      });
    }
    return thing;
  };
}

/** The `status` in the first example of what the operation answers when all goes well. */
function shownStatus(operation: Operation): unknown {
  const success = operation.responses.find(({ status }) => status.startsWith("2"));
  const [example] = success?.content.flatMap(({ examples }) => examples) ?? [];
  return memberOf(example?.value, "status");
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function memberOf(value: unknown, name: string): unknown {
  if (value === null || typeof value !== "object") return undefined;
  return (value as Record<string, unknown>)[name];
}
