/**
 * How much memory this process holds.
 */
import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
// Code that is not run for a while is thrown away, and compiled again when it is: some megabytes that
// come and go, and would hide a leak.
setFlagsFromString("--no-flush-bytecode");
const collect = runInNewContext("gc") as () => void;

export interface Memory {
  /** Live objects, after everything else was collected. */
  heapBytes: number;
  /** Of the whole process, code and buffers included; the system gives pages back when it likes. */
  rssBytes: number;
}

/** What finalizers free is freed by a later turn, so the collector runs several times. */
export async function measureMemory(): Promise<Memory> {
  for (let round = 0; round < 5; round += 1) {
    collect();
    await pause(20);
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heapBytes: heapUsed, rssBytes: rss };
}
