/**
 * Which mocks are asked for: services of the configuration, or one document.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Contract } from "../contract/contract.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { loadContract } from "../load/load.ts";
import { findConfig, type LoadedConfig } from "../load/load-config.ts";
import { appendPointer } from "../source/pointer.ts";
import { configurationOf, systemOf } from "./configuration.ts";
import type { Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";

export interface WantedOptions extends CommonOptions {
  port?: number;
}

export interface WantedMock {
  name: string;
  contract: Contract;
  /** 0: any free one. */
  port: number;
}

/**
 * In the order of the configuration; at least one.
 *
 * @param names none: every service that has a contract
 * @returns `folder` is the configuration's; undefined for a document
 * @throws {ConcordatError} `usage.invalid` for names of nothing, `config.invalid` where there is
 *   nothing to mock or two mocks have one port, and why a document cannot be read
 */
export async function wantedMocks(
  names: readonly string[],
  options: WantedOptions,
  io: Io,
): Promise<{ wanted: WantedMock[]; folder: string | undefined }> {
  const [only] = names;
  if (names.length === 1 && isDocument(only!, options, io)) {
    return { wanted: [await documentMock(only!, options, io)], folder: undefined };
  }
  const loaded = await configurationOf(options, io);
  const system = await systemOf(loaded, options, io);
  const known = [...system.services.values()].filter(({ contract }) => contract !== undefined);
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
  const wanted = chosen.map(({ name, contract }) => ({
    name,
    contract: contract!,
    port: options.port ?? loaded.config.services[name]?.port ?? 0,
  }));
  checkPorts(wanted, loaded);
  return { wanted, folder: loaded.folder };
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

async function documentMock(file: string, options: WantedOptions, io: Io): Promise<WantedMock> {
  const { root, port = 0 } = options;
  const contract = await loadContract(file, { cwd: io.cwd, ...(root !== undefined && { root }) });
  if (contract.format === "asyncapi") {
    throw new ConcordatError(
      "usage.invalid",
      `${file} is an AsyncAPI document, and a mock answers HTTP requests`,
      { mend: "Name an OpenAPI document." },
    );
  }
  const name = path.basename(file).replace(/(\.openapi)?\.(ya?ml|json)$/, "");
  return { name, contract, port };
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
