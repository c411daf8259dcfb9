/**
 * What the steps of a saga that ran before answered.
 */
import type { Operation } from "../contract/contract.ts";
import { isJson } from "../contract/media-type.ts";
import { composeSchema } from "../schema/compose.ts";
import type { Schema } from "../schema/schema.ts";
import type { Edge } from "./edge.ts";
import { findTargetOperation } from "./match-target.ts";
import type { System } from "./system.ts";

/** The steps before `edge`; before a compensation its own step, too. */
export function earlierSteps(edges: readonly Edge[], edge: Edge): Edge[] {
  const { saga } = edge;
  if (saga === undefined) return [];
  return edges.filter((earlier) => {
    if (earlier.consumerOperation !== edge.consumerOperation) return false;
    if (earlier.saga === undefined || earlier.saga.compensates) return false;
    // A compensation runs after its own step.
    return saga.compensates ? earlier.saga.index <= saga.index : earlier.saga.index < saga.index;
  });
}

export type StepOutput =
  /** @param isCertain whether every successful answer has such a body */
  | { kind: "body"; schema: Schema; isCertain: boolean }
  /** Answered without a body in JSON that has a schema. */
  | { kind: "nothing" }
  /** The step leads to nobody's contract. */
  | { kind: "unknown" };

/** What a step that went well answered, in JSON. */
export function outputOf(system: System, step: Edge): StepOutput {
  const contract = system.services.get(step.provider)?.contract;
  const operation =
    contract && step.target && findTargetOperation(contract, step.method, step.target);
  if (operation === undefined) return { kind: "unknown" };
  const [first, ...others] = successSchemas(operation);
  if (first === undefined) return { kind: "nothing" };
  const isCertain = operation.responses.every(
    ({ status, content }) => !status.startsWith("2") || content.length > 0,
  );
  if (others.length === 0) return { kind: "body", schema: first, isCertain };
  const parts = new Map([first, ...others].map((schema, index) => [`answer:${index}`, schema]));
  const anyOf = [...parts.keys()].map(($ref) => ({ $ref }));
  return { kind: "body", schema: composeSchema({ anyOf }, parts), isCertain };
}

/** The schemas of every successful answer in JSON. */
export function successSchemas({ responses }: Operation): Schema[] {
  return responses
    .filter(({ status }) => status.startsWith("2"))
    .flatMap(({ content }) => content)
    .filter(({ type }) => isJson(type))
    .flatMap(({ schema }) => schema ?? []);
}
