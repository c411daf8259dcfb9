/**
 * What the field Accept says of a media type.
 *
 * RFC 9110 §12.5.1: the most specific range decides the weight; weight 0 means not acceptable.
 */
import {
  type ContentType,
  isRange,
  isWithin,
  readContentType,
  readParameters,
  splitOutsideQuotes,
} from "../contract/media-type.ts";

export interface AcceptedRange {
  /** In lower case, without parameters. */
  type: string;
  /** Without the weight, and without `charset`, which says nothing of the kind of document. */
  parameters: ReadonlyMap<string, string>;
  /** From 0 to 1. */
  weight: number;
}

/**
 * The ranges of the field value, in order. What is no range is skipped, and a weight that is no
 * number is 1: a server answers what it can read. `*` alone is everything, as old clients mean it.
 */
export function readAccept(accept: string): AcceptedRange[] {
  return splitOutsideQuotes(accept, ",").flatMap((element): AcceptedRange[] => {
    const semicolon = element.indexOf(";");
    const written = (semicolon < 0 ? element : element.slice(0, semicolon)).trim().toLowerCase();
    const type = written === "*" ? "*/*" : written;
    if (!/^[^\s/]+\/[^\s/]+$/.test(type)) return [];
    const parameters = readParameters(semicolon < 0 ? "" : element.slice(semicolon + 1));
    const weight = weightIn(parameters.get("q"));
    parameters.delete("q");
    parameters.delete("charset");
    return [{ type, parameters, weight }];
  });
}

function weightIn(text: string | undefined): number {
  if (text === undefined || !/^\d*\.?\d+$/.test(text)) return 1;
  return Math.min(Number(text), 1);
}

/** How welcome `type` is; it may be a range itself, as contracts declare them. */
export function weightOf(type: string, ranges: readonly AcceptedRange[]): number {
  return welcomeOf(type, ranges).weight;
}

/** The same, and how close the range is that says so: of two types of one weight the closer is meant. */
export function welcomeOf(
  type: string,
  ranges: readonly AcceptedRange[],
): { weight: number; rank: number } {
  const wanted = readContentType(type);
  let best = { weight: 0, rank: 0 };
  for (const range of ranges) {
    const rank = closeness(range, wanted);
    if (rank > best.rank) best = { weight: range.weight, rank };
  }
  // A contract that declares a range answers whatever of it is wanted.
  if (best.rank > 0 || !isRange(wanted.essence)) return best;
  const inRange = ranges.filter((range) => isWithin(range.type, wanted.essence));
  return { weight: Math.max(0, ...inRange.map((range) => range.weight)), rank: 0 };
}

/**
 * How closely a range describes a type; 0 where it does not. A type that leaves a parameter out is
 * taken for what is asked, where nothing closer is: contracts seldom say them.
 */
function closeness({ type, parameters }: AcceptedRange, wanted: ContentType): number {
  if (type !== wanted.essence) {
    if (!isRange(type) || !isWithin(wanted.essence, type)) return 0;
    return type === "*/*" ? 2 : 3;
  }
  let isUnsaid = false;
  for (const [name, value] of parameters) {
    const actual = wanted.parameters.get(name);
    if (actual === undefined) isUnsaid = true;
    else if (actual.toLowerCase() !== value.toLowerCase()) return 0;
  }
  return isUnsaid ? 1 : 4 + parameters.size;
}
