/**
 * `concordat mock`: mock servers, until Ctrl-C or SIGTERM.
 */
import path from "node:path";
import type { Contract } from "../contract/contract.ts";
import { lintReferences } from "../contract/lint/references.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import type { Finding } from "../findings/finding.ts";
import { loadContract } from "../load/load.ts";
import { findConfig } from "../load/load-config.ts";
import { listen, type MockServer } from "../mock/listen.ts";
import { createResponder } from "../mock/responder.ts";
import { configurationOf, systemOf } from "./configuration.ts";
import type { ExitCode, Io } from "./io.ts";
import { logAnswer } from "./mock-log.ts";
import type { CommonOptions } from "./options.ts";
import { writeWhole } from "./output.ts";

interface MockOptions extends CommonOptions {
  port?: number;
  host: string;
  writeEnv?: string;
  dynamic?: boolean;
  validate: boolean;
}

interface Wanted {
  name: string;
  contract: Contract;
  port: number;
}

/** @throws {ConcordatError} `mock.port-taken`, `usage.invalid`, `config.*`, `input.unreadable` */
export async function mock(names: string[], options: MockOptions, io: Io): Promise<ExitCode> {
  const { wanted, folder } = await wantedMocks(names, options, io);
  const faults = wanted.flatMap(({ name, contract }) => reportFaults(name, contract, io));
  // DESIGN: faults stay local; --strict refuses instead.
  if (options.strict && faults.length > 0) return 1;
  const servers: { name: string; server: MockServer }[] = [];
  try {
    for (const { name, contract, port } of wanted) {
      const { seed, dynamic, validate, host } = options;
      const responder = createResponder(contract, { seed, dynamic, validate });
      const server = await listen(responder, {
        port,
        host,
        onAnswer: (request, answer) => logAnswer(name, request, answer, options, io),
      });
      servers.push({ name, server });
      io.stdout(`${name} listening on ${server.url}\n`);
    }
    const envFile = envFileOf(options, folder, io);
    if (envFile !== undefined) await writeWhole(envFile, envText(servers));
    await stopped(io.stop);
  } finally {
    await Promise.all(servers.map(({ server }) => server.close()));
  }
  return 0;
}

// What leads nowhere is left out of the mock, so people are told before they wonder.
function reportFaults(name: string, contract: Contract, io: Io): Finding[] {
  const faults = lintReferences(contract);
  for (const { code, message, at } of faults) {
    io.stderr(`${name}: ${code}  ${message} (${at.file}:${at.line}:${at.column})\n`);
  }
  return faults;
}

async function wantedMocks(
  names: string[],
  options: MockOptions,
  io: Io,
): Promise<{ wanted: Wanted[]; folder: string | undefined }> {
  const [only] = names;
  if (names.length === 1 && (await isDocument(only!, options, io))) {
    const root = options.root;
    const contract = await loadContract(only!, {
      cwd: io.cwd,
      ...(root !== undefined && { root }),
    });
    const name = path.basename(only!).replace(/(\.openapi)?\.(ya?ml|json)$/, "");
    return { wanted: [{ name, contract, port: options.port ?? 0 }], folder: undefined };
  }
  const loaded = await configurationOf(options, io);
  const system = await systemOf(loaded, options, io);
  const known = [...system.services.values()].filter(({ contract }) => contract !== undefined);
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
  return { wanted, folder: loaded.folder };
}

// A name with a dot or a slash is a file; so is any name where there is no configuration.
async function isDocument(name: string, options: MockOptions, io: Io): Promise<boolean> {
  if (/[./\\]/.test(name)) return true;
  return options.config === undefined && findConfig(io.cwd) === undefined;
}

function envFileOf(options: MockOptions, folder: string | undefined, io: Io): string | undefined {
  if (options.writeEnv !== undefined) return path.resolve(io.cwd, options.writeEnv);
  return folder === undefined ? undefined : path.join(folder, ".concordat", "mocks.env");
}

/** `ORDER_SERVICE_URL=http://127.0.0.1:4003`, a line each. */
function envText(servers: readonly { name: string; server: MockServer }[]): string {
  return servers
    .map(({ name, server }) => {
      const variable = name.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
      return `${variable}_URL=${server.url}\n`;
    })
    .join("");
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
