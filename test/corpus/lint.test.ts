/**
 * `concordat lint` on documents that people published: ../shared/corpus, which is not part of the
 * repository.
 *
 * lint-expected.tsv says for each what is right, judged by reading it and the specification:
 * `valid`, `invalid` or `refused` (no contract that concordat reads), the codes and how often.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/findings/finding.ts";
import { type CliOutcome, runCli } from "../run-cli.ts";

const repository = path.resolve(import.meta.dirname, "../..");
const corpus = path.resolve(repository, "../shared/corpus");
const manifest = path.join(corpus, "MANIFEST.tsv");
const KINDS = ["openapi", "pairs", "asyncapi", "bad"];

/** The largest: each runs in a process of its own, whose costs are measured. */
const LARGE = ["openapi/rebilly.yaml", "openapi/box.json", "openapi/twilio-api-2010.yaml"];
const MAX_CPU_SECONDS = 10;
const MAX_RESIDENT_MIB = 1024;

interface Row {
  file: string;
  /** The folder passed as `--root`; `-` for none. */
  root: string;
  outcome: string;
  codes: string;
}

const rows = readTable(path.join(import.meta.dirname, "lint-expected.tsv")).map(
  ([file, root, outcome, codes]): Row => ({
    file: file!,
    root: root!,
    outcome: outcome!,
    codes: codes!,
  }),
);

describe.skipIf(!existsSync(manifest))("the corpus (skipped where ../shared is absent)", () => {
  test("the table has each document of the manifest, and no other", () => {
    const listed = readTable(manifest).filter((row) => KINDS.includes(row[7]!));
    expect(rows.map(({ file }) => file)).toEqual(listed.map(([file]) => file));
  });

  test.each(rows.filter(({ file }) => !LARGE.includes(file)))("$file", async (row) => {
    expectOutcome(await runCli(argumentsFor(row), { cwd: corpus }), row);
  });

  test.each(rows.filter(({ file }) => LARGE.includes(file)))("$file, measured", async (row) => {
    const { cpuSeconds, residentMib, ...outcome } = await runMeasured(argumentsFor(row));
    expectOutcome(outcome, row);
    expect(cpuSeconds).toBeLessThan(MAX_CPU_SECONDS);
    expect(residentMib).toBeLessThan(MAX_RESIDENT_MIB);
  });
});

function readTable(file: string): string[][] {
  const [, ...lines] = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => line.split("\t"));
}

function argumentsFor({ file, root }: Row): string[] {
  return ["lint", file, "--format", "json", ...(root === "-" ? [] : ["--root", root])];
}

function expectOutcome({ code, stdout, stderr }: CliOutcome, row: Row): void {
  expect(stderr).toBe("");
  const { valid, problems } = JSON.parse(stdout) as { valid: boolean; problems: Finding[] };
  expect({ outcome: outcomeOf(valid, problems), codes: countCodes(problems), code }).toEqual({
    outcome: row.outcome,
    codes: row.codes,
    code: row.outcome === "valid" ? 0 : 1,
  });
}

const REFUSALS = /^(source\.(?!duplicate-key)|contract\.(swagger-2|asyncapi-2|unknown-format)$)/;

function outcomeOf(valid: boolean, problems: readonly Finding[]): string {
  if (valid) return "valid";
  return problems.every(({ code }) => REFUSALS.test(code)) ? "refused" : "invalid";
}

function countCodes(problems: readonly Finding[]): string {
  const codes = problems.map(({ code }) => code).sort();
  const counts = [...new Set(codes)].map(
    (code) => `${code}=${codes.filter((other) => other === code).length}`,
  );
  return counts.join(" ") || "-";
}

/** Says at its end, as the last line of stderr, what the process has used. */
const meter = `data:text/javascript,${encodeURIComponent(`
  process.on("exit", () => process.stderr.write(JSON.stringify(process.resourceUsage())));
`)}`;

function runMeasured(
  argv: readonly string[],
): Promise<CliOutcome & { cpuSeconds: number; residentMib: number }> {
  const bin = path.join(repository, "bin/concordat.js");
  const child = spawn(process.execPath, ["--conditions=source", "--import", meter, bin, ...argv], {
    cwd: corpus,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const start = stderr.lastIndexOf('{"');
      const usage = JSON.parse(stderr.slice(start)) as NodeJS.ResourceUsage;
      resolve({
        code: code as CliOutcome["code"],
        stdout,
        stderr: stderr.slice(0, start),
        cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
        residentMib: usage.maxRSS / 1024,
      });
    });
  });
}
