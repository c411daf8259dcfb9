/**
 * When a request is sent again, and after how long.
 *
 * RFC 9110 §9.2.2 (idempotent methods), §10.2.3 (Retry-After).
 */

/** The broker, or what stands before it, is not there for a moment. */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Whoever wants longer does not want to be waited for. */
export const LONGEST_PAUSE_MS = 120_000;

const FIRST_PAUSE_MS = 500;

export interface Attempt {
  /** Of those that were made; the first is 0. */
  index: number;
  status: number;
  retryAfter: string | null;
  nowMs: number;
}

/**
 * Milliseconds until the next attempt: as Retry-After says, else 500 and twice as long each time.
 *
 * @returns undefined where another attempt is no use
 */
export function pauseBefore(attempt: Attempt): number | undefined {
  const { index, status, retryAfter, nowMs } = attempt;
  if (!PASSING.has(status)) return undefined;
  const asked = readRetryAfter(retryAfter, nowMs);
  const pause = asked ?? FIRST_PAUSE_MS * 2 ** index;
  return pause <= LONGEST_PAUSE_MS ? pause : undefined;
}

function readRetryAfter(text: string | null, nowMs: number): number | undefined {
  if (text === null) return undefined;
  if (/^\s*\d+\s*$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
