/**
 * The calls of a saga: a step, and what undoes it.
 */
import type { Config, Operation } from "concordat";
import type { BackendCall } from "./backend-call.ts";
import { variableOf } from "./errand.ts";
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
  const call = (step: SagaStep, method: string, path: string) => {
    const make = bodyOfStep(edges, gateway, operation, { service: step.service, method }, path);
    return (state: SagaState) => createCall(state, { steps, step, method, path, make, headers });
  };
  return steps.map((step) => {
    const take = call(step, step.method, step.path);
    return {
      step,
      take(state, key) {
        const taken = take(state);
        taken.headers.set("Idempotency-Key", key);
        return taken;
      },
      // What undoes a step is a POST, as concordat reads the extension.
      undo: step.compensate === undefined ? undefined : call(step, "POST", step.compensate),
    };
  });
}

interface CallParts {
  steps: readonly SagaStep[];
  step: SagaStep;
  method: string;
  path: string;
  make: MakeStepBody;
  headers: BackendHeaders;
}

function createCall(
  state: SagaState,
  { steps, step, method, path, make, headers: backendHeaders }: CallParts,
): StepCall {
  const headers = backendHeaders.own(state.errand);
  const body = make(state);
  if (body !== undefined) headers.set("Content-Type", "application/json");
  return {
    service: step.service,
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
