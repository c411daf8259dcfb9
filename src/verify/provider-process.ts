/**
 * A provider's process, with whatever it starts itself.
 *
 * It has a process group of its own, so that `npm start` and the server behind it end together.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { statSync } from "node:fs";
import process from "node:process";
import { stripVTControlCharacters } from "node:util";

export interface ProcessPlan {
  /** The program and its arguments; no shell reads them. */
  words: readonly string[];
  /** Absolute. */
  cwd: string;
  /** Beside this process's. */
  env: Readonly<Record<string, string>>;
  /** How long it may take to end once it is asked to. Default 5000. */
  graceMs?: number;
}

export interface ProviderProcess {
  /** Aborted once it has ended, or could not be started. */
  readonly ended: AbortSignal;
  /** Such as `ended with exit code 1; its last output: ...`; undefined while it runs. */
  howItEnded(): string | undefined;
  /** What it printed last, indented, or that it printed nothing. */
  lastOutput(): string;
  /** SIGTERM, then SIGKILL; resolves when nothing of it is left. */
  stop(): Promise<void>;
}

const IS_WINDOWS = process.platform === "win32";

/** @param stop ends the process when it is aborted; `stop()` still waits for that */
export function startProcess(plan: ProcessPlan, stop: AbortSignal): ProviderProcess {
  const { words, cwd, env, graceMs = 5000 } = plan;
  const ending = new AbortController();
  const ended = ending.signal;
  let how: string | undefined;
  let output = "";
  const lastOutput = (): string => shownOutput(output);
  const close = Promise.withResolvers<void>();
  if (!isFolder(cwd)) {
    how = `cannot be started: there is no folder ${cwd}`;
    ending.abort();
    return { ended, howItEnded: () => how, lastOutput, stop: async () => undefined };
  }
  const child = spawn(words[0]!, words.slice(1), {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // Elsewhere a group; on Windows it would be a window.
    detached: !IS_WINDOWS,
    windowsHide: true,
  });
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-KEPT_CHARACTERS);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const end = (reason: string): void => {
    how ??= reason;
    // What it printed last comes after its exit.
    child.once("close", () => ending.abort());
    setTimeout(() => ending.abort(), 200).unref();
  };
  child.on("error", (error: NodeJS.ErrnoException) => {
    how ??= `cannot be started: ${reasonOf(error, words[0]!)}`;
    ending.abort();
    if (child.pid === undefined) close.resolve();
  });
  child.on("exit", (code, signal) => {
    end(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`);
  });
  // Every process that shares its output has ended, or has let go of it.
  child.on("close", () => close.resolve());

  let isAsked = false;
  const terminate = (): void => {
    // Many take a second signal for impatience, and end at once.
    if (!isAsked) signalAll(child, "SIGTERM");
    isAsked = true;
  };
  const kill = (): void => signalAll(child, "SIGKILL");
  stop.addEventListener("abort", terminate, { once: true });
  // Whoever ends this process: a configuration may call process.exit.
  process.once("exit", kill);

  return {
    ended,
    howItEnded: () =>
      how === undefined || child.pid === undefined ? how : `${how}; ${lastOutput()}`,
    lastOutput,
    async stop() {
      stop.removeEventListener("abort", terminate);
      terminate();
      const isGone = await within(close.promise, graceMs);
      // Also what has let go of the output and went on.
      kill();
      process.off("exit", kill);
      if (!isGone) await within(close.promise, graceMs);
      child.stdout.destroy();
      child.stderr.destroy();
    },
  };
}

function signalAll(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (IS_WINDOWS) {
    // Windows has no signals, and no groups; this ends the tree below it.
    if (child.exitCode === null) spawn("taskkill", ["/pid", String(pid), "/T", "/F"]);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}

async function within(promise: Promise<void>, ms: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function reasonOf({ code, message }: NodeJS.ErrnoException, program: string): string {
  if (code === "ENOENT") return `there is no program ${program}`;
  if (code === "EACCES") return `${program} may not be run`;
  return message;
}

const KEPT_CHARACTERS = 8000;
const SHOWN_LINES = 10;
const SHOWN_COLUMNS = 200;

function shownOutput(output: string): string {
  const lines = stripVTControlCharacters(output)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(-SHOWN_LINES)
    .map((line) => `  ${line.slice(0, SHOWN_COLUMNS)}`);
  return lines.length === 0 ? "it printed nothing" : `its last output:\n${lines.join("\n")}`;
}
