/**
 * What a run of tests begins with: no pacts where all of them are recorded anew.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ConcordatError } from "../findings/concordat-error.ts";
import { readPact } from "../pact/read.ts";
import { readSource } from "../source/source.ts";
import { beginRun, type TestRun } from "./test-run.ts";

export interface ClearPactsOptions {
  /** Pacts of these consumers alone; default: of all. */
  consumers?: readonly string[];
}

/**
 * Deletes the pacts in `folder` before a full run, so that interactions that no test has any more
 * are gone from the files it writes. A run of some tests, or one that watches, keeps them all.
 *
 * For a global set-up, which runs once and before all workers. Only files that are pacts are
 * deleted, and nothing in folders below.
 *
 * @example
 * export function setup(project: TestProject) {
 *   clearPacts("pacts", project);
 * }
 * @param run what Vitest gives its global set-up; elsewhere `full` or `partial`
 * @throws {ConcordatError} `input.unreadable` where the folder or a file cannot be read or deleted
 */
export function clearPacts(
  folder: string,
  run: TestRun,
  { consumers }: ClearPactsOptions = {},
): void {
  if (beginRun(run) === "partial") return;
  try {
    for (const name of filesIn(folder)) {
      const file = path.join(folder, name);
      const consumer = name.endsWith(".json") ? consumerOf(file) : undefined;
      const isOurs = consumer !== undefined && (consumers?.includes(consumer) ?? true);
      if (isOurs) rmSync(file);
    }
  } catch (error) {
    throw new ConcordatError("input.unreadable", `the pacts in ${folder} cannot be deleted`, {
      mend: "Check the folder's permissions.",
      cause: error,
    });
  }
}

function filesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Undefined where the file is no pact. */
function consumerOf(file: string): string | undefined {
  const source = readSource(readFileSync(file, "utf8"), { uri: `file://${file}`, file });
  return readPact(source).pact?.consumer;
}
