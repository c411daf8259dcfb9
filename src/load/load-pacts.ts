/**
 * The pact files of a system.
 */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { type PactReading, readPact } from "../pact/read.ts";
import type { Source } from "../source/source.ts";
import { readFileSource } from "./load.ts";
import type { LoadedConfig } from "./load-config.ts";

export interface LoadedPact {
  /** Absolute. */
  file: string;
  source: Source;
  reading: PactReading;
}

/**
 * In the order of file names; none where there is no such folder, since a system may have no pacts.
 *
 * @throws {ConcordatError} `input.unreadable` when a file in it cannot be read
 */
export async function loadPacts(loaded: LoadedConfig, cwd: string): Promise<LoadedPact[]> {
  const folder = path.resolve(loaded.folder, loaded.config.pacts ?? "pacts");
  const names = await namesIn(folder);
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const source = await readFileSource(file, cwd);
      return { file, source, reading: readPact(source) };
    }),
  );
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
