/**
 * Cases of `concordat diff`: test/cases/diff.
 *
 * `expected.json` has the changes of a case, written by hand: level, code, operation and the places
 * in the revision and in the base; where no place is stated, any will do. `said.txt` is a golden
 * file of their words and witnesses.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Change } from "../../src/compat/diff/change.ts";
import { runCli } from "../run-cli.ts";

const folder = path.join(import.meta.dirname, "../cases/diff");

interface Row {
  level: string;
  code: string;
  operation?: string;
  at?: string | null;
  because?: string | null;
}

test.each(readdirSync(folder))("%s", async (name) => {
  const cwd = path.join(folder, name);
  const outcome = await runCli(["diff", ...sidesIn(cwd), "--format", "json"], { cwd });
  expect(outcome.stderr).toBe("");
  const { breaking, changes } = JSON.parse(outcome.stdout) as {
    breaking: boolean;
    changes: Change[];
  };
  const expected = JSON.parse(readFileSync(path.join(cwd, "expected.json"), "utf8")) as Row[];
  expect(changes.map((change, index) => shownRow(change, expected[index]))).toEqual(expected);
  expect(breaking).toBe(expected.some(({ level }) => level === "breaking"));
  expect(outcome.code).toBe(breaking ? 1 : 0);
  await expect(changes.map(said).join("\n")).toMatchFileSnapshot(path.join(cwd, "said.txt"));
});

test.each(readdirSync(folder))("%s: a version beside itself has no changes", async (name) => {
  const cwd = path.join(folder, name);
  for (const side of sidesIn(cwd)) {
    const { stdout } = await runCli(["diff", side, side, "--format", "json"], { cwd });
    const { changes } = JSON.parse(stdout) as { changes: Change[] };
    // What cannot be understood is no better understood for being the same.
    expect(changes.filter(({ code }) => code !== "schema.unresolved")).toEqual([]);
  }
});

function sidesIn(cwd: string): string[] {
  return ["base", "revision"].map((side) =>
    existsSync(path.join(cwd, side)) ? side : `${side}.yaml`,
  );
}

/** @param like the row that it should be: what that leaves open is left open */
function shownRow({ level, code, operation, at, because }: Change, like: Row | undefined): Row {
  const place = (key: "at" | "because", pointer: string | undefined) =>
    like !== undefined && (like[key] === null || !(key in like)) ? like[key] : pointer;
  const row: Row = { level, code };
  if (operation !== undefined) row.operation = operation;
  const [here, there] = [place("at", at.pointer), place("because", because?.pointer)];
  if (here !== undefined) row.at = here;
  if (there !== undefined) row.because = there;
  return row;
}

function said(change: Change): string {
  const witness = "witness" in change ? `\n  witness ${JSON.stringify(change.witness)}` : "";
  return `${change.level}  ${change.code}  ${change.operation ?? ""}\n  ${change.message}${witness}\n`;
}
