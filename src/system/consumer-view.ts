/**
 * What each kind of edge means for the consumer: what it sends, presents and passes on.
 *
 * DESIGN: where edges come from.
 */
import type { ConsumerView, SentBody, SentParameter } from "../compat/consumer-view.ts";
import type { Contract, Operation, Parameter, SecurityScheme } from "../contract/contract.ts";
import { templateNames } from "../contract/router.ts";
import { locationOf } from "../source/documents.ts";
import type { Edge } from "./edge.ts";
import type { System } from "./system.ts";

export function consumerViewOf(system: System, edge: Edge): ConsumerView {
  const gateway = system.gateways.get(edge.consumer);
  return {
    consumer: edge.consumer,
    provider: edge.provider,
    operation: edge.consumerOperation?.key,
    edge: nameOfEdge(edge),
    declaredAt: edge.declaredAt,
    parameters: [
      ...queryOf(edge),
      ...mappedBy(edge),
      ...passedParameters(edge, gateway?.forwards ?? []),
    ],
    addedHeaders: new Set(gateway?.adds.map((name) => name.toLowerCase())),
    body: bodyOf(edge),
    presented: presentedBy(system, edge),
    passesOn: isPassThrough(edge) ? edge.consumerOperation?.responses : undefined,
  };
}

/** What tells an edge from others that lead from one operation to one other. */
export function nameOfEdge({ source, field, saga }: Edge): string {
  const part = field === undefined ? saga?.step : String(field.value);
  return [source, part, saga?.compensates ? "compensation" : undefined]
    .filter((name) => name !== undefined)
    .join(" ");
}

/** Whether the caller's request goes on to the provider as it is, and the answer comes back so. */
function isPassThrough(edge: Edge): boolean {
  if (edge.isTransformed === true) return false;
  return (
    edge.source === "x-gateway-backend" ||
    edge.source === "x-google-backend" ||
    edge.source === "x-amazon-apigateway-integration"
  );
}

function queryOf(edge: Edge): SentParameter[] {
  return (edge.target?.query ?? []).map(({ name, value, text }) => ({
    name,
    in: "query",
    always: !mayBeLeftOut(edge, value),
    ...(templateNames(value).length === 0 && { literal: text }),
    at: edge.declaredAt,
  }));
}

// `user={u}` is as certain as the caller's own parameter `u`.
function mayBeLeftOut(edge: Edge, value: string): boolean {
  const parameters = edge.consumerOperation?.parameters ?? [];
  return templateNames(value).some((variable) =>
    parameters.some(({ name, required }) => name === variable && !required),
  );
}

function mappedBy(edge: Edge): SentParameter[] {
  return (edge.mapped ?? []).map(({ name, in: where }) => ({
    name,
    in: where,
    always: true,
    at: edge.declaredAt,
  }));
}

// What is passed through goes on whole; of other calls only what the configuration forwards.
function passedParameters(edge: Edge, forwards: readonly string[]): SentParameter[] {
  const operation = edge.callback ?? edge.consumerOperation;
  const isWhole = edge.callback !== undefined || isPassThrough(edge);
  return (operation?.parameters ?? []).flatMap((parameter) => {
    const isForwarded = isNamed(forwards, parameter);
    if (!isWhole && !isForwarded) return [];
    const { name, in: where, required } = parameter;
    return [{ name, in: where, always: required, isForwarded, at: locationOf(parameter.place) }];
  });
}

function isNamed(forwards: readonly string[], { in: where, name }: Parameter): boolean {
  return where === "header" && forwards.some((other) => isSameHeader(other, name));
}

// RFC 9110 §5.1: field names ignore case.
function isSameHeader(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function bodyOf(edge: Edge): SentBody {
  if (edge.callback !== undefined) return { kind: "passed", body: edge.callback.requestBody };
  const body = edge.consumerOperation?.requestBody;
  if (isPassThrough(edge)) return { kind: "passed", body };
  // What undoes a step is made of the step's answer, not of the caller's body.
  if (edge.saga?.compensates === false) return { kind: "mapped", body };
  return { kind: "unknown" };
}

// The caller's credentials are passed on; a callback presents what it says it does.
function presentedBy(system: System, edge: Edge): SecurityScheme[][] | undefined {
  const contract = system.services.get(edge.consumer)?.contract;
  const operation = edge.callback ?? edge.consumerOperation;
  // Of a configured edge without an operation nothing is known.
  if (contract === undefined || operation === undefined) return undefined;
  return alternatives(contract, operation);
}

function alternatives(contract: Contract, operation: Operation): SecurityScheme[][] {
  if (operation.security.length === 0) return [[]];
  return operation.security.map(({ schemes }) =>
    schemes.flatMap(({ name }) => contract.securitySchemes.get(name) ?? []),
  );
}
