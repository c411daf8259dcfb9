/**
 * Cases of one target from a seed, and what they broke, made as small as it can be.
 */
import fc from "fast-check";
import { BrokenLaw } from "./laws.ts";
import type { Session } from "./target.ts";

export interface FuzzOptions {
  seed: number;
  cases: number;
  /** One case alone, as a failure names it. */
  path?: string;
  /** No further case is begun after it; milliseconds. */
  timeLimitMs?: number;
  /** Told before each case, with the path that leads to it, or to the one that it was shrunk from. */
  onCase?(path: string, show: () => string): void;
}

export interface Failure {
  seed: number;
  path: string;
  /** The same for the same mistake. */
  kind: string;
  /** What happened, with its stack where that tells something. */
  message: string;
  /** The smallest case that does it. */
  shown: string;
}

export interface FuzzReport {
  cases: number;
  failure: Failure | undefined;
}

/** Shrinking is worth this much and no more: the way to the smallest case leads through slow ones. */
const SHRINK_MS = 60_000;

/** Cases until the first that breaks a law, or to the end. */
export async function fuzz(session: Session, options: FuzzOptions): Promise<FuzzReport> {
  const { seed, path, timeLimitMs = Number.POSITIVE_INFINITY, onCase } = options;
  const { property } = session;
  let end = performance.now() + timeLimitMs;
  let cases = 0;
  let isShrinking = false;
  const watched: typeof property = {
    isAsync: () => true,
    generate: (random, runId) => property.generate(random, runId),
    shrink: (value) => property.shrink(value),
    runBeforeEach: () => property.runBeforeEach(),
    runAfterEach: () => property.runAfterEach(),
    run: async (value) => {
      const isReplayed = path !== undefined && cases > 0;
      if (isReplayed || performance.now() > end) return new fc.PreconditionFailure(true);
      if (!isShrinking) cases += 1;
      onCase?.(path ?? String(cases - 1), () => session.show(value[0]));
      const result = await property.run(value);
      if (result !== null && !isShrinking) {
        isShrinking = true;
        end = performance.now() + SHRINK_MS;
      }
      return result;
    },
  };
  const details = await fc.check(watched as fc.IAsyncProperty<[unknown]>, {
    seed,
    numRuns: options.cases,
    ...(path !== undefined && { path, endOnFailure: true }),
  });
  if (details.counterexample === null) return { cases, failure: undefined };
  const failure = {
    seed,
    path: details.counterexamplePath ?? "",
    kind: kindOf(details.errorInstance),
    message: messageOf(details.errorInstance),
    shown: session.show(details.counterexample[0]),
  };
  return { cases, failure };
}

// By the place in our own code: the message of a TypeError may quote the document.
function kindOf(error: unknown): string {
  if (error instanceof BrokenLaw) return error.message;
  const { name = "", message = String(error), stack = "" } = error as Partial<Error>;
  const place = /\/src\/([\w./-]+\.ts:\d+)/.exec(stack)?.[1];
  return place === undefined ? message.split("\n", 1)[0]!.slice(0, 80) : `${name} at src/${place}`;
}

function messageOf(error: unknown): string {
  if (!(error instanceof BrokenLaw)) return (error as Partial<Error>).stack ?? String(error);
  const seen = error.cause === undefined ? "" : `: ${fc.stringify(error.cause).slice(0, 1000)}`;
  return `${error.message}${seen}`;
}
