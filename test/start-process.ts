/**
 * The bin as a process of its own, its output collected.
 */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

export const root: string = path.resolve(import.meta.dirname, "..");
export const bin: string = path.join(root, "bin/concordat.js");

export interface Running {
  child: ChildProcess;
  /** All that was printed, once it has ended, with every process that shares its output. */
  ended: Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>;
  /** The URL that it says it listens on. */
  listening: Promise<string>;
  /** Resolves when `text` is on stderr. */
  told: (text: string) => Promise<void>;
}

/** How the bin runs: it starts a Node with the `source` condition, or has it already. */
export const WAYS: { way: string; flags: string[] }[] = [
  { way: "through a child", flags: [] },
  { way: "by itself", flags: ["--conditions=source"] },
];

const running = new Set<ChildProcess>();

/** Ends what a test leaves behind when it fails; a process of the bin may have started another. */
export function endAll(): void {
  for (const { pid } of running) process.kill(-pid!, "SIGKILL");
  running.clear();
}

/** @param options.node default: this one */
export function start(
  argv: readonly string[],
  options: { node?: string; cwd?: string } = {},
): Running {
  const { NO_COLOR: _, ...env } = process.env;
  const child = spawn(options.node ?? process.execPath, argv, {
    cwd: options.cwd ?? root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that all of it can be ended.
    detached: true,
  });
  running.add(child);
  let stdout = "";
  let stderr = "";
  const listening = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
      const url = /listening on (\S+)\n/.exec(stdout)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.on("close", () => reject(new Error(`it ended without listening: ${stderr}`)));
  });
  // Most commands never listen, and nobody waits for it.
  listening.catch(() => undefined);
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const told = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (stderr.includes(text)) resolve();
      };
      look();
      child.stderr.on("data", look);
      child.on("close", () => reject(new Error(`it ended without saying ${text}: ${stderr}`)));
    });
  const ended = new Promise<Awaited<Running["ended"]>>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve({ code, signal, stdout, stderr });
    });
  });
  return { child, ended, listening, told };
}
