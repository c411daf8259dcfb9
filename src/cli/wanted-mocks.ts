/**
 * Which mocks are asked for: services of the configuration, or one document.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Contract } from "../contract/contract.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { loadContract } from "../load/load.ts";
import { findConfig, type LoadedConfig } from "../load/load-config.ts";
import { appendPointer } from "../source/pointer.ts";
import { configurationOf } from "./configuration.ts";
import type { Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";

export interface WantedOptions extends CommonOptions {
  port?: number;
}

export interface WantedMock {
  name: string;
  /** Absolute. */
  file: string;
  /** The folder that `$ref`s may not leave. */
  root: string;
  /** 0: any free one. */
  port: number;
  /** What to say where the document describes no HTTP interface. */
  wrongFormat: ConcordatError;
}

export interface MockPlan {
  /** In the order of the configuration; at least one. */
  wanted: readonly WantedMock[];
  /** Undefined for a document that was named without a configuration. */
  config: { file: string; folder: string; text: string | undefined } | undefined;
}

/**
 * @param names none: every service that has a contract
 * @param revision see `loadConfig`
 * @throws {ConcordatError} `usage.invalid` for names of nothing, `config.*`: also where there is
 *   nothing to mock or two mocks have one port
 */
export async function planMocks(
  names: readonly string[],
  options: WantedOptions,
  io: Io,
  revision = 0,
): Promise<MockPlan> {
  const [only] = names;
  if (names.length === 1 && isDocument(only!, options, io)) {
    return { wanted: [documentMock(only!, options, io)], config: undefined };
  }
  const loaded = await configurationOf(options, io, revision);
  const { config, file, folder } = loaded;
  const known = Object.entries(config.services).flatMap(([name, { contract }]) =>
    contract === undefined ? [] : [{ name, contract }],
  );
  if (known.length === 0) {
    throw new ConcordatError(
      "config.invalid",
      `${placeOf(loaded, "/services")}: no service has a contract, so there is nothing to mock`,
      { mend: "Give a service its `contract`, or name a document: concordat mock openapi.yaml." },
    );
  }
  const unknown = names.find((name) => known.every((service) => service.name !== name));
  if (unknown !== undefined) {
    const choice = known.map(({ name }) => name).join(", ");
    throw new ConcordatError("usage.invalid", `there is no service ${unknown}; choose ${choice}`, {
      mend: "Name services of the configuration, or one document.",
    });
  }
  const chosen = known.filter(({ name }) => names.length === 0 || names.includes(name));
  if (chosen.length > 1 && options.port !== undefined) {
    throw new ConcordatError("usage.invalid", "--port is for a single mock", {
      mend: "Name one service, or give each its `port` in the configuration.",
    });
  }
  const root = options.root === undefined ? folder : path.resolve(io.cwd, options.root);
  const wanted = chosen.map(({ name, contract }) => ({
    name,
    file: path.resolve(folder, contract),
    root,
    port: options.port ?? config.services[name]?.port ?? 0,
    wrongFormat: new ConcordatError(
      "config.invalid",
      `${placeOf(loaded, appendPointer("/services", name))}: the contract of ${name} is no OpenAPI document`,
      { mend: "Name an OpenAPI document there." },
    ),
  }));
  checkPorts(wanted, loaded);
  // What it said a moment ago, so that a later change is seen.
  const text = await readFile(file, "utf8").catch(() => undefined);
  return { wanted, config: { file, folder, text } };
}

/** @throws {ConcordatError} why the document cannot be read, or is none that a mock can serve */
export async function loadMock({ file, root, wrongFormat }: WantedMock, io: Io): Promise<Contract> {
  const contract = await loadContract(file, { cwd: io.cwd, root });
  if (contract.format === "asyncapi") throw wrongFormat;
  return contract;
}

// A name with a dot or a slash is a file; so is any name where there is no configuration.
function isDocument(name: string, options: WantedOptions, io: Io): boolean {
  if (/[./\\]/.test(name)) return true;
  if (options.config !== undefined || findConfig(io.cwd) !== undefined) return false;
  if (existsSync(path.resolve(io.cwd, name))) return true;
  throw new ConcordatError(
    "usage.invalid",
    `${name} is no file, and there is no concordat.config.* in ${io.cwd} that names a service so`,
    { mend: "Name a document, or the configuration with --config FILE." },
  );
}

function documentMock(named: string, { root, port = 0 }: WantedOptions, io: Io): WantedMock {
  const file = path.resolve(io.cwd, named);
  return {
    name: path.basename(named).replace(/(\.openapi)?\.(ya?ml|json)$/, ""),
    file,
    root: path.resolve(io.cwd, root ?? path.dirname(file)),
    port,
    wrongFormat: new ConcordatError(
      "usage.invalid",
      `${named} is an AsyncAPI document, and a mock answers HTTP requests`,
      { mend: "Name an OpenAPI document." },
    ),
  };
}

// Asked here and not when the configuration is read: services that each have a machine of their own
// may share a port, and be mocked one at a time.
function checkPorts(wanted: readonly WantedMock[], loaded: LoadedConfig): void {
  const byPort = new Map<number, string>();
  for (const { name, port } of wanted) {
    const first = byPort.get(port);
    if (first !== undefined && port !== 0) {
      const place = placeOf(loaded, appendPointer("/services", name, "port"));
      throw new ConcordatError("config.invalid", `${place}: ${name} has the port of ${first}`, {
        mend: "Give each its own port, or name one of them to mock it alone.",
      });
    }
    byPort.set(port, name);
  }
}

function placeOf(loaded: LoadedConfig, pointer: string): string {
  const { file, line, column } = loaded.locate(pointer);
  return `${file}:${line}:${column}`;
}
