/**
 * The configuration that a command works on, and the system it describes.
 */
import path from "node:path";
import { ConcordatError } from "../findings/concordat-error.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { findConfig, isScript, type LoadedConfig, loadConfig } from "../load/load-config.ts";
import type { LoadedPact } from "../load/load-pacts.ts";
import { loadSystem } from "../load/load-system.ts";
import type { System } from "../system/system.ts";
import type { Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import { writeError } from "./write-error.ts";

/**
 * @param revision see `loadConfig`
 * @throws {ConcordatError} `config.unreadable`, `config.invalid`
 */
export async function configurationOf(
  options: CommonOptions,
  io: Io,
  revision = 0,
): Promise<LoadedConfig> {
  const file = options.config ?? findConfig(io.cwd);
  if (file === undefined) {
    throw new ConcordatError("config.unreadable", `there is no concordat.config.* in ${io.cwd}`, {
      mend: "Write one, or name it with --config FILE; lint and mock also take documents.",
    });
  }
  // What a script starts may end the process later, too.
  if (isScript(file)) io.onEarlyEnd(() => writeError(endedBy(file, io), options, io));
  return loadConfig(file, io.cwd, revision);
}

function endedBy(file: string, io: Io): ConcordatError {
  const shown = path.relative(io.cwd, path.resolve(io.cwd, file));
  return new ConcordatError(
    "config.unreadable",
    `${shown} ended the process before concordat had its answer`,
    {
      mend: "Let it export the configuration, or throw an error that says what is missing.",
    },
  );
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

export interface ConfiguredContracts {
  /** Absolute. */
  files: string[];
  /** The folder `$ref`s stay in. */
  root: string;
  /** `verify.nothing-to-check` where there are no files. */
  problems: Finding[];
}

/** The files of every contract that the configuration names. */
export async function configuredContracts(
  options: CommonOptions,
  io: Io,
): Promise<ConfiguredContracts> {
  const { config, folder, locate } = await configurationOf(options, io);
  const named = [
    ...Object.values(config.services).map(({ contract }) => contract),
    config.events,
  ].filter((file) => file !== undefined);
  const nothing = createFinding({
    code: "verify.nothing-to-check",
    message: "the configuration names no contract",
    mend: "Give a service its `contract`, or name documents: concordat lint openapi.yaml.",
    at: locate("/services"),
    identity: [],
  });
  return {
    files: named.map((file) => path.resolve(folder, file)),
    root: folder,
    problems: named.length === 0 ? [nothing] : [],
  };
}
