/**
 * A contract with one body, for tables of bodies.
 */
import type { Contract, MediaType, Operation } from "../../src/contract/contract.ts";
import { checkRequest } from "../../src/http/check-request.ts";
import { checkResponse, type ResponseCheckOptions } from "../../src/http/check-response.ts";
import { readFields } from "../../src/http/exchange.ts";
import { readContractText } from "../contract-text.ts";

export interface BodySketch {
  /** Default 3.1.1. */
  openapi?: string;
  schema?: unknown;
  encoding?: unknown;
  components?: unknown;
}

export interface OneBody {
  contract: Contract;
  operation: Operation;
  mediaType: MediaType;
}

/** A contract whose only operation, POST /, takes a required body of `type`. */
export function requestBodyOf(type: string, sketch: BodySketch): OneBody {
  const { openapi = "3.1.1", components = {}, ...mediaType } = sketch;
  const requestBody = { required: true, content: { [type]: mediaType } };
  const document = { openapi, paths: { "/": { post: { requestBody } } }, components };
  const contract = readContractText(JSON.stringify(document));
  const operation = contract.operations[0]!;
  return { contract, operation, mediaType: operation.requestBody!.content[0]! };
}

/** What is found wrong with a request: codes and pointers. */
export function faultsOf(
  { contract, operation }: OneBody,
  body: Uint8Array | string,
  contentType: string | undefined,
): string[] {
  return findingsOf({ contract, operation }, body, contentType).map(
    ({ code, at }) => `${code} ${at.pointer}`,
  );
}

/** The same as a text of the messages. */
export function messagesOf(
  body: OneBody,
  bytes: Uint8Array | string,
  contentType: string,
): string[] {
  return findingsOf(body, bytes, contentType).map(({ message }) => message);
}

function findingsOf(
  { contract, operation }: Omit<OneBody, "mediaType">,
  body: Uint8Array | string,
  contentType: string | undefined,
) {
  const headers = contentType === undefined ? [] : [["content-type", contentType] as const];
  const request = {
    method: operation.method,
    path: "/",
    query: "",
    headers: readFields(headers),
    body: bytesOf(body),
  };
  return checkRequest(contract, operation, request, new Map());
}

export function bytesOf(body: Uint8Array | string): Uint8Array {
  return typeof body === "string" ? new TextEncoder().encode(body) : body;
}

/** A contract whose only operation has these responses. */
export function responsesOf(
  responses: unknown,
  method = "get",
): { contract: Contract; operation: Operation } {
  const document = { openapi: "3.1.1", paths: { "/": { [method]: { responses } } } };
  const contract = readContractText(JSON.stringify(document));
  return { contract, operation: contract.operations[0]! };
}

/** What is found wrong with an answer: codes and pointers. */
export function answerFaults(
  { contract, operation }: { contract: Contract; operation: Operation },
  status: number,
  headers: readonly (readonly [string, string])[],
  body: Uint8Array | string = "",
  options: ResponseCheckOptions = {},
): string[] {
  const response = { status, headers: readFields(headers), body: bytesOf(body) };
  return checkResponse(contract, operation, response, options).map(
    ({ code, at }) => `${code} ${at.pointer}`,
  );
}
