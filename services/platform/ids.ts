/**
 * Names for new things: the only chance that a service takes.
 */
import { randomUUID } from "node:crypto";

export interface Ids {
  /** A new name that begins with `prefix`, such as `o-1` for the prefix `o`. */
  next(prefix: string): string;
  /** A UUID, as the contracts ask of `X-Request-ID` and `X-Correlation-ID`. */
  uuid(): string;
}

/** Names that nobody can guess. */
export const randomIds: Ids = {
  next: (prefix) => `${prefix}-${randomUUID()}`,
  uuid: () => randomUUID(),
};

/**
 * Names that are counted, so that a test knows them: `o-101`, `o-102`.
 *
 * @param after the last number that counts as taken; default 100, which lies beyond all seeds
 */
export function countedIds(after = 100): Ids {
  const counts = new Map<string, number>();
  const count = (prefix: string): number => {
    const next = (counts.get(prefix) ?? after) + 1;
    counts.set(prefix, next);
    return next;
  };
  return {
    next: (prefix) => `${prefix}-${count(prefix)}`,
    uuid: () => `00000000-0000-4000-8000-${count("uuid").toString(16).padStart(12, "0")}`,
  };
}
