/**
 * The laws that hold for every case of every target: it ends within a budget of CPU time, it
 * leaves the prototypes of the platform alone, and memory does not grow from case to case.
 */
import v8 from "node:v8";
import vm from "node:vm";

/** A broken law: one sentence that is the same for the same mistake, so that it is told once. */
export class BrokenLaw extends Error {
  override readonly name = "BrokenLaw";
}

/**
 * CPU seconds of one case, those of the collector and the compiler included. An ordinary case takes
 * some hundredths; what a limit of ours ends, such as that of `validate`, takes tenths.
 */
const MAX_CPU_SECONDS = 2;

/**
 * Characters that are worth a second more: documents may have 64 MiB, and a list of 150,000 schemas
 * or interactions, some 10 us each, fits into 450,000 characters.
 */
const CHARACTERS_PER_SECOND = 300_000;

/** What is live after a case, once everything else was collected. */
const MAX_LIVE_MIB = 400;

/** Collecting takes longer than most cases. */
const CASES_BETWEEN_COLLECTIONS = 100;

/** @param characters of the text that is read; Infinity where `work` looks after the budget itself */
export async function underLaws(
  work: () => void | Promise<void>,
  characters: number = 0,
): Promise<void> {
  await withinBudget(work, characters);
  expectUntouchedPrototypes();
  expectBoundedHeap();
}

/** For a part of a case that may meet limits of ours more than once. */
export async function withinBudget(
  work: () => void | Promise<void>,
  characters: number = 0,
): Promise<void> {
  const maxCpuSeconds = Math.round(MAX_CPU_SECONDS + characters / CHARACTERS_PER_SECOND);
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  if (seconds > maxCpuSeconds) {
    throw new BrokenLaw(`took more than ${maxCpuSeconds} s of CPU time`, {
      cause: `${seconds.toFixed(1)} s`,
    });
  }
}

/** For what has to be true of one case. */
export function law(holds: boolean, what: string, seen?: unknown): asserts holds {
  if (holds) return;
  throw new BrokenLaw(what, seen === undefined ? {} : { cause: seen });
}

const PROTOTYPES = [Object, Array, Function, String, Number, Map, Set, RegExp, Error].map(
  (owner): [string, object, string] => [owner.name, owner.prototype, keysOf(owner.prototype)],
);

function expectUntouchedPrototypes(): void {
  for (const [name, prototype, keys] of PROTOTYPES) {
    if (keysOf(prototype) === keys) continue;
    const added = keysOf(prototype);
    // Else every later case would be blamed.
    for (const key of Reflect.ownKeys(prototype)) {
      if (!keys.includes(String(key))) Reflect.deleteProperty(prototype, key);
    }
    throw new BrokenLaw(`${name}.prototype was changed`, { cause: added });
  }
}

function keysOf(value: object): string {
  return Reflect.ownKeys(value).map(String).join(" ");
}

let cases = 0;
let collect: (() => void) | undefined;

function expectBoundedHeap(): void {
  cases += 1;
  if (cases % CASES_BETWEEN_COLLECTIONS !== 0) return;
  collect ??= collector();
  collect();
  const mebibytes = process.memoryUsage().heapUsed / 1024 / 1024;
  law(mebibytes < MAX_LIVE_MIB, "memory grows from case to case", `${mebibytes.toFixed()} MiB`);
}

// Node offers it under a flag only, and what reads the flag is the next context.
function collector(): () => void {
  v8.setFlagsFromString("--expose-gc");
  return vm.runInNewContext("gc") as () => void;
}
