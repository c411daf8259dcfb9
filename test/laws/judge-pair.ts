/**
 * One pair compared, and the verdict held to both laws by Ajv alone:
 *
 * 1. of a pair that is called compatible, no value of the sender's closed view is refused;
 * 2. a witness is a value of the sender's closed view that the receiver refuses.
 */
import { createComparison, type SchemaVerdict } from "../../src/schema/compare/compare.ts";
import { seeded } from "../../src/schema/sample/random.ts";
import { type Node, NotJudged } from "../exchanges/documents.ts";
import { schemaOf } from "../schema/schema-of.ts";
import { bareSchema, type StandIn } from "./bare.ts";
import { candidates } from "./candidates.ts";
import type { RandomSchema } from "./generate.ts";
import type { Pair } from "./pairs.ts";
import { type BareJudge, isInView } from "./view.ts";

export interface PairRun {
  verdict: SchemaVerdict["kind"] | "threw";
  /** Of an unknown verdict, or what was thrown. */
  reason: string;
  witness?: unknown;
  /** A law that is broken, or "" where none is seen to be. */
  broken: string;
  /** What shows it. */
  value?: unknown;
  /** Whether a value was found that the sender may send and the receiver refuses. */
  hasBreak: boolean;
  /** Why Ajv could not judge; "" where it did. */
  notJudged: string;
  /** CPU of the comparison. */
  microseconds: number;
}

export interface Bare {
  judge: BareJudge;
  sender: Node;
  receiverJudge: BareJudge;
  receiver: Node;
}

export interface JudgeOptions {
  /** How many values are tried where the verdict says that none is refused. */
  count: number;
  seed: number;
  /** Who judges where Ajv is known to be wrong; by default nobody does. */
  standIn?: StandIn;
}

/** Compares and judges a random pair. */
export function judgePair(pair: Pair, options: JudgeOptions): PairRun {
  const { sender, receiver } = pair;
  const [ours, theirs] = [schemaOf(sender), schemaOf(receiver)];
  const run = compared(() => createComparison().compare(ours, theirs));
  try {
    const bare = barePair(sender, receiver, options.standIn);
    const search = () =>
      findBreak(
        bare,
        candidates([ours, theirs], [sender, receiver], {
          ...options,
          random: seeded(options.seed),
        }),
      );
    holdToLaws(run, bare, search, pair.expected === "incompatible");
  } catch (error) {
    if (!(error instanceof NotJudged)) throw error;
    run.notJudged = error.message;
  }
  return run;
}

export function barePair(sender: RandomSchema, receiver: RandomSchema, standIn?: StandIn): Bare {
  const [judge, receiverJudge] = [bareSchema(sender, standIn), bareSchema(receiver, standIn)];
  return { judge, sender: judge.root, receiverJudge, receiver: receiverJudge.root };
}

/** The verdict and what it cost. */
export function compared(compare: () => SchemaVerdict): PairRun {
  const run: PairRun = {
    verdict: "threw",
    reason: "",
    broken: "",
    hasBreak: false,
    notJudged: "",
    microseconds: 0,
  };
  const start = process.cpuUsage();
  try {
    const verdict = compare();
    run.verdict = verdict.kind;
    if (verdict.kind === "unknown") run.reason = verdict.reason;
    if (verdict.kind === "incompatible") run.witness = verdict.witness;
  } catch (error) {
    run.reason = String((error as Error).stack)
      .split("\n")
      .slice(0, 3)
      .join(" ");
    run.broken = "a comparison ends with a verdict";
  }
  const { user, system } = process.cpuUsage(start);
  run.microseconds = user + system;
  return run;
}

/** Fills in what is broken, if anything is. @throws {NotJudged} */
export function holdToLaws(
  run: PairRun,
  bare: Bare,
  search: () => { value: unknown } | undefined,
  isSearched: boolean,
): void {
  if (run.verdict === "incompatible") {
    run.broken = faultOf(bare, run.witness);
    run.value = run.witness;
    run.hasBreak = run.broken === "";
  }
  if (run.verdict === "compatible" || (run.verdict === "unknown" && isSearched)) {
    const found = search();
    if (found === undefined) return;
    run.hasBreak = true;
    if (run.verdict === "unknown") return;
    run.broken = "law 1: what is called compatible breaks";
    run.value = found.value;
  }
}

/** What is wrong with a witness; "" where nothing is. */
export function faultOf(
  { judge, sender, receiverJudge, receiver }: Bare,
  witness: unknown,
): string {
  const value = copied(witness);
  if (receiverJudge.accepts(receiver, value)) return "law 2: the receiver accepts the witness";
  if (!judge.accepts(sender, value)) return "law 2: the sender's schema refuses the witness";
  const isSent = isInView(judge, sender, value);
  if (isSent === "unclear") throw new NotJudged("it is unclear whether contains declares");
  return isSent ? "" : "law 2: the witness has what the sender does not declare";
}

/** The first of `values` that the sender may send and the receiver refuses. */
export function findBreak(bare: Bare, values: Iterable<unknown>): { value: unknown } | undefined {
  for (const each of values) {
    const value = copied(each);
    try {
      if (isBreak(bare, value)) return { value };
    } catch (error) {
      if (!(error instanceof NotJudged)) throw error;
    }
  }
  return undefined;
}

/** Whether the sender may send `value` and the receiver refuses it. */
export function isBreak({ judge, sender, receiverJudge, receiver }: Bare, value: unknown): boolean {
  return !receiverJudge.accepts(receiver, value) && isInView(judge, sender, value) === true;
}

// As it goes over the wire: Ajv takes objects with and without a prototype for different ones.
function copied(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
