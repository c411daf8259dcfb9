/**
 * One request to the gateway, and who sent it.
 */
import type { Operation } from "concordat";
import type { Trace } from "../platform/tracing.ts";

/** Somebody whose token the gateway has verified. */
export interface User {
  userId: string;
  /** As sent, without `Bearer`. */
  token: string;
}

export interface Errand {
  operation: Operation;
  request: Request;
  /** Decoded, by name. */
  pathValues: Readonly<Record<string, string>>;
  trace: Trace;
  /** Undefined for an anonymous caller. */
  user: User | undefined;
  /** Template variable to the claim that binds it: `gateway.*.identity` of the configuration. */
  claims: Readonly<Record<string, string>>;
}

/** Does what an operation is for. It throws a `Refusal`, or a `BackendFailure`. */
export type Handle = (errand: Errand) => Promise<Response>;

/** A parameter of the caller's request, in its own spelling. */
export function parameterOf(
  { request, pathValues }: Errand,
  where: "query" | "path" | "header",
  name: string,
): string | undefined {
  if (where === "path") return pathValues[name];
  if (where === "header") return request.headers.get(name) ?? undefined;
  return new URL(request.url).searchParams.get(name) ?? undefined;
}

/** What the token says of the caller under a name of the configuration. */
export function identityOf({ user, claims }: Errand, name: string): string | undefined {
  return Object.hasOwn(claims, name) && claims[name] === "sub" ? user?.userId : undefined;
}

/**
 * What a variable of a backend's path stands for. The token comes first: no parameter of the
 * caller's may say who the caller is. Of the query only what the operation declares counts, so that
 * nobody puts another thing in the place of what a step made.
 */
export function variableOf(errand: Errand, name: string): string | undefined {
  const isDeclared = errand.operation.parameters.some(
    (parameter) => parameter.in === "query" && parameter.name === name,
  );
  return (
    identityOf(errand, name) ??
    parameterOf(errand, "path", name) ??
    (isDeclared ? parameterOf(errand, "query", name) : undefined)
  );
}
