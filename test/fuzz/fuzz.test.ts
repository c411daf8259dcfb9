/**
 * Every fuzzing target, briefly and always the same cases; `node test/fuzz/run.ts` goes on for
 * minutes with others.
 */
import { expect, test } from "vitest";
import { fuzz } from "./fuzz.ts";
import { targets } from "./targets.ts";

const SEED = 1;

test.each(targets.map((target) => [target.name, target] as const))(
  "%s",
  async (_, target) => {
    const session = await target.start();
    try {
      const { cases, failure } = await fuzz(session, { seed: SEED, cases: target.casesInCi });
      expect(failure).toBe(undefined);
      expect(cases).toBeGreaterThan(0);
    } finally {
      await session.close();
    }
  },
  60_000,
);
