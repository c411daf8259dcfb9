/**
 * Which of the declared media types a client gets.
 *
 * RFC 9110 §12.5.1: the most specific range decides the weight; weight 0 means not acceptable.
 */
import type { MediaType } from "../contract/contract.ts";
import { essence, isJson, isRange, isWithin, usualType } from "../contract/media-type.ts";
import { readAccept, welcomeOf } from "../http/accept.ts";

/**
 * The acceptable entry of the highest weight; among equals JSON first, then the one that is asked for
 * most closely, then document order.
 *
 * @param content not modified after the first call
 * @param accept the field value; undefined accepts everything, and so does one without a range
 * @param example the name of the example that the client wants: entries that have it go first
 * @returns undefined when none is acceptable
 */
export function negotiate(
  content: readonly MediaType[],
  accept: string | undefined,
  example?: string,
): MediaType | undefined {
  const ordered = byWeight(content, accept);
  const wanted =
    example === undefined
      ? undefined
      : ordered.find(({ examples }) => examples.some(({ name }) => name === example));
  return wanted ?? ordered[0];
}

/** Clients choose the field: more of its values are not remembered for one list. */
const MAX_KNOWN = 50;
const MAX_KNOWN_LENGTH = 200;

const known = new WeakMap<readonly MediaType[], Map<string, readonly MediaType[]>>();

function byWeight(content: readonly MediaType[], accept: string | undefined): readonly MediaType[] {
  const key = accept ?? "";
  let orders = known.get(content);
  if (orders === undefined) {
    orders = new Map();
    known.set(content, orders);
  }
  let order = orders.get(key);
  if (order === undefined) {
    order = sorted(content, key);
    if (orders.size >= MAX_KNOWN) orders.clear();
    if (key.length <= MAX_KNOWN_LENGTH) orders.set(key, order);
  }
  return order;
}

function sorted(content: readonly MediaType[], accept: string): MediaType[] {
  const ranges = readAccept(accept);
  const everything = { weight: 1, rank: 0 };
  return content
    .map((entry) => ({
      entry,
      ...(ranges.length === 0 ? everything : welcomeOf(entry.type, ranges)),
    }))
    .filter(({ weight }) => weight > 0)
    .sort(
      (a, b) =>
        b.weight - a.weight ||
        Number(isJson(b.entry.type)) - Number(isJson(a.entry.type)) ||
        b.rank - a.rank,
    )
    .map(({ entry }) => entry);
}

/** What an answer says its type is: of a range, the type that `accept` names, else a usual one. */
export function concreteType(type: string, accept: string | undefined): string {
  const range = essence(type);
  if (!isRange(range)) return type;
  const wanted = readAccept(accept ?? "").find(
    (accepted) => accepted.weight > 0 && !isRange(accepted.type) && isWithin(accepted.type, range),
  );
  return wanted?.type ?? usualType(range);
}
