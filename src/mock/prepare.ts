/**
 * What a declared response is answered with: header fields and bytes.
 *
 * DESIGN: same seed, same bytes. So an answer that nothing in the request varies is made once.
 */
import type { Contract, MediaType, Response } from "../contract/contract.ts";
import type { Finding } from "../findings/finding.ts";
import { type Fields, readFields } from "../http/exchange.ts";
import { makeBody } from "./body.ts";
import { declaredHeaders } from "./headers.ts";

export interface Prepared {
  fields: Fields;
  /** Undefined where no valid value was found. */
  bytes: Uint8Array | undefined;
  warnings: readonly Finding[];
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

const NOTHING: Uint8Array = new Uint8Array();

function prepare(
  contract: Contract,
  declared: Response,
  { mediaType, type, example, dynamic }: Wanted,
  seed: number | string,
): Prepared {
  const headers = declaredHeaders(declared, seed);
  if (mediaType === undefined) {
    return { fields: readFields(headers), bytes: NOTHING, warnings: [] };
  }
  const { bytes, warnings } = makeBody(contract, mediaType, { example, dynamic, seed });
  return { fields: readFields([...headers, ["content-type", type]]), bytes, warnings };
}
