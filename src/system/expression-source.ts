/**
 * What an expression of a mapping leads to: the schema of the values that may stand there.
 */

import type { Comparisons } from "../compat/judging.ts";
import { memberOf } from "../compat/member-schema.ts";
import { isJson } from "../contract/media-type.ts";
import { composeSchema } from "../schema/compose.ts";
import type { Schema } from "../schema/schema.ts";
import { parsePointer } from "../source/pointer.ts";
import { schemaOfClaim } from "./claim.ts";
import { earlierSteps, outputOf } from "./earlier-steps.ts";
import type { Edge } from "./edge.ts";
import { EXPRESSIONS, type Expression, readExpression } from "./expression.ts";
import type { System } from "./system.ts";

export type ExpressionSource =
  | {
      kind: "schema";
      schema: Schema;
      /** Whether there is always a value. */
      isCertain: boolean;
      /** Of what an earlier step answered and may leave out: the answer. */
      leftOutOf?: { name: string; schema: Schema };
      /** Whether the source may really have this value here. */
      isReal(value: unknown): boolean;
    }
  /** Something is there, and nothing says what. */
  | { kind: "unknown"; reason: string }
  /** @param reason to be read after the expression */
  | { kind: "dangling"; reason: string };

/** What expressions of one mapping are read in. */
export interface ExpressionContext {
  system: System;
  edges: readonly Edge[];
  edge: Edge;
  comparisons: Comparisons;
  /** The items of the list that is gone through. */
  item?: Schema;
}

export function sourceOf(context: ExpressionContext, text: string): ExpressionSource {
  const expression = readExpression(text);
  if (expression === undefined) {
    return { kind: "dangling", reason: `is no expression; write one of ${EXPRESSIONS}` };
  }
  switch (expression.from) {
    case "body":
      return bodySource(context, expression.pointer);
    case "parameter":
      return parameterSource(context, expression);
    case "identity":
      return identitySource(context, expression.name);
    case "step":
      return stepSource(context, expression);
    case "item":
      if (context.item === undefined) {
        return { kind: "dangling", reason: "stands in no `$as` beside an `$each`" };
      }
      return inside({ schema: context.item, isCertain: true }, expression.pointer, {
        name: "an item of the list",
      });
  }
}

function bodySource({ edge, comparisons }: ExpressionContext, pointer: string): ExpressionSource {
  const body = edge.consumerOperation?.requestBody;
  const key = edge.consumerOperation?.key ?? edge.consumer;
  if (body === undefined) return { kind: "dangling", reason: `leads nowhere: ${key} has no body` };
  const schema = body.content.find(({ type }) => isJson(type))?.schema;
  if (schema === undefined) {
    return {
      kind: "unknown",
      reason: `comes from the body of ${key}, which has no schema in JSON`,
    };
  }
  const whole = { schema, isCertain: body.required };
  return inside(whole, pointer, { name: `the body of ${key}`, comparisons, direction: "request" });
}

function parameterSource(
  { edge }: ExpressionContext,
  { in: where, name }: Extract<Expression, { from: "parameter" }>,
): ExpressionSource {
  const parameter = edge.consumerOperation?.parameters.find(
    (each) =>
      each.in === where &&
      (where === "header" ? each.name.toLowerCase() === name.toLowerCase() : each.name === name),
  );
  const key = edge.consumerOperation?.key ?? edge.consumer;
  if (parameter === undefined) {
    return { kind: "dangling", reason: `leads nowhere: ${key} has no ${where} parameter ${name}` };
  }
  const schema = parameter.content[0]?.schema ?? parameter.schema;
  if (schema === undefined) {
    return {
      kind: "unknown",
      reason: `comes from the ${where} parameter ${name}, which has no schema`,
    };
  }
  return { kind: "schema", schema, isCertain: parameter.required, isReal: () => true };
}

function identitySource({ system, edge }: ExpressionContext, name: string): ExpressionSource {
  const identity = system.gateways.get(edge.consumer)?.identity ?? {};
  if (!Object.hasOwn(identity, name)) {
    const choice = Object.keys(identity).join(", ") || "none";
    return {
      kind: "dangling",
      reason: `leads nowhere: the identity of ${edge.consumer} in \`gateway\` has ${choice}`,
    };
  }
  const claim = identity[name]!;
  const schema = schemaOfClaim(claim);
  if (schema === undefined) {
    return { kind: "unknown", reason: `comes from the claim ${claim}, whose type nothing states` };
  }
  return { kind: "schema", schema, isCertain: true, isReal: () => true };
}

function stepSource(
  { system, edges, edge, comparisons }: ExpressionContext,
  { step, pointer }: Extract<Expression, { from: "step" }>,
): ExpressionSource {
  const steps = earlierSteps(edges, edge);
  const found = steps.find(({ saga }) => saga!.step === step);
  if (found === undefined) {
    const choice = steps.map(({ saga }) => saga!.step).join(", ") || "none";
    return { kind: "dangling", reason: `leads nowhere: the steps before are ${choice}` };
  }
  const output = outputOf(system, found);
  const key = `${found.provider} ${found.method} ${found.path}`;
  if (output.kind === "unknown") {
    return { kind: "unknown", reason: `comes from ${key}, of which there is no contract` };
  }
  if (output.kind === "nothing") {
    return { kind: "dangling", reason: `leads nowhere: ${key} answers no body in JSON` };
  }
  const whole = { schema: output.schema, isCertain: output.isCertain };
  const name = `the answer of ${key}`;
  const source = inside(whole, pointer, { name, comparisons, direction: "response" });
  if (source.kind !== "schema" || source.isCertain) return source;
  return { ...source, leftOutOf: { name, schema: output.schema } };
}

interface Whole {
  name: string;
  comparisons?: Comparisons;
  direction?: "request" | "response";
}

function inside(
  whole: { schema: Schema; isCertain: boolean },
  pointer: string,
  { name, comparisons, direction }: Whole,
): ExpressionSource {
  const tokens = parsePointer(pointer) ?? [];
  let { schema, isCertain } = whole;
  for (const token of tokens) {
    const member = memberOf(schema, token);
    if (member === undefined) {
      return { kind: "dangling", reason: `leads nowhere: ${name} declares no ${pointer}` };
    }
    schema = member.schema;
    isCertain &&= member.isCertain;
  }
  const isReal = (value: unknown): boolean => {
    if (comparisons === undefined || direction === undefined) return true;
    const wanted = composeSchema(nested(tokens, { const: value }), new Map());
    return comparisons.of(direction).meet(whole.schema, wanted).kind !== "disjoint";
  };
  return { kind: "schema", schema, isCertain, isReal };
}

/** A schema of values that have such a member, and what is asked of it. */
export function nested(tokens: readonly string[], leaf: object): Record<string, unknown> {
  return tokens.toReversed().reduce<Record<string, unknown>>(
    (inner, token) => {
      const asObject = { type: "object", required: [token], properties: { [token]: inner } };
      if (!/^(0|[1-9]\d{0,3})$/.test(token)) return asObject;
      const index = Number(token);
      const prefixItems = [...Array.from({ length: index }, () => true), inner];
      return { anyOf: [asObject, { type: "array", minItems: index + 1, prefixItems }] };
    },
    { ...leaf },
  );
}
