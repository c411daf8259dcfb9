/**
 * How much work one validation may take. Alternatives inside alternatives can take exponential
 * time, so it ends somewhere; a large value is worth more of it than a small one.
 */
import type { Run } from "./evaluate.ts";

/** Schemas applied, whatever the value: some tenths of a second. */
export const USUAL_STEPS = 4_000_000;

/** Schemas applied for each value inside: real documents take a hundred at most. */
const STEPS_PER_VALUE = 1000;

/** The most for any value: a second or two. */
const MOST_STEPS = 50_000_000;

/** Whether the run may go on beyond `run.maxSteps`, which then is larger. */
export function extend(run: Run): boolean {
  const due = STEPS_PER_VALUE * countValues(run.whole, MOST_STEPS / STEPS_PER_VALUE);
  if (due <= run.maxSteps) return false;
  run.maxSteps = due;
  return true;
}

// A value may contain itself; counting ends at the most that matters.
function countValues(whole: unknown, most: number): number {
  const waiting = [whole];
  let count = 0;
  while (waiting.length > 0 && count < most) {
    const value = waiting.pop();
    count += 1;
    if (typeof value !== "object" || value === null) continue;
    for (const inner of Object.values(value)) {
      if (waiting.length + count >= most) return most;
      waiting.push(inner);
    }
  }
  return count;
}
