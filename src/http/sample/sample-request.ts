/**
 * A request that an operation accepts, made from what the contract declares.
 *
 * OpenAPI 3.0 and 3.1 #operation-object, #parameter-object, #request-body-object,
 * #security-requirement-object.
 */
import type { Contract, Operation, Parameter } from "../../contract/contract.ts";
import { isJson } from "../../contract/media-type.ts";
import type { Location } from "../../findings/finding.ts";
import { locationOf } from "../../source/documents.ts";
import { checkRequest } from "../check-request.ts";
import { type Fields, type HttpRequest, readFields } from "../exchange.ts";
import { keyConditionsOf } from "../key-conditions.ts";
import { parameterReaders } from "../parameter/parameter-value.ts";
import { percentEncode } from "../wire.ts";
import { type SampleCredentials, sampleCredentials } from "./sample-credentials.ts";
import { pairsText, sampleParameter } from "./sample-parameter.ts";
import { samplePath } from "./sample-path.ts";
import { sampleRequestBody } from "./sample-request-body.ts";

export interface SampleRequestOptions {
  seed: number | string;
  /** Only what is required; without it every declared parameter and the body are there. */
  minimal?: boolean;
}

export type RequestSample =
  | { ok: true; request: HttpRequest }
  | {
      ok: false;
      /** What a request needs and cannot have, such as a parameter that no value fits. */
      at: Location;
      message: string;
    };

/** Parts that are each valid may not be so together: free names in a query are whoever's. */
const tries = 4;

/**
 * A request with a sample of every declared parameter, a body in JSON where the operation takes
 * that, else in the first of its media types, the credentials of the first security requirement
 * that can be satisfied, and an `Accept` of what the operation answers. `checkRequest` finds no
 * error in it.
 *
 * Optional parameters for which nothing can be written are left out. A GET, HEAD or TRACE has a
 * body only where a 3.1 document requires it, a DELETE none in OpenAPI 3.0, which has it ignored.
 * The path begins with the base path of the first server. The same seed gives the same bytes.
 */
export function sampleRequest(
  contract: Contract,
  operation: Operation,
  { seed, minimal = false }: SampleRequestOptions,
): RequestSample {
  let failure: RequestSample | undefined;
  for (let index = 0; index < tries; index += 1) {
    const own = index === 0 ? seed : `${seed} again ${index}`;
    const made = assemble(contract, operation, { seed: own, minimal });
    if (!made.ok) return made;
    const { request, pathValues } = made;
    const [error] = checkRequest(contract, operation, request, pathValues).filter(
      ({ severity }) => severity === "error",
    );
    if (error === undefined) return { ok: true, request };
    failure = { ok: false, at: locationOf(operation.place), message: error.message };
  }
  return failure!;
}

interface Assembled {
  ok: true;
  request: HttpRequest;
  pathValues: ReadonlyMap<string, string>;
}

/** The parts of a request before they are put together; pairs are encoded. */
interface Draft {
  query: (readonly [name: string, text: string])[];
  cookies: (readonly [name: string, text: string])[];
  headers: [name: string, text: string][];
}

function assemble(
  contract: Contract,
  operation: Operation,
  options: { seed: number | string; minimal: boolean },
): Assembled | (RequestSample & { ok: false }) {
  const path = samplePath(contract, operation, options);
  if (!path.ok) return path;
  const draft: Draft = { query: [], cookies: [], headers: [] };
  const credentials = sampleCredentials(contract, operation);
  const failure = addParameters(draft, { contract, operation, credentials, ...options });
  if (failure !== undefined) return failure;
  meetConditions(draft, operation);
  addCredentials(draft, credentials);
  const accept = acceptOf(operation);
  if (accept !== "") draft.headers.push(["accept", accept]);
  let body: Uint8Array = new Uint8Array();
  if (hasBody(contract, operation, options.minimal)) {
    const made = sampleRequestBody(contract, operation, options);
    const { required, place } = operation.requestBody!;
    if (made.ok) {
      draft.headers.push(["content-type", made.written.contentType]);
      body = made.written.bytes;
    } else if (required) {
      return { ok: false, at: locationOf(place), message: `the body ${made.message}` };
    }
  }
  const request: HttpRequest = {
    method: operation.method,
    path: path.path,
    query: pairsText(draft.query, "&"),
    headers: fieldsOf(draft),
    body,
  };
  return { ok: true, request, pathValues: path.values };
}

