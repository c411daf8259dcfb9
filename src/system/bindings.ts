/**
 * What binds the variables of an upstream path.
 *
 * DESIGN: where edges come from: the consumer's parameters, identity claims named in the
 * configuration, or the output of an earlier step.
 */
import { memberOf } from "../compat/member-schema.ts";
import type { Parameter } from "../contract/contract.ts";
import { declaredProperties } from "../schema/declared-properties.ts";
import type { Schema } from "../schema/schema.ts";
import { earlierSteps, outputOf } from "./earlier-steps.ts";
import type { Edge, MappedParameter } from "./edge.ts";
import type { System } from "./system.ts";

export type Binding =
  | { kind: "identity"; claim: string }
  | { kind: "parameter"; parameter: Parameter }
  | { kind: "mapped"; mapped: MappedParameter }
  | StepBinding;

/** What an earlier step answered. */
export interface StepBinding {
  kind: "step";
  step: string;
  /** Undefined where nothing is known of what it answers. */
  schema: Schema | undefined;
  /** The property that it is, and of what; undefined where nothing is known. */
  from: { property: string; answer: Schema } | undefined;
  /** Whether every successful answer has it. */
  isCertain: boolean;
}

/** What binds `{name}` of the edge's path or query; undefined where nothing does. */
export function bindingOf(
  system: System,
  edges: readonly Edge[],
  edge: Edge,
  name: string,
): Binding | undefined {
  const identity = system.gateways.get(edge.consumer)?.identity ?? {};
  if (Object.hasOwn(identity, name)) return { kind: "identity", claim: identity[name]! };
  const mapped = edge.mapped?.find((each) => each.in === "path" && each.name === name);
  if (mapped !== undefined) return { kind: "mapped", mapped };
  const parameter = edge.consumerOperation?.parameters.find((each) => each.name === name);
  if (parameter !== undefined) return { kind: "parameter", parameter };
  return stepBinding(system, edges, edge, name);
}

/**
 * The variables of `edge` that nothing binds. Where an earlier step of a saga leads to a service
 * without contract, its output is not known, and nothing is said against it.
 */
export function unboundVariables(system: System, edges: readonly Edge[], edge: Edge): string[] {
  const { target, consumerOperation } = edge;
  // Of a configured edge without an operation nothing is known that could bind or fail to.
  if (target === undefined || consumerOperation === undefined) return [];
  return target.variables.filter((name) => bindingOf(system, edges, edge, name) === undefined);
}

// The latest step that answers such a property; `orderId` is the `id` of what `POST /orders` makes.
function stepBinding(
  system: System,
  edges: readonly Edge[],
  edge: Edge,
  name: string,
): Binding | undefined {
  for (const earlier of earlierSteps(edges, edge).toReversed()) {
    const { step } = earlier.saga!;
    const contract = system.services.get(earlier.provider)?.contract;
    const unknown = { kind: "step", step, schema: undefined, from: undefined } as const;
    if (contract === undefined) return { ...unknown, isCertain: true };
    const output = outputOf(system, earlier);
    if (output.kind !== "body") continue;
    const names = declaredProperties(output.schema);
    const isMade = name === `${singular(collectionOf(earlier.target!.path))}Id`;
    const property = names.has(name) ? name : isMade && names.has("id") ? "id" : undefined;
    if (property === undefined) continue;
    const member = memberOf(output.schema, property);
    const isCertain = output.isCertain && member?.isCertain === true;
    const from = { property, answer: output.schema };
    return { kind: "step", step, schema: member?.schema, from, isCertain };
  }
  return undefined;
}

/** Whether a parameter is the one that is named so. */
export function isNamedLike(wanted: Pick<Parameter, "in" | "name">) {
  return ({ in: where, name }: Parameter): boolean =>
    where === wanted.in &&
    (where === "header" ? isSameHeader(name, wanted.name) : name === wanted.name);
}

/** RFC 9110 §5.1: field names ignore case. */
export function isSameHeader(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function collectionOf(path: string): string {
  return path.split("/").findLast((segment) => segment !== "" && !segment.includes("{")) ?? "";
}

function singular(word: string): string {
  return word.replace(/ies$/, "y").replace(/([^s])s$/, "$1");
}
