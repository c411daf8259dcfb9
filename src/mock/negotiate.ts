/**
 * Which of the declared media types a client gets.
 *
 * RFC 9110 §12.5.1: the most specific range decides the weight; weight 0 means not acceptable.
 */
import type { MediaType } from "../contract/contract.ts";
import { essence, isJson } from "../contract/media-type.ts";
import { readAccept, weightOf } from "../http/accept.ts";

/**
 * The acceptable entry of the highest weight; among equals JSON first, then document order.
 *
 * @param accept the field value; undefined accepts everything
 * @returns undefined when none is acceptable
 */
export function negotiate(
  content: readonly MediaType[],
  accept: string | undefined,
): MediaType | undefined {
  const ranges = accept === undefined || accept.trim() === "" ? undefined : readAccept(accept);
  const weighted = content
    .map((entry) => ({ entry, weight: ranges === undefined ? 1 : weightOf(entry.type, ranges) }))
    .filter(({ weight }) => weight > 0)
    .sort(
      (a, b) => b.weight - a.weight || Number(isJson(b.entry.type)) - Number(isJson(a.entry.type)),
    );
  return weighted[0]?.entry;
}

/** What an answer says its type is: of a range, the type that `accept` names, else a usual one. */
export function concreteType(type: string, accept: string | undefined): string {
  if (!type.includes("*")) return type;
  const isWithin = (other: string): boolean =>
    type === "*/*" || other.startsWith(essence(type).slice(0, -1));
  const wanted = readAccept(accept ?? "").find(
    (range) => range.weight > 0 && /^[^*]+\/[^*]+$/.test(range.type) && isWithin(range.type),
  );
  return wanted?.type ?? USUAL_TYPES.find(isWithin) ?? type.replace("*", "octet-stream");
}

const USUAL_TYPES = ["application/json", "text/plain", "image/png"];
