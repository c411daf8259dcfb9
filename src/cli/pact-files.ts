/**
 * The pact files that a command line names.
 */
import { globSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { ConcordatError } from "../findings/concordat-error.ts";
import { readFileSource } from "../load/load.ts";
import { findConfig } from "../load/load-config.ts";
import type { LoadedPact } from "../load/load-pacts.ts";
import { readPact } from "../pact/read.ts";
import { configurationOf } from "./configuration.ts";
import type { Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";

/**
 * The pacts of files, of folders, and of patterns that name neither; without any, those of the
 * configuration, else of `pacts`.
 *
 * @throws {ConcordatError} `input.unreadable` for what is not there, or holds no pact;
 *   `config.*`
 */
export async function pactFiles(
  named: readonly string[],
  options: CommonOptions,
  io: Io,
): Promise<LoadedPact[]> {
  const wanted = named.length > 0 ? named : [await defaultFolder(options, io)];
  const files = (await Promise.all(wanted.map((name) => filesOf(name, io.cwd)))).flat();
  if (files.length === 0) {
    throw new ConcordatError("input.unreadable", `there is no pact in ${wanted.join(", ")}`, {
      mend: "Run the consumer's tests first, or name the files.",
    });
  }
  return Promise.all(
    [...new Set(files)].map(async (file) => {
      const source = await readFileSource(file, io.cwd);
      return { file, source, reading: readPact(source) };
    }),
  );
}

async function defaultFolder(options: CommonOptions, io: Io): Promise<string> {
  if (options.config === undefined && findConfig(io.cwd) === undefined) return "pacts";
  const { folder, config } = await configurationOf(options, io);
  return path.relative(io.cwd, path.resolve(folder, config.pacts ?? "pacts")) || ".";
}

async function filesOf(name: string, cwd: string): Promise<string[]> {
  const absolute = path.resolve(cwd, name);
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    const names = await readdir(absolute);
    return names
      .filter((each) => each.endsWith(".json"))
      .sort()
      .map((each) => path.join(absolute, each));
  }
  if (found !== undefined || !/[*?[{]/.test(name)) {
    if (found !== undefined) return [absolute];
    throw new ConcordatError("input.unreadable", `${name}: no such file or folder`, {
      mend: "Check the path; it is taken from the folder concordat runs in.",
    });
  }
  return globSync(name, { cwd })
    .sort()
    .map((each) => path.resolve(cwd, each));
}
