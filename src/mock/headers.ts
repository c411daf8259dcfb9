/**
 * The declared headers of an answer, filled by their examples or by samples of their schemas.
 *
 * OpenAPI 3.1 #header-object; style `simple`: #style-values.
 */
import type { Header, Response } from "../contract/contract.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { codec } from "../http/body/body.ts";
import { headerLines } from "../http/parameter/header-value.ts";
import { locationOf } from "../source/documents.ts";

export interface DeclaredHeaders {
  /** Names in lower case. */
  lines: [name: string, line: string][];
  /** `mock.header-left-out`, one for each header that the answer lacks. */
  warnings: Finding[];
}

export function declaredHeaders(declared: Response, seed: number | string): DeclaredHeaders {
  const headers: DeclaredHeaders = { lines: [], warnings: [] };
  for (const header of declared.headers) {
    const name = header.name.toLowerCase();
    if (TRANSFER.has(name)) {
      // The server that sends the answer says how long it is.
      if (header.required && name !== "content-length") {
        headers.warnings.push(
          leftOut(header, "how bytes are transferred is for the server to say"),
        );
      }
      continue;
    }
    if (!NAME.test(name)) {
      headers.warnings.push(leftOut(header, "no field can have this name"));
      continue;
    }
    const lines = headerLines(header, seed, { direction: "response", codec });
    if (lines === undefined || !lines.every(isSendable)) {
      const reason = "no value was found that fits its schema and that a field can carry";
      headers.warnings.push(leftOut(header, reason));
      continue;
    }
    for (const line of lines) headers.lines.push([name, line]);
  }
  return headers;
}

/** Whether a field can have the value: RFC 9110 §5.5. */
export function isSendable(line: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(line);
}

// RFC 9110 §5.1: a contract may name what no field is called.
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;

// What says how bytes are transferred is the sender's to say, whatever a contract declares: a
// Content-Encoding of bytes that are not encoded, or another length than theirs, ends the exchange.
const TRANSFER: ReadonlySet<string> = new Set(
  "connection content-encoding content-length keep-alive te trailer transfer-encoding upgrade".split(
    " ",
  ),
);

function leftOut(header: Header, reason: string): Finding {
  return createFinding({
    code: "mock.header-left-out",
    message: `the header ${header.name} is left out: ${reason}`,
    at: locationOf(header.place),
    identity: [header.place.pointer],
  });
}
