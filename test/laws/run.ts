/**
 * Many random pairs, each held to the laws, and what came of them.
 */
import { compareSchemas } from "../../src/schema/compare/compare.ts";
import { schemaOf } from "../schema/schema-of.ts";
import type { StandIn } from "./bare.ts";
import { barePair, isBreak, judgePair, type PairRun } from "./judge-pair.ts";
import { type Pair, pairAt } from "./pairs.ts";
import { shrunk } from "./shrink.ts";

export interface Broken {
  law: string;
  index: number;
  pair: Pair;
  value: unknown;
}

export interface LawRun {
  pairs: number;
  verdicts: Map<string, number>;
  /** By reason: how many are unknown for it, and the first pair that is. */
  unknown: Map<string, { count: number; index: number }>;
  broken: Broken[];
  expected: number;
  met: number;
  /** By edit and verdict: expectations that are not met, and the first pair of each. */
  unmet: Map<string, { count: number; index: number }>;
  /** Why Ajv did not judge. */
  notJudged: Map<string, number>;
  /** CPU of all comparisons. */
  microseconds: number;
  slowest: { index: number; microseconds: number }[];
}

export interface LawOptions {
  pairs: number;
  seed: number;
  /** The first pair's number; default 0. */
  first?: number;
  /** Values tried for a pair that is called compatible; default 60. */
  values?: number;
  /** Who judges where Ajv is known to be wrong; by default nobody does. */
  standIn?: StandIn;
  onBroken?: (broken: Broken) => void;
  /** Told of how many pairs were judged, after every 10,000. */
  onProgress?: (pairs: number) => void;
}

export function runLaws(options: LawOptions): LawRun {
  const { pairs, seed, first = 0, onBroken, onProgress, standIn } = options;
  const judging = { count: options.values ?? 60, ...(standIn && { standIn }) };
  const all: LawRun = {
    pairs,
    verdicts: new Map(),
    unknown: new Map(),
    broken: [],
    expected: 0,
    met: 0,
    unmet: new Map(),
    notJudged: new Map(),
    microseconds: 0,
    slowest: [],
  };
  for (let index = first; index < first + pairs; index += 1) {
    const pair = pairAt(seed, index);
    const run = judgePair(pair, { ...judging, seed: index });
    record(all, index, pair, run);
    const done = index - first + 1;
    if (done % 10_000 === 0) onProgress?.(done);
    if (run.broken === "") continue;
    const broken = { law: run.broken, index, ...smallest(pair, run, standIn) };
    all.broken.push(broken);
    onBroken?.(broken);
  }
  return all;
}

function record(all: LawRun, index: number, pair: Pair, run: PairRun): void {
  all.microseconds += run.microseconds;
  all.verdicts.set(run.verdict, (all.verdicts.get(run.verdict) ?? 0) + 1);
  if (run.verdict === "unknown") note(all.unknown, run.reason, index);
  if (run.notJudged !== "") {
    all.notJudged.set(run.notJudged, (all.notJudged.get(run.notJudged) ?? 0) + 1);
  }
  all.slowest.push({ index, microseconds: run.microseconds });
  all.slowest.sort((a, b) => b.microseconds - a.microseconds);
  all.slowest.length = Math.min(all.slowest.length, 5);
  const { expected } = pair;
  // Of an edit that breaks, only a value says that the sender gets there.
  const isExpected =
    run.notJudged === "" && (expected === "compatible" || (expected !== undefined && run.hasBreak));
  if (!isExpected) return;
  all.expected += 1;
  if (run.verdict === expected) all.met += 1;
  else note(all.unmet, `${expected}, ${pair.edit}: ${run.verdict} ${run.reason}`, index);
}

function note(map: LawRun["unknown"], reason: string, index: number): void {
  const known = map.get(reason);
  if (known === undefined) map.set(reason, { count: 1, index });
  else known.count += 1;
}

/** A smaller pair that breaks the same law, and the value that shows it. */
function smallest(
  pair: Pair,
  { broken, value }: PairRun,
  standIn: StandIn | undefined,
): { pair: Pair; value: unknown } {
  const isLaw1 = broken.startsWith("law 1");
  const again = (smaller: Pick<Pair, "sender" | "receiver">): PairRun =>
    judgePair(
      { ...pair, ...smaller, expected: undefined },
      { seed: 0, count: 0, ...(standIn && { standIn }) },
    );
  const made = shrunk(pair, (smaller) => {
    const run = again(smaller);
    if (!isLaw1) return run.broken === broken;
    if (run.verdict !== "compatible") return false;
    return isBreak(barePair(smaller.sender, smaller.receiver, standIn), value);
  });
  return { pair: { ...pair, ...made }, value: isLaw1 ? value : again(made).value };
}

/** The pair of that number, made smaller as long as its verdict is unknown for the same reason. */
export function smallestUnknown(seed: number, index: number): Pair {
  const pair = pairAt(seed, index);
  const compare = (each: Pick<Pair, "sender" | "receiver">) =>
    compareSchemas(schemaOf(each.sender), schemaOf(each.receiver));
  const whole = compare(pair);
  if (whole.kind !== "unknown") return pair;
  const made = shrunk(pair, (smaller) => {
    const verdict = compare(smaller);
    return verdict.kind === "unknown" && verdict.reason === whole.reason;
  });
  return { ...pair, ...made };
}
