/**
 * What a declared response is answered with: header fields and bytes.
 *
 * DESIGN: same seed, same bytes. So an answer that nothing in the request varies is made once.
 */
import type { Contract, MediaType, Response } from "../contract/contract.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { type Fields, type HttpResponse, readFields } from "../http/exchange.ts";
import { locationOf } from "../source/documents.ts";
import { makeBody } from "./body.ts";
import { declaredHeaders, isSendable } from "./headers.ts";
import { createResponse } from "./http-response.ts";

export interface Prepared {
  fields: Fields;
  /** Undefined where no valid value was found. */
  bytes: Uint8Array | undefined;
  /** Whether the bytes are an example's. */
  isExample: boolean;
  warnings: readonly Finding[];
  /** By status: a range or `default` is answered with one or another. */
  responses: Map<number, HttpResponse>;
}

/** What of an answer the client chose. */
export interface Wanted {
  /** Undefined for a response without content. */
  mediaType: MediaType | undefined;
  /** What the answer says its type is. */
  type: string;
  example: string | undefined;
  /** A sample even where there are examples. */
  dynamic: boolean;
}

export type Prepare = (declared: Response, wanted: Wanted, seed: number | string) => Prepared;

export function createPrepare(contract: Contract): Prepare {
  const known = new WeakMap<Response, Map<string, Prepared>>();
  return (declared, wanted, seed) => {
    // A range is answered with whatever type a client asks for: there is no end to those.
    if (wanted.dynamic || wanted.mediaType?.type.includes("*")) {
      return prepare(contract, declared, wanted, seed);
    }
    let ofResponse = known.get(declared);
    if (ofResponse === undefined) {
      ofResponse = new Map();
      known.set(declared, ofResponse);
    }
    const key = wanted.example === undefined ? wanted.type : `${wanted.type}\n${wanted.example}`;
    let prepared = ofResponse.get(key);
    if (prepared === undefined) {
      prepared = prepare(contract, declared, wanted, seed);
      ofResponse.set(key, prepared);
    }
    return prepared;
  };
}

/** The response that a prepared answer is under a status: the same object each time. */
export function responseOf(prepared: Prepared, status: number): HttpResponse {
  let response = prepared.responses.get(status);
  if (response === undefined) {
    response = createResponse(status, prepared.fields, prepared.bytes ?? NOTHING);
    prepared.responses.set(status, response);
  }
  return response;
}

const NOTHING: Uint8Array = new Uint8Array();

function prepare(
  contract: Contract,
  declared: Response,
  { mediaType, type, example, dynamic }: Wanted,
  seed: number | string,
): Prepared {
  const { lines, warnings } = declaredHeaders(declared, seed);
  const responses = new Map<number, HttpResponse>();
  if (mediaType === undefined) {
    const fields = readFields(lines);
    return { fields, bytes: NOTHING, isExample: false, warnings, responses };
  }
  const choice = { example, dynamic, seed, contentType: type };
  const { contentType, ...made } = makeBody(contract, mediaType, choice);
  warnings.push(...made.warnings);
  if (!isSendable(contentType)) {
    warnings.push(unsayable(mediaType));
    return { fields: readFields(lines), bytes: undefined, isExample: false, warnings, responses };
  }
  const fields = readFields([...lines, ["content-type", contentType]]);
  return { ...made, fields, warnings, responses };
}

function unsayable({ type, place }: MediaType): Finding {
  return createFinding({
    code: "mock.sample-failed",
    message: `no answer can be made: ${JSON.stringify(type)} has characters that no Content-Type can carry`,
    at: locationOf(place),
    identity: [place.pointer],
  });
}
