/**
 * `node test/fuzz/run.ts [--minutes N] [--seed N] [TARGET...]`: every target for N minutes, default
 * 1, each in a process of its own, from a seed that it tells. What broke a law is told once, with
 * the smallest case that does it.
 *
 * `node test/fuzz/run.ts TARGET --seed N --path P` does one case again, as a failure names it.
 * Exit code 1 where a law was broken, a process died or a case did not end.
 */
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { type Failure, fuzz } from "./fuzz.ts";
import { targets } from "./targets.ts";

/** A case that takes longer is a hang: the budget of CPU time catches what is only slow. */
const MAX_CASE_MS = 30_000;

/** The heap that a target may use at any time. */
const MAX_HEAP_MIB = 1536;

const MAX_FAILURES = 20;

/** The same law may be broken for several reasons; more often than this it is not told. */
const MAX_OF_A_KIND = 3;

/** Cases of one seed; then comes the next, so that a case is found again without long counting. */
const CASES_PER_SEED = 2000;

/** Characters of a line, and lines, that a person reads. */
const MAX_LINE = 400;
const MAX_LINES = 80;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string" },
    path: { type: "string" },
    worker: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed ?? randomInt(2 ** 31));
const wanted = targets.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => !targets.some((target) => target.name === name));
if (unknown.length > 0 || wanted.length === 0) {
  const choice = targets.map(({ name }) => name).join(", ");
  process.stderr.write(`there is no target ${unknown.join(", ")}; choose ${choice}\n`);
  process.exitCode = 2;
} else if (values.worker) {
  await work(wanted[0]!.name);
} else {
  let failed = 0;
  for (const { name } of wanted) failed += await supervise(name);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** What a worker says, a line each, on its fourth file descriptor. */
type Word =
  | { word: "case"; seed: number; path: string }
  | { word: "failure"; failure: Failure }
  | { word: "done"; cases: number; peakMib: number };

async function work(name: string): Promise<void> {
  const session = await targets.find((target) => target.name === name)!.start();
  const end = performance.now() + Number(values.minutes) * 60_000;
  const kinds = new Map<string, number>();
  let cases = 0;
  for (let round = seed; performance.now() < end && kinds.size < MAX_FAILURES; round += 1) {
    const report = await fuzz(session, {
      seed: round,
      cases: CASES_PER_SEED,
      timeLimitMs: end - performance.now(),
      ...(values.path !== undefined && { path: values.path }),
      onCase: (path, show) => {
        // Of a case that does not end there is nothing to show afterwards.
        if (values.path !== undefined) process.stdout.write(`${show()}\n`);
        say({ word: "case", seed: round, path });
      },
    });
    cases += report.cases;
    const count = kinds.get(report.failure?.kind ?? "") ?? 0;
    if (report.failure !== undefined && count < MAX_OF_A_KIND) {
      kinds.set(report.failure.kind, count + 1);
      const shown = shortened(report.failure.shown);
      say({ word: "failure", failure: { ...report.failure, shown } });
    }
    if (values.path !== undefined) break;
  }
  await session.close();
  say({ word: "done", cases, peakMib: process.resourceUsage().maxRSS / 1024 });
}

// Synchronously, so that the last word before a hang or a crash is out.
function say(word: Word): void {
  // Readers of lines end them at some letters beyond ASCII, too.
  const ascii = JSON.stringify(word).replace(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  let rest = Buffer.from(`${ascii}\n`);
  while (rest.length > 0) rest = rest.subarray(writeSync(3, rest));
}

/** How many mistakes were found. */
async function supervise(name: string): Promise<number> {
  process.stdout.write(`${name}: seed ${seed}, ${values.minutes} min\n`);
  const child = spawn(
    process.execPath,
    [
      "--conditions=source",
      `--max-old-space-size=${MAX_HEAP_MIB}`,
      import.meta.filename,
      "--worker",
      name,
      ...["--seed", String(seed), "--minutes", values.minutes],
      ...(values.path === undefined ? [] : ["--path", values.path]),
    ],
    { stdio: ["ignore", "inherit", "inherit", "pipe"] },
  );
  let failed = 0;
  let last = "before the first case";
  let isDone = false;
  let watchdog: NodeJS.Timeout | undefined;
  for await (const line of createInterface({ input: child.stdio[3] as Readable })) {
    clearTimeout(watchdog);
    const word = JSON.parse(line) as Word;
    if (word.word === "failure") {
      failed += 1;
      process.stdout.write(rendered(name, word.failure));
    } else if (word.word === "case") {
      last = againBy(name, word);
      watchdog = setTimeout(() => child.kill("SIGKILL"), MAX_CASE_MS);
    } else {
      isDone = true;
      const peak = word.peakMib.toFixed();
      process.stdout.write(`${name}: ${word.cases} cases, ${failed} failures, ${peak} MiB\n`);
    }
  }
  clearTimeout(watchdog);
  if (isDone) return failed;
  process.stdout.write(
    `${name}: the process died, or was ended after ${MAX_CASE_MS} ms: ${last}\n`,
  );
  return failed + 1;
}

function rendered(name: string, failure: Failure): string {
  const { kind, message, shown } = failure;
  return `\nFAILED ${name}: ${kind}\n${shortened(message)}\n${shown}\nagain by: ${againBy(name, failure)}\n\n`;
}

function shortened(text: string): string {
  const lines = text.split("\n");
  const kept = lines
    .slice(0, MAX_LINES)
    .map((line) =>
      line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}… (${line.length} characters)` : line,
    );
  if (lines.length > MAX_LINES) kept.push(`… (${lines.length} lines)`);
  return kept.join("\n");
}

function againBy(name: string, { seed, path }: { seed: number; path: string }): string {
  return `node test/fuzz/run.ts ${name} --seed ${seed} --path ${path}`;
}
