/**
 * Whether the contract has an answer of a media type that the interaction accepts.
 *
 * RFC 9110 §12.5.1: a media range, `q=0` refuses; a request without Accept takes anything.
 */
import { findResponse } from "../contract/response.ts";
import type { Finding } from "../findings/finding.ts";
import { readAccept, weightOf } from "../http/accept.ts";
import { locationOf } from "../source/documents.ts";
import { locationInside, type MatchedContext, pactFinding } from "./comparison.ts";
import { headerValue, writtenName } from "./pact.ts";

export function compareAccept(context: MatchedContext): Finding[] {
  const { interaction, operation } = context;
  const { request, response } = interaction;
  const accept = headerValue(request, "accept");
  const declared = findResponse(operation.responses, String(response.status));
  if (accept === undefined || declared === undefined || declared.content.length === 0) return [];
  const types = declared.content.map(({ type }) => type);
  const ranges = readAccept(accept);
  if (types.some((type) => weightOf(type, ranges) > 0)) return [];
  return [
    pactFinding(context, {
      code: "request.accept.unsatisfiable",
      message: `the interaction accepts ${accept}; the contract answers ${declared.status} with ${types.join(", ")}`,
      at: locationInside(request.place, "headers", writtenName(request, "accept") ?? ""),
      because: locationOf(declared.place),
      identity: ["header accept", "unsatisfiable"],
    }),
  ];
}
