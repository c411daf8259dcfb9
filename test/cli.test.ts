/**
 * Cases of the command line: test/cases/cli.
 *
 * `command` holds the arguments, `expected.txt` the exit code, what was printed and the files that
 * were written. A file `terminal` makes stdout one that takes colours.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { type CliOutcome, runCli } from "./run-cli.ts";
import { inTemporaryFolder } from "./temporary-folder.ts";

const folder = path.join(import.meta.dirname, "cases/cli");

test.each(readdirSync(folder))("%s", async (name) => {
  const from = path.join(folder, name);
  // In the repository the nearest configuration would be its own.
  const shown = await inTemporaryFolder(async (cwd) => {
    await cp(from, cwd, { recursive: true });
    const command = readFileSync(path.join(cwd, "command"), "utf8").trim();
    const argv = command === "" ? [] : command.split(" ");
    const outcome = await runCli(argv, { cwd, color: existsSync(path.join(cwd, "terminal")) });
    return show(outcome, writtenFiles(from, cwd))
      .replaceAll(cwd, "<cwd>")
      .replaceAll(packageJson.version, "<version>")
      .replaceAll("\u001b", "<esc>");
  });
  await expect(shown).toMatchFileSnapshot(path.join(from, "expected.txt"));
});

function show({ code, stdout, stderr }: CliOutcome, files: [name: string, text: string][]): string {
  const parts: [name: string, text: string][] = [["stdout", stdout], ["stderr", stderr], ...files];
  return [
    `exit ${code}\n`,
    ...parts.filter(([, text]) => text !== "").map(([name, text]) => `--- ${name}\n${text}`),
  ].join("");
}

function writtenFiles(from: string, to: string): [name: string, text: string][] {
  return readdirSync(to, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(to, path.join(entry.parentPath, entry.name)))
    .filter((file) => !existsSync(path.join(from, file)))
    .map((file) => [file, readFileSync(path.join(to, file), "utf8")]);
}
