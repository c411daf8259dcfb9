/** Time, as the client needs it. Tests pass their own. */
import { setTimeout as pause } from "node:timers/promises";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  pause(ms: number, stop?: AbortSignal): Promise<void>;
  /** Aborts `ms` milliseconds from now. */
  deadline(ms: number): AbortSignal;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  async pause(ms, stop) {
    await pause(ms, undefined, stop && { signal: stop });
  },
  deadline: (ms) => AbortSignal.timeout(ms),
};
