/**
 * What binds the variables of an upstream path.
 *
 * DESIGN: where edges come from: the consumer's parameters, identity claims named in the
 * configuration, or the output of an earlier step.
 */
import type { Contract, Operation } from "../contract/contract.ts";
import { isJson } from "../contract/media-type.ts";
import { declaredProperties } from "../schema/declared-properties.ts";
import type { Edge } from "./edge.ts";
import { findTargetOperation } from "./match-target.ts";
import type { System } from "./system.ts";

/**
 * The variables of `edge` that nothing binds. Where an earlier step of a saga leads to a service
 * without contract, its output is not known, and nothing is said against it.
 */
export function unboundVariables(system: System, edges: readonly Edge[], edge: Edge): string[] {
  const { target, consumerOperation } = edge;
  // Of a configured edge without an operation nothing is known that could bind or fail to.
  if (target === undefined || consumerOperation === undefined) return [];
  const identity = system.gateways.get(edge.consumer)?.identity ?? {};
  return target.variables.filter(
    (name) =>
      !Object.hasOwn(identity, name) &&
      !edge.mapped?.some((parameter) => parameter.in === "path" && parameter.name === name) &&
      consumerOperation.parameters.every((parameter) => parameter.name !== name) &&
      !mayComeFromEarlierStep(system, edges, edge, name),
  );
}

function mayComeFromEarlierStep(
  system: System,
  edges: readonly Edge[],
  edge: Edge,
  name: string,
): boolean {
  const { saga } = edge;
  if (saga === undefined) return false;
  return edges.some((earlier) => {
    if (earlier.consumerOperation !== edge.consumerOperation) return false;
    if (earlier.saga === undefined || earlier.saga.compensates) return false;
    // A compensation runs after its own step.
    const isBefore = saga.compensates
      ? earlier.saga.index <= saga.index
      : earlier.saga.index < saga.index;
    if (!isBefore) return false;
    const contract = system.services.get(earlier.provider)?.contract;
    return contract === undefined || outputs(contract, earlier).has(name);
  });
}

// The properties of what a step answers, and `orderId` for the `id` of what `POST /orders` makes.
function outputs(contract: Contract, step: Edge): Set<string> {
  const names = new Set<string>();
  const operation = step.target && findTargetOperation(contract, step.method, step.target);
  for (const name of operation === undefined ? [] : answeredProperties(operation)) {
    names.add(name);
    if (name === "id") names.add(`${singular(collectionOf(step.target!.path))}Id`);
  }
  return names;
}

function answeredProperties(operation: Operation): string[] {
  return operation.responses
    .filter(({ status }) => status.startsWith("2"))
    .flatMap(({ content }) => content)
    .filter(({ type }) => isJson(type))
    .flatMap(({ schema }) => (schema === undefined ? [] : [...declaredProperties(schema).keys()]));
}

function collectionOf(path: string): string {
  return path.split("/").findLast((segment) => segment !== "" && !segment.includes("{")) ?? "";
}

function singular(word: string): string {
  return word.replace(/ies$/, "y").replace(/([^s])s$/, "$1");
}
