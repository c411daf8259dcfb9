/**
 * What the variables of an upstream path stand for, as far as something is known of their values.
 */
import type { SentValue } from "../compat/consumer-view.ts";
import { composeSchema } from "../schema/compose.ts";
import { type Binding, bindingOf, isNamedLike } from "./bindings.ts";
import { schemaOfClaim } from "./claim.ts";
import type { Edge, MappedParameter } from "./edge.ts";
import type { System } from "./system.ts";

export interface VariableValues {
  /** Undefined where nothing binds the variable, which is told by itself. */
  of(name: string): SentValue | undefined;
  /** Whether there is always a value. */
  isCertain(name: string): boolean;
}

export function variableValues(system: System, edges: readonly Edge[], edge: Edge): VariableValues {
  return {
    of(name) {
      const binding = bindingOf(system, edges, edge, name);
      return binding && sentValue(edge, binding);
    },
    isCertain(name) {
      const binding = bindingOf(system, edges, edge, name);
      if (binding?.kind === "parameter") return binding.parameter.required;
      return binding?.kind !== "step" || binding.isCertain;
    },
  };
}

function sentValue(edge: Edge, binding: Binding): SentValue {
  switch (binding.kind) {
    case "parameter":
      return { kind: "declared", parameter: binding.parameter };
    case "identity": {
      const schema = schemaOfClaim(binding.claim);
      // RFC 7519 says that a subject is a text, and not which.
      const what = `of the claim ${binding.claim} nothing more is stated`;
      const isText = schema === undefined || schema.value === true || isString(schema.value);
      return isText ? { kind: "text", what } : { kind: "value", schema };
    }
    case "mapped":
      return mappedValue(edge, binding.mapped);
    case "step": {
      const { schema, step } = binding;
      if (schema !== undefined) return { kind: "value", schema };
      return { kind: "text", what: `nothing states what the step ${step} answers` };
    }
  }
}

/** What an integration puts where it maps something. */
export function mappedValue(edge: Edge, { from, literal }: MappedParameter): SentValue {
  if (literal !== undefined) {
    return { kind: "value", schema: composeSchema({ const: literal }, new Map()) };
  }
  const parameter = from && edge.consumerOperation?.parameters.find(isNamedLike(from));
  if (parameter !== undefined) return { kind: "declared", parameter };
  return { kind: "text", what: "the integration maps no declared parameter there" };
}

function isString(value: object | boolean): boolean {
  return typeof value === "object" && (value as { type?: unknown }).type === "string";
}