function addParameters(
  draft: Draft,
  {
    contract,
    operation,
    credentials,
    seed,
    minimal,
  }: {
    contract: Contract;
    operation: Operation;
    credentials: SampleCredentials;
    seed: number | string;
    minimal: boolean;
  },
): (RequestSample & { ok: false }) | undefined {
  const { mark } = keyConditionsOf(operation);
  for (const reader of parameterReaders(operation, contract.securitySchemes)) {
    const { parameter } = reader;
    if (parameter.in === "path") continue;
    const isDue =
      parameter.required || mark?.name === parameter.name || isCredential(parameter, credentials);
    if (minimal && !isDue) continue;
    const made = sampleParameter(reader, { seed, minimal });
    if (!made.ok) {
      if (!isDue) continue;
      const message = `the ${parameter.in} parameter ${parameter.name} ${made.message}`;
      return { ok: false, at: locationOf(parameter.place), message };
    }
    const { written } = made;
    if (written.in === "header") draft.headers.push([parameter.name, written.text]);
    else if (written.in === "query") draft.query.push(...written.pairs);
    else if (written.in === "cookie") draft.cookies.push(...written.pairs);
  }
  return undefined;
}

// An API key may be declared as a parameter too: then it is of that parameter's schema.
function isCredential(parameter: Parameter, { placed }: SampleCredentials): boolean {
  return placed.some(
    ({ in: where, name }) => where === parameter.in && isSameName(where, name, parameter.name),
  );
}

function isSameName(where: string, a: string, b: string): boolean {
  return where === "header" ? a.toLowerCase() === b.toLowerCase() : a === b;
}

/** What the path's key asks for beside the path: `/x?action=foo`. */
function meetConditions(draft: Draft, operation: Operation): void {
  for (const { in: where, name, value } of keyConditionsOf(operation).required) {
    if (where === "header") {
      const isThere = draft.headers.some(([key]) => isSameName(where, key, name));
      if (value === undefined && isThere) continue;
      draft.headers = draft.headers.filter(([key]) => !isSameName(where, key, name));
      draft.headers.push([name, value ?? "1"]);
    } else {
      const key = percentEncode(name);
      if (value === undefined && draft.query.some(([known]) => known === key)) continue;
      draft.query = draft.query.filter(([known]) => known !== key);
      draft.query.push([key, percentEncode(value ?? "")]);
    }
  }
}

function addCredentials(draft: Draft, { placed }: SampleCredentials): void {
  for (const { in: where, name, text } of placed) {
    if (where === "header") {
      if (!draft.headers.some(([key]) => isSameName(where, key, name))) {
        draft.headers.push([name, text]);
      }
      continue;
    }
    const pairs = where === "query" ? draft.query : draft.cookies;
    const key = percentEncode(name);
    if (!pairs.some(([known]) => known === key)) pairs.push([key, text]);
  }
}

/** The media types of all answers, those of success first and JSON first among them. */
function acceptOf({ responses }: Operation): string {
  const isSuccess = ({ status }: { status: string }) => status.startsWith("2");
  const ordered = [
    ...responses.filter(isSuccess),
    ...responses.filter((response) => !isSuccess(response)),
  ];
  const types = ordered.flatMap(({ content }) => [
    ...content.filter(({ type }) => isJson(type)),
    ...content.filter(({ type }) => !isJson(type)),
  ]);
  return [...new Set(types.map(({ type }) => type.trim()))].join(", ");
}

const BODILESS: readonly string[] = ["GET", "HEAD", "TRACE"];

function hasBody(
  { version }: Contract,
  { method, requestBody }: Operation,
  minimal: boolean,
): boolean {
  if (requestBody === undefined) return false;
  const isIgnored = version.startsWith("3.0") && method === "DELETE";
  if (BODILESS.includes(method) || isIgnored) {
    return requestBody.required && !version.startsWith("3.0");
  }
  return requestBody.required || !minimal;
}

function fieldsOf({ headers, cookies }: Draft): Fields {
  const cookie: [string, string][] =
    cookies.length > 0 ? [["cookie", pairsText(cookies, "; ")]] : [];
  return readFields([...headers, ...cookie]);
}
