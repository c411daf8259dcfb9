/**
 * `npm run verify`: the consumers' tests write their pacts, then every edge and pact is judged.
 */
import { spawn } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const bin = path.join(root, "node_modules", ".bin");

const consumers = await run(path.join(bin, "vitest"), [
  "run",
  "--project",
  "pacts",
  "--reporter=dot",
  // A test of this command need not wait for all of them.
  ...(process.env.CONCORDAT_CONSUMERS?.split(" ") ?? []),
]);
// Pacts that were written are judged even when another consumer's test failed.
const verdict = await run(process.execPath, [
  "--conditions=source",
  path.join(root, "bin", "concordat.js"),
  "verify",
  ...process.argv.slice(2),
]);
if (consumers !== 0) console.error("\nfailed  the consumers' tests did not pass; see above");
process.exitCode = Math.max(verdict, consumers === 0 ? 0 : 1);

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
    });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
