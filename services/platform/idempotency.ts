/**
 * Work that is done once, however often it is asked for with the same key: the header
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
 */
import { Refusal } from "./refusal.ts";

export interface Idempotency<T> {
  /**
   * What the work gave when the key was first seen. Who asks while it is being done waits for it.
   * Work that was refused is not kept: the same key may try again.
   *
   * @param key unique to the caller; undefined does the work
   * @param asked what was asked for, as JSON values
   * @throws {Refusal} 422 `IDEMPOTENCY_KEY_REUSED` when the same key asked for something else
   */
  once(key: string | undefined, asked: unknown, work: () => Promise<T>): Promise<T>;
}

/** @param options.capacity how many keys are kept, the oldest going first; default 10,000 */
export function createIdempotency<T>({
  capacity = 10_000,
}: {
  capacity?: number;
} = {}): Idempotency<T> {
  const kept = new Map<string, { asked: string; outcome: Promise<T> }>();
  return {
    async once(key, asked, work) {
      if (key === undefined) return await work();
      const text = JSON.stringify(asked);
      const known = kept.get(key);
      if (known !== undefined) {
        if (known.asked === text) return await known.outcome;
        throw new Refusal(
          422,
          "IDEMPOTENCY_KEY_REUSED",
          "The idempotency key was used for another request",
        );
      }
      const outcome = work();
      kept.set(key, { asked: text, outcome });
      // A map keeps the order in which keys came.
      if (kept.size > capacity) kept.delete(kept.keys().next().value!);
      try {
        return await outcome;
      } catch (error) {
        if (kept.get(key)?.outcome === outcome) kept.delete(key);
        throw error;
      }
    },
  };
}
