/**
 * Stops whoever tries passwords one after the other.
 */
import type { Clock } from "../platform/clock.ts";
import { Refusal } from "../platform/refusal.ts";

const MAX_FAILURES = 5;
const WINDOW_MS = 15 * 60 * 1000;
/** So that names nobody has cannot fill the memory. */
const MAX_NAMES = 10_000;

export interface LoginAttempts {
  /** @throws {Refusal} 429 with `Retry-After` after five failures within a quarter of an hour */
  check(username: string): void;
  fail(username: string): void;
  succeed(username: string): void;
}

export function createLoginAttempts(clock: Clock): LoginAttempts {
  const failures = new Map<string, { count: number; since: number }>();
  const current = (username: string): { count: number; since: number } | undefined => {
    const known = failures.get(username);
    return known !== undefined && clock.now().getTime() - known.since < WINDOW_MS
      ? known
      : undefined;
  };
  return {
    check(username) {
      const known = current(username);
      if (known === undefined || known.count < MAX_FAILURES) return;
      const waitMs = known.since + WINDOW_MS - clock.now().getTime();
      const headers = { "Retry-After": String(Math.ceil(waitMs / 1000)) };
      const message = "Too many failed logins; try again later";
      throw new Refusal(429, "LOGIN_BLOCKED", message, undefined, headers);
    },
    fail(username) {
      const known = current(username) ?? { count: 0, since: clock.now().getTime() };
      failures.delete(username);
      failures.set(username, { ...known, count: known.count + 1 });
      if (failures.size > MAX_NAMES) failures.delete(failures.keys().next().value!);
    },
    succeed(username) {
      failures.delete(username);
    },
  };
}
