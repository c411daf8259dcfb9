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
   * @param key of `idempotencyKeyOf`; undefined does the work
   * @param asked what was asked for, as JSON values
   * @throws {Refusal} 422 `IDEMPOTENCY_KEY_REUSED` when the same key asked for something else
   */
  once(key: string | undefined, asked: unknown, work: () => Promise<T>): Promise<T>;
}

/** contracts/shared/common.yaml, of the parameter `Idempotency-Key`. */
const MAX_KEY_LENGTH = 255;

/**
 * The key of a request, undefined where it has none. It is its owner's: nobody gets what another one
 * made.
 *
 * @param owner a user's id; undefined for the services, which are one
 * @throws {Refusal} 400 `IDEMPOTENCY_KEY_INVALID` for a key that is empty, or too long
 */
export function idempotencyKeyOf(headers: Headers, owner: string | undefined): string | undefined {
  const key = headers.get("Idempotency-Key");
  if (key === null) return undefined;
  if (key === "" || key.length > MAX_KEY_LENGTH) {
    const message = `An idempotency key has from 1 to ${MAX_KEY_LENGTH} characters`;
    throw new Refusal(400, "IDEMPOTENCY_KEY_INVALID", message);
  }
  return JSON.stringify([owner, key]);
}

/** @param options.capacity how many keys are kept, the oldest going first; default 10,000 */
export function createIdempotency<T>({
  capacity = 10_000,
}: {
  capacity?: number | undefined;
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
