/**
 * Whether the contract has an answer of a media type that the interaction accepts.
 *
 * RFC 9110 §12.5.1: a media range, `q=0` refuses; a request without Accept takes anything.
 */
import { essence } from "../contract/media-type.ts";
import { findResponse } from "../contract/response.ts";
import type { Finding } from "../findings/finding.ts";
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
  if (types.some((type) => isAccepted(accept, type))) return [];
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

/** Whether the field value of Accept lets `type` through; `type` may be a range itself. */
export function isAccepted(accept: string, type: string): boolean {
  const answered = essence(type);
  const [group] = answered.split("/");
  const ranges = accept.split(",").map((part) => ({
    range: essence(part),
    isRefused: /;\s*q\s*=\s*0(\.0*)?\s*(;|$)/i.test(part),
  }));
  // The most specific range decides.
  for (const wanted of [answered, `${group}/*`, "*/*"]) {
    const found = ranges.find(({ range }) => range === wanted);
    if (found !== undefined) return !found.isRefused;
  }
  const isRange = answered === "*/*" || answered.endsWith("/*");
  return isRange && ranges.some(({ range }) => range.startsWith(answered.replace(/\*.*/, "")));
}
