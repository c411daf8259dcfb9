/**
 * The calls of a saga: a step, and what undoes it.
 */
import type { Config, Operation } from "concordat";
import type { BackendCall } from "./backend-call.ts";
import { type Errand, variableOf } from "./errand.ts";
import type { SagaStep } from "./extensions.ts";
import type { BackendHeaders } from "./headers.ts";
import { fillPath, idNameOf } from "./path-template.ts";
import { bodyOfStep, type MakeStepBody, type SagaState } from "./saga-bodies.ts";

/** What is asked; within which time and how often is for the saga to say. */
export type StepCall = Omit<BackendCall, "timeoutMs" | "repeat">;

export interface StepCalls {
  step: SagaStep;
  /** @param key for `Idempotency-Key`: the step is taken once, however often it is sent */
  take(state: SagaState, key: string): StepCall;
  /** Undefined where there is nothing to undo. */
  undo: ((state: SagaState) => StepCall) | undefined;
}

export interface SagaParts {
  /** The gateway's name, by which the configuration's edges know it. */
  gateway: string;
  edges: Config["edges"];
  headers: BackendHeaders;
}

/** @throws {Error} where the configuration says nothing of a call's body */
export function stepCalls(
  steps: readonly SagaStep[],
  operation: Operation,
  { gateway, edges, headers }: SagaParts,
): StepCalls[] {
  const call = (
    { service }: SagaStep,
    { method, path, headersOf }: Pick<CallParts, "method" | "path" | "headersOf">,
  ) => {
    const make = bodyOfStep(edges, gateway, operation, { service, method }, path);
    return (state: SagaState) =>
      createCall(state, { steps, service, method, path, make, headersOf });
  };
  return steps.map((step) => {
    const { method, path, compensate } = step;
    const take = call(step, { method, path, headersOf: headers.own });
    return {
      step,
      take(state, key) {
        const taken = take(state);
        taken.headers.set("Idempotency-Key", key);
        return taken;
      },
      // What undoes a step is a POST, as concordat reads the extension.
      undo:
        compensate === undefined
          ? undefined
          : call(step, { method: "POST", path: compensate, headersOf: headers.asService }),
    };
  });
}

interface CallParts {
  steps: readonly SagaStep[];
  service: string;
  method: string;
  path: string;
  make: MakeStepBody;
  headersOf: (errand: Errand) => Headers;
}

function createCall(
  state: SagaState,
  { steps, service, method, path, make, headersOf }: CallParts,
): StepCall {
  const headers = headersOf(state.errand);
  const body = make(state);
  if (body !== undefined) headers.set("Content-Type", "application/json");
  return {
    service,
    method,
    path: fillPath(
      path,
      (name) => variableOf(state.errand, name) ?? answeredId(steps, state, name),
    ),
    headers,
    ...(body !== undefined && { body: new TextEncoder().encode(JSON.stringify(body)) }),
  };
}

// As concordat binds it: the latest step that answered a member of that name, or whose path makes
// such a thing, and answered its `id`.
function answeredId(
  steps: readonly SagaStep[],
  { answers }: SagaState,
  name: string,
): string | undefined {
  for (const { name: stepName, path } of steps.toReversed()) {
    const answer = answers.get(stepName);
    if (answer === null || typeof answer !== "object") continue;
    const members = answer as Record<string, unknown>;
    if (typeof members[name] === "string") return members[name];
    if (idNameOf(path) === name && typeof members.id === "string") return members.id;
  }
  return undefined;
}
