/**
 * What a consumer's test hands to PactV4, made of a contract and of the fields the test names.
 *
 * DESIGN: matchers derived from a contract are about types; enums, patterns and formats enter a
 * pact only where the test states them. A field the contract does not know is written all the
 * same, and found by `compare`.
 */
import type { Contract, MediaType, Operation, Response } from "../contract/contract.ts";
import { findMediaType, isJson } from "../contract/media-type.ts";
import { findResponse } from "../contract/response.ts";
import { templateNames, templatePath } from "../contract/router.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import type { PactMatcher } from "./matcher.ts";
import { statedFields } from "./stated-fields.ts";

export interface InteractionOptions {
  /** Default: the lowest declared 2xx. */
  status?: number;
  request?: {
    /** By the name in the path template; needed for every name there. */
    path?: Readonly<Record<string, ParameterText>>;
    query?: Readonly<Record<string, ParameterText | readonly ParameterText[]>>;
    headers?: Readonly<Record<string, string | PactMatcher>>;
    /** As sent: the pact asks for exactly this. */
    body?: unknown;
  };
  response?: {
    headers?: Readonly<Record<string, string | PactMatcher>>;
    /**
     * What the consumer reads: values to show, among which matchers of the test's own may stand;
     * or names and JSON Pointers (`*` is every item), with values from the contract.
     */
    fields?: unknown;
  };
}

export type ParameterText = string | number | boolean;

/** Plain data: `body`s are for the builder's `jsonBody`, undefined where there is none. */
export interface InteractionTemplate {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string | PactMatcher>;
  body: unknown;
  response: {
    status: number;
    headers: Record<string, string | PactMatcher>;
    /** In Pact's integration JSON format. */
    body: unknown;
  };
}

/**
 * The template of one interaction with `operationId`, which may also be an operation's key such
 * as `POST /orders`. What a test states whole, a key or a status, is written even where the
 * contract does not declare it: `compare` finds it, as it finds a field the contract does not know.
 *
 * @throws {ConcordatError} `usage.invalid` when the contract has no such operationId, when no
 *   status is named and no 2xx declared, or when a value for the path is missing
 */
export function interaction(
  contract: Contract,
  operationId: string,
  options: InteractionOptions = {},
): InteractionTemplate {
  const { method, path, responses } = operationOf(contract, operationId);
  const { request = {}, response: expected = {} } = options;
  const status = options.status ?? lowestSuccess(operationId, responses);
  return {
    method,
    path: fillPath(`${method} ${path}`, path, request.path ?? {}),
    query: Object.fromEntries(
      Object.entries(request.query ?? {}).map(([name, value]) => [name, queryTexts(value)]),
    ),
    headers: { ...request.headers },
    body: request.body,
    response: {
      status,
      headers: { ...expected.headers },
      body: bodyOf(findResponse(responses, String(status)), expected.fields),
    },
  };
}

type StatedOperation = Pick<Operation, "path" | "responses"> & { method: string };

export function operationOf(contract: Contract, wanted: string): StatedOperation {
  const found = contract.operations.find(({ id, key }) => id === wanted || key === wanted);
  if (found !== undefined) return found;
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(wanted) ?? [];
  if (method !== undefined && path !== undefined) return { method, path, responses: [] };
  const declared = contract.operations.map(({ id, key }) => id ?? key).join(", ") || "none";
  throw new ConcordatError(
    "usage.invalid",
    `the contract ${contract.title} has no operation "${wanted}"; it declares ${declared}`,
    { mend: "Name one of the declared operations." },
  );
}

export function lowestSuccess(wanted: string, responses: readonly Response[]): number {
  const statuses = responses
    .filter(({ status }) => /^2(\d\d|XX)$/.test(status))
    .map(({ status }) => Number(status.replace("XX", "00")));
  if (statuses.length > 0) return Math.min(...statuses);
  const declared = responses.map(({ status }) => status).join(", ") || "none";
  throw new ConcordatError(
    "usage.invalid",
    `${wanted} declares no 2xx; name the status: it declares ${declared}`,
    { mend: "Name the status that the consumer expects." },
  );
}

function fillPath(
  key: string,
  path: string,
  values: Readonly<Record<string, ParameterText>>,
): string {
  const template = templatePath(path);
  const missing = templateNames(template).filter((name) => !Object.hasOwn(values, name));
  if (missing.length > 0) {
    throw new ConcordatError(
      "usage.invalid",
      `${key} needs a value for ${missing.join(", ")} in request.path`,
      { mend: "Give each name of the path template a value." },
    );
  }
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values[name])),
  );
}

function queryTexts(value: ParameterText | readonly ParameterText[]): string | string[] {
  return Array.isArray(value) ? value.map(String) : String(value);
}

function bodyOf(response: Response | undefined, fields: unknown): unknown {
  return fields === undefined ? undefined : statedFields(response && jsonOf(response), fields);
}

export function jsonOf({ content }: Response): MediaType | undefined {
  return findMediaType(content, "application/json") ?? content.find(({ type }) => isJson(type));
}
