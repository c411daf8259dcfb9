/**
 * Cases of `concordat lint`: test/cases/lint.
 *
 * A case's documents are linted, wherever in its folder they stand; a file `command` says it
 * otherwise.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Finding } from "../src/findings/finding.ts";
import { runCli } from "./run-cli.ts";
import { showFinding } from "./show-finding.ts";

const folder = path.join(import.meta.dirname, "cases/lint");

test.each(readdirSync(folder))("%s", async (name) => {
  const cwd = path.join(folder, name);
  const outcome = await runCli([...argumentsOf(cwd), "--format", "json"], { cwd });
  const { valid, problems } = JSON.parse(outcome.stdout) as { valid: boolean; problems: Finding[] };
  expect(outcome.stderr).toBe("");
  expect(valid).toBe(problems.every(({ severity }) => severity !== "error"));
  expect(outcome.code).toBe(valid ? 0 : 1);
  const shown = `${JSON.stringify(problems.map(showFinding), undefined, 2)}\n`;
  await expect(shown).toMatchFileSnapshot(path.join(cwd, "expected.json"));
});

function argumentsOf(cwd: string): string[] {
  const command = path.join(cwd, "command");
  if (existsSync(command)) return readFileSync(command, "utf8").trim().split(" ");
  const documents = readdirSync(cwd, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|[./\\])(openapi|asyncapi)\.(json|yaml)$/.test(file))
    .sort();
  return ["lint", ...documents];
}
