/**
 * `npm test`: every check of the repository, and one line that counts them all.
 *
 * The last line is `N passed, N failed`, with `, N skipped` where tests were skipped: each test
 * counts, and each other check counts as one.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const bin = path.join(root, "node_modules", ".bin");

/** In the order of how soon they tell. */
const CHECKS: { name: string; command: string; args: string[] }[] = [
  { name: "types", command: "tsc", args: ["-p", "."] },
  { name: "types of src, each file by itself", command: "tsc", args: ["-p", "tsconfig.src.json"] },
  { name: "format and lint", command: "biome", args: ["ci", "--colors=off", "."] },
  { name: "promises", command: "oxlint", args: ["--type-aware", "--quiet"] },
  { name: "dead exports", command: "knip", args: [] },
  { name: "package", command: "node", args: ["test/check-package.ts"] },
];

/** The consumer tests write the pacts that later tests read. */
const PROJECTS = ["pacts", "tests"];

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const total: Count = { passed: 0, failed: 0, skipped: 0 };
try {
  for (const { name, command, args } of CHECKS) {
    console.log(`\n== ${name}`);
    const code = await run(command, args);
    add(code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 });
    console.log(code === 0 ? `${name}: passed` : `${name}: FAILED (exit ${code})`);
  }
  for (const project of PROJECTS) {
    console.log(`\n== ${project}`);
    add(await runTests(project));
  }
} catch (error) {
  console.error(error);
  total.failed++;
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function runTests(project: string): Promise<Count> {
  const folder = await mkdtemp(path.join(tmpdir(), "concordat-tests-"));
  const file = path.join(folder, "results.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const code = await run("vitest", ["run", "--project", project, ...reporters]);
    const results = JSON.parse(await readFile(file, "utf8")) as {
      numPassedTests: number;
      numFailedTests: number;
      numPendingTests: number;
      numTodoTests: number;
    };
    const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests } = results;
    // A file that cannot be loaded has no tests to fail, and an error outside all tests is none.
    const failed = numFailedTests === 0 && code !== 0 ? 1 : numFailedTests;
    return { passed, failed, skipped: numPendingTests + numTodoTests };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(bin, command), args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
    });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

function add(count: Count): void {
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
}
