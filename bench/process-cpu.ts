/**
 * Other processes and what they cost: started, awaited, measured in CPU time, which noise on the
 * machine disturbs less than wall-clock time. Linux only.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

/** Of /proc/PID/stat: USER_HZ, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

export interface Started {
  child: ChildProcess;
  url: string;
  stop(): Promise<void>;
}

/** Resolves when the process has printed a line with `listening` and a URL. */
export async function start(args: readonly string[], input?: string): Promise<Started> {
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(input ?? "");
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${args.join(" ")} ended with ${code}`)));
    lines.on("line", (line) => {
      const found = /listening.*(http:\S+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      child.removeAllListeners("exit");
      child.once("exit", () => resolve());
      child.kill("SIGTERM");
    });
  return { child, url, stop };
}

/** CPU seconds, user and system, that a living process has used. */
export function cpuSeconds({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field is the name, which may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
