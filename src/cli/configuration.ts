/**
 * The configuration that a command works on, and the system it describes.
 */
import path from "node:path";
import { ConcordatError } from "../findings/concordat-error.ts";
import { findConfig, type LoadedConfig, loadConfig } from "../load/load-config.ts";
import type { LoadedPact } from "../load/load-pacts.ts";
import { loadSystem } from "../load/load-system.ts";
import type { System } from "../system/system.ts";
import type { Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";

/** @throws {ConcordatError} `config.unreadable`, `config.invalid` */
export async function configurationOf(options: CommonOptions, io: Io): Promise<LoadedConfig> {
  const file = options.config ?? findConfig(io.cwd);
  if (file === undefined) {
    throw new ConcordatError("config.unreadable", `there is no concordat.config.* in ${io.cwd}`, {
      mend: "Name one with --config FILE, or name the documents on the command line.",
    });
  }
  return loadConfig(file, io.cwd);
}

export async function systemOf(
  loaded: LoadedConfig,
  options: CommonOptions,
  io: Io,
  pacts: readonly LoadedPact[] = [],
): Promise<System> {
  return loadSystem(loaded, {
    cwd: io.cwd,
    pacts,
    ...(options.root !== undefined && { root: path.resolve(io.cwd, options.root) }),
  });
}

/** The files of every contract that the configuration names, and the folder `$ref`s stay in. */
export async function configuredContracts(
  options: CommonOptions,
  io: Io,
): Promise<{ files: string[]; root?: string }> {
  const { config, folder } = await configurationOf(options, io);
  const named = [
    ...Object.values(config.services).map(({ contract }) => contract),
    config.events,
  ].filter((file) => file !== undefined);
  return { files: named.map((file) => path.resolve(folder, file)), root: folder };
}
