/**
 * What the gateway's contract says it does: the `x-gateway-*` extensions.
 *
 * Read once, when the gateway is made: a gateway whose contract cannot be followed does not start.
 */
import type { Contract, Operation } from "concordat";

/** `x-gateway-backend`: the request is passed on to one service. */
export interface Backend {
  service: string;
  path: string;
  method: string;
  /** Seconds, or the name of a timeout in `x-gateway-config`. */
  timeout: number | string | undefined;
}

/** One entry of `x-gateway-aggregate`: an answer that fills one field. */
export interface AggregateEntry {
  service: string;
  path: string;
  method: string;
  field: string;
  /** A JSON Pointer to the part of the answer that fills the field. */
  select: string;
}

/** `x-gateway-saga`. */
export interface Saga {
  steps: readonly SagaStep[];
  /** As of a backend; of all steps together. */
  timeout: number | string | undefined;
}

export interface SagaStep {
  name: string;
  service: string;
  path: string;
  method: string;
  /** What undoes the step; undefined where there is nothing to undo. */
  compensate: string | undefined;
}

/** `x-gateway-config`, as far as it is stated. */
export interface GatewayConfigExtension {
  rateLimit?: { default?: number; authenticated?: number; window?: string };
  /** Seconds, by name. */
  timeout?: Record<string, number>;
  retry?: { attempts?: number; backoff?: string };
}

export function readGatewayConfig(contract: Contract): GatewayConfigExtension {
  const where = "x-gateway-config";
  const config = member(contract.root.value, where);
  if (config === undefined) return {};
  const stated = mapping(config, where) as GatewayConfigExtension;
  const { rateLimit, timeout, retry } = stated;
  const numbers = {
    "rateLimit.default": rateLimit?.default,
    "rateLimit.authenticated": rateLimit?.authenticated,
    "retry.attempts": retry?.attempts,
    ...Object.fromEntries(
      Object.entries(timeout ?? {}).map(([name, seconds]) => [`timeout.${name}`, seconds]),
    ),
  };
  for (const [name, value] of Object.entries(numbers)) {
    if (value === undefined || (typeof value === "number" && value > 0)) continue;
    throw new Error(`${where}: \`${name}\` is no number above 0`);
  }
  return stated;
}

export function readBackend(operation: Operation): Backend | undefined {
  const value = member(operation.place.value, "x-gateway-backend");
  if (value === undefined) return undefined;
  const where = `x-gateway-backend of ${operation.key}`;
  return { ...readCall(value, where, operation.method), timeout: readTimeout(value, where) };
}

export function readAggregate(operation: Operation): AggregateEntry[] | undefined {
  const value = member(operation.place.value, "x-gateway-aggregate");
  if (value === undefined) return undefined;
  const where = `x-gateway-aggregate of ${operation.key}`;
  return list(value, where).map((entry) => ({
    ...readCall(entry, where, "GET"),
    field: text(entry, "field", where),
    select: member(entry, "select") === undefined ? "" : text(entry, "select", where),
  }));
}

export function readSaga(operation: Operation): Saga | undefined {
  const value = member(operation.place.value, "x-gateway-saga");
  if (value === undefined) return undefined;
  const where = `x-gateway-saga of ${operation.key}`;
  const steps = list(member(value, "steps"), where).map((step) => ({
    ...readCall(step, where, "POST"),
    name: text(step, "name", where),
    compensate:
      (member(step, "compensate") ?? null) === null ? undefined : text(step, "compensate", where),
  }));
  return { steps, timeout: readTimeout(value, where) };
}

function readCall(value: unknown, where: string, method: string) {
  return {
    service: text(value, "service", where),
    path: text(value, "path", where),
    method:
      member(value, "method") === undefined ? method : text(value, "method", where).toUpperCase(),
  };
}

function readTimeout(value: unknown, where: string): number | string | undefined {
  const timeout = member(value, "timeout");
  if (timeout === undefined || typeof timeout === "number" || typeof timeout === "string") {
    return timeout;
  }
  throw new Error(`${where}: \`timeout\` is neither seconds nor the name of a timeout`);
}

function text(value: unknown, name: string, where: string): string {
  const found = member(value, name);
  if (typeof found === "string" && found !== "") return found;
  throw new Error(`${where}: \`${name}\` is missing, or no text`);
}

function list(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${where} is no list`);
}

function mapping(value: unknown, where: string): object {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
  throw new Error(`${where} is no mapping`);
}

function member(value: unknown, name: string): unknown {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
