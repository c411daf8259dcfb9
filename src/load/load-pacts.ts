/**
 * The pact files of a system.
 */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { ConcordatError } from "../findings/concordat-error.ts";
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
 * In the order of file names. Where the configuration names no folder it is `pacts` beside it, which
 * may be absent, since a system may have no pacts; a folder that it names must be there.
 *
 * @throws {ConcordatError} `config.invalid` when the folder it names cannot be read,
 *   `input.unreadable` when a file in it cannot be read
 */
export async function loadPacts(loaded: LoadedConfig, cwd: string): Promise<LoadedPact[]> {
  const folder = path.resolve(loaded.folder, loaded.config.pacts ?? "pacts");
  const names = await namesIn(folder, loaded);
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const source = await readFileSource(file, cwd);
      return { file, source, reading: readPact(source) };
    }),
  );
}

async function namesIn(folder: string, loaded: LoadedConfig): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && loaded.config.pacts === undefined) return [];
    const reason = REASONS[code ?? ""] ?? (error as Error).message;
    const at = loaded.locate("/pacts");
    const place = `${at.file}:${at.line}:${at.column}`;
    const shown = loaded.config.pacts ?? "pacts";
    throw new ConcordatError("config.invalid", `${place}: the folder ${shown} ${reason}`, {
      at,
      mend: "Name the folder that the consumers' tests write their pacts to, or leave `pacts` out.",
      cause: error,
    });
  }
}

const REASONS: Record<string, string> = {
  ENOENT: "is not there",
  ENOTDIR: "is no folder",
  EACCES: "may not be read",
};
