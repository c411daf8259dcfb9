/**
 * What each kind of edge means for the consumer: what it sends, presents and passes on.
 *
 * DESIGN: where edges come from.
 */
import type {
  ConsumerView,
  MadeBody,
  PresentedScheme,
  SentBody,
  SentParameter,
  SentValue,
} from "../compat/consumer-view.ts";
import type { Contract, Operation, Parameter } from "../contract/contract.ts";
import { templateNames } from "../contract/router.ts";
import { locationOf } from "../source/documents.ts";
import { isSameHeader } from "./bindings.ts";
import type { Edge } from "./edge.ts";
import type { System } from "./system.ts";
import { mappedValue, type VariableValues } from "./variable-values.ts";

export interface CallDetails {
  /** The provider's path parameters, as the edge's path fills them: texts with variables in them. */
  pathValues: ReadonlyMap<string, string>;
  values: VariableValues;
  /** What the edge's mapping makes; undefined where it has none, or states that nothing is sent. */
  made: MadeBody | undefined;
}

export function consumerViewOf(
  system: System,
  edge: Edge,
  { pathValues, values, made }: CallDetails,
): ConsumerView {
  const gateway = system.gateways.get(edge.consumer);
  return {
    consumer: edge.consumer,
    provider: edge.provider,
    operation: edge.consumerOperation?.key,
    edge: nameOfEdge(edge),
    declaredAt: edge.declaredAt,
    parameters: [
      ...pathOf(edge, pathValues, values),
      ...queryOf(edge, values),
      ...mappedBy(edge),
      ...passedParameters(edge, gateway?.forwards ?? []),
    ],
    addedHeaders: new Set(gateway?.adds.map((name) => name.toLowerCase())),
    body: bodyOf(edge, made),
    presented: presentedBy(system, edge),
    securityFaults: (edge.callback ?? edge.consumerOperation)?.securityFaults ?? [],
    passesOn: isPassThrough(edge) ? edge.consumerOperation?.responses : undefined,
    awaits: isPassThrough(edge) ? edge.consumerOperation?.responses : edge.callback?.responses,
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

function pathOf(
  { declaredAt: at }: Edge,
  pathValues: ReadonlyMap<string, string>,
  values: VariableValues,
): SentParameter[] {
  return [...pathValues].map(([name, text]) => ({
    name,
    in: "path",
    always: true,
    ...textValue(text, values),
    at,
  }));
}

function queryOf(edge: Edge, values: VariableValues): SentParameter[] {
  return (edge.target?.query ?? []).map(({ name, value, text }) => ({
    name,
    in: "query",
    // `user={u}` is as certain as what binds `u`.
    always: templateNames(value).every((variable) => values.isCertain(variable)),
    ...(templateNames(value).length === 0 ? { literal: text } : textValue(value, values)),
    at: edge.declaredAt,
  }));
}

function textValue(
  text: string,
  values: VariableValues,
): { literal: string } | { value?: SentValue } {
  const names = templateNames(text);
  if (names.length === 0) return { literal: text };
  const value: SentValue | undefined =
    text === `{${names[0]}}`
      ? values.of(names[0]!)
      : { kind: "text", what: "part of it is literal" };
  return value === undefined ? {} : { value };
}

// What the integration maps into the path fills its template.
function mappedBy(edge: Edge): SentParameter[] {
  return (edge.mapped ?? [])
    .filter(({ in: where }) => where !== "path")
    .map((mapped) => {
      const { name, in: where } = mapped;
      const value = mappedValue(edge, mapped);
      return { name, in: where, always: true, value, at: edge.declaredAt };
    });
}

// What is passed through goes on whole; of other calls only what the configuration forwards.
function passedParameters(edge: Edge, forwards: readonly string[]): SentParameter[] {
  const operation = edge.callback ?? edge.consumerOperation;
  const isWhole = edge.callback !== undefined || isPassThrough(edge);
  return (operation?.parameters ?? []).flatMap((parameter) => {
    const isForwarded = isNamed(forwards, parameter);
    if (!isWhole && !isForwarded) return [];
    const { name, in: where, required, place } = parameter;
    // What stands in the caller's path goes where a variable has its name.
    if (where === "path") return [];
    const value: SentValue = { kind: "declared", parameter };
    return [{ name, in: where, always: required, isForwarded, value, at: locationOf(place) }];
  });
}

function isNamed(forwards: readonly string[], { in: where, name }: Parameter): boolean {
  return where === "header" && forwards.some((other) => isSameHeader(other, name));
}

function bodyOf(edge: Edge, made: MadeBody | undefined): SentBody {
  if (edge.mapping !== undefined) {
    const at = edge.mapping.locate("");
    return made === undefined ? { kind: "none", at } : { kind: "made", made, at };
  }
  if (edge.callback !== undefined) return { kind: "passed", body: edge.callback.requestBody };
  const body = edge.consumerOperation?.requestBody;
  if (isPassThrough(edge)) return { kind: "passed", body };
  // What undoes a step is made of the step's answer, not of the caller's body.
  if (edge.saga?.compensates === false) return { kind: "mapped", body };
  return { kind: "unknown" };
}

// The caller's credentials are passed on; a callback presents what it says it does.
function presentedBy(system: System, edge: Edge): PresentedScheme[][] | undefined {
  const contract = system.services.get(edge.consumer)?.contract;
  const operation = edge.callback ?? edge.consumerOperation;
  // Of a configured edge without an operation nothing is known.
  if (contract === undefined || operation === undefined) return undefined;
  return alternatives(contract, operation);
}

function alternatives(contract: Contract, operation: Operation): PresentedScheme[][] {
  if (operation.security.length === 0) return [[]];
  return operation.security.map(({ schemes }) =>
    schemes.flatMap(({ name, scopes }) => {
      const scheme = contract.securitySchemes.get(name);
      return scheme === undefined ? [] : [{ scheme, scopes }];
    }),
  );
}
