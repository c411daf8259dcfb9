/**
 * What each step of a saga sends: `edges` of `concordat.config.ts`, which say what no contract does.
 */
import type { Config, Operation } from "concordat";
import { type Errand, identityOf, parameterOf } from "./errand.ts";
import type { SagaStep } from "./extensions.ts";
import { makeBody } from "./mapping.ts";

/** What a saga has come to know. */
export interface SagaState {
  errand: Errand;
  /** The caller's body. */
  body: unknown;
  /** What each step that was taken answered, by its name, in order. */
  answers: ReadonlyMap<string, unknown>;
}

/** Undefined where nothing is sent. */
export type MakeStepBody = (state: SagaState) => unknown;

/**
 * @param path the step's own, or that of its compensation, as the contract writes it
 * @throws {Error} where the configuration has no body for it
 */
export function bodyOfStep(
  edges: Config["edges"],
  consumer: string,
  operation: Operation,
  { service, method }: Pick<SagaStep, "service" | "method">,
  path: string,
): MakeStepBody {
  const edge = edges?.find(
    (edge) =>
      edge.consumer === consumer &&
      edge.operation === operation.id &&
      edge.provider === service &&
      edge.method.toUpperCase() === method &&
      edge.path === path,
  );
  if (edge?.body === undefined) {
    throw new Error(
      `no edge of the configuration says what ${consumer} sends to ${service} ${path}`,
    );
  }
  const template = edge.body;
  if (template === null) return () => undefined;
  return ({ errand, body, answers }) =>
    makeBody(template, {
      body,
      parameter: (where, name) => parameterOf(errand, where, name),
      identity: (name) => identityOf(errand, name),
      step: (name) => answers.get(name),
    });
}
