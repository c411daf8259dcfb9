/**
 * `concordat diff` of two versions, as a whole process: CPU time, of the package as it is built.
 * Beside it Node that reads and parses the same two files.
 *
 * GitHub's Enterprise Server descriptions, 11 MB each, and where ../shared/corpus is there, two
 * versions of Box's, 2 MB each.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const ROUNDS = 5;
const root = path.resolve(import.meta.dirname, "..");
const github = path.join(import.meta.dirname, "node_modules/@octokit/openapi/generated");
const corpus = path.resolve(root, "../shared/corpus");

const PAIRS = [
  {
    name: "GitHub Enterprise Server, 11 MB",
    files: [path.join(github, "ghes-3.18.json"), path.join(github, "ghes-3.19.json")],
  },
  {
    name: "Box, 2 MB",
    files: [path.join(corpus, "pairs/box-2024-08.json"), path.join(corpus, "openapi/box.json")],
  },
];

export interface DiffFigures {
  pair: string;
  /** Milliseconds of CPU. */
  bare: number;
  concordat: number;
}

export function measureDiffs(): DiffFigures[] {
  execFileSync("npx", ["tsdown", "--silent"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const main = path.join(root, "dist/cli.mjs");
  return PAIRS.filter(({ files }) => files.every((file) => existsSync(file))).map(
    ({ name, files }) => ({
      pair: name,
      bare: least(["--eval", parseAll(files)], 0),
      concordat: least([main, "diff", ...files, "--format", "json"], 1),
    }),
  );
}

function parseAll(files: readonly string[]): string {
  const reads = files.map((file) => `JSON.parse(readFileSync(${JSON.stringify(file)}, "utf8"));`);
  return `const { readFileSync } = require("node:fs"); ${reads.join(" ")}`;
}

/** Says at its end, as the last line of stderr, what the process has used. */
const meter = `data:text/javascript,${encodeURIComponent(`
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    process.stderr.write("\\n" + (user + system) / 1000);
  });
`)}`;

function least(args: readonly string[], code: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { status, stderr } = spawnSync(process.execPath, ["--import", meter, ...args], {
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
    if (status !== code) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
    best = Math.min(best, Number(stderr.split("\n").at(-1)));
  }
  return best;
}
