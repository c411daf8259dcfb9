/**
 * What the field Accept says of a media type.
 *
 * RFC 9110 §12.5.1: the most specific range decides the weight; weight 0 means not acceptable.
 */
import { essence } from "../contract/media-type.ts";

export interface AcceptedRange {
  /** In lower case, without parameters. */
  type: string;
  /** From 0 to 1. */
  weight: number;
}

/** The ranges of the field value, in order. */
export function readAccept(accept: string): AcceptedRange[] {
  return accept.split(",").map((part) => {
    const weight = /;\s*q\s*=\s*([0-9.]+)/i.exec(part)?.[1];
    return { type: essence(part), weight: weight === undefined ? 1 : Number(weight) };
  });
}

/** How welcome `type` is; it may be a range itself, as contracts declare them. */
export function weightOf(type: string, ranges: readonly AcceptedRange[]): number {
  const wanted = essence(type);
  const [kind] = wanted.split("/");
  for (const candidate of [wanted, `${kind}/*`, "*/*"]) {
    const range = ranges.find((range) => range.type === candidate);
    if (range !== undefined) return range.weight;
  }
  // A contract that declares a range answers whatever of it is wanted.
  if (wanted === "*/*") return Math.max(...ranges.map(({ weight }) => weight));
  if (wanted.endsWith("/*")) {
    const inRange = ranges.filter((range) => range.type.startsWith(`${kind}/`));
    return Math.max(0, ...inRange.map(({ weight }) => weight));
  }
  return 0;
}
