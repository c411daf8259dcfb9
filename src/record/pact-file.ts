/**
 * A pact file that several test files write, in as many processes.
 *
 * Each merges what it recorded into what stands there: under a lock, and by renaming a whole file.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConcordatError } from "../findings/concordat-error.ts";
import type { Interaction, Pact } from "../pact/pact.ts";
import { readPact } from "../pact/read.ts";
import {
  emptyPact,
  type PactParties,
  RecordedInteractions,
} from "../pact/record/merge-recorded.ts";
import { writePact } from "../pact/write.ts";
import { readSource } from "../source/source.ts";
import { withLock } from "./file-lock.ts";
import { isFullRun } from "./test-run.ts";

/** `api-gateway-order-service.json` in `folder`, as PactV4 calls it. */
export function pactFileOf(folder: string, { consumer, provider }: PactParties): string {
  // A name is no path.
  const name = `${consumer}-${provider}`.replace(/[/\\:*?"<>|]/g, "_");
  return path.resolve(folder, `${name}.json`);
}

/**
 * Adds interactions to the file, or writes it. On a full run all that stands there is of this run,
 * so that two different interactions of one name are an error; else the older one is replaced.
 *
 * @throws {ConcordatError} `usage.invalid` for two of one name, `pact.unreadable` where the file
 *   is no pact, `input.unreadable` where it cannot be written
 */
export async function mergeIntoFile(
  file: string,
  parties: PactParties,
  added: readonly Interaction[],
): Promise<void> {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    await withLock(file, () => {
      const standing = readStanding(file, parties);
      const merged = new RecordedInteractions();
      for (const interaction of standing.interactions) merged.replace(interaction);
      for (const interaction of added) {
        if (isFullRun()) merged.add(interaction);
        else merged.replace(interaction);
      }
      writeWhole(file, writePact({ ...standing, interactions: merged.interactions }));
    });
  } catch (error) {
    if (error instanceof ConcordatError) throw error;
    throw new ConcordatError("input.unreadable", `${file} cannot be written`, {
      mend: "Check the folder's permissions.",
      cause: error,
    });
  }
}

function readStanding(file: string, parties: PactParties): Pact {
  const text = textOf(file);
  if (text === undefined) return emptyPact(parties);
  const { pact, faults } = readPact(readSource(text, { uri: `file://${file}`, file }));
  const [fault] = faults;
  if (pact === undefined) {
    throw new ConcordatError("pact.unreadable", `${file}: ${fault?.message ?? "is no pact"}`, {
      mend: "Delete the file; a full run writes it anew.",
    });
  }
  return pact;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

// Under the lock one process writes, and it one text at a time: the draft has no rival.
function writeWhole(file: string, text: string): void {
  const draft = `${file}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
