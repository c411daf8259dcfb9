/**
 * `concordat mock`: mock servers, until Ctrl-C or SIGTERM.
 */
import path from "node:path";
import type { Contract } from "../contract/contract.ts";
import { lintReferences } from "../contract/lint/references.ts";
import type { Finding } from "../findings/finding.ts";
import { listen, type MockServer } from "../mock/listen.ts";
import { createResponder } from "../mock/responder.ts";
import { findingLine } from "./finding-line.ts";
import type { ExitCode, Io } from "./io.ts";
import { logAnswer } from "./mock-log.ts";
import { writeWhole } from "./output.ts";
import { type WantedOptions, wantedMocks } from "./wanted-mocks.ts";

interface MockOptions extends WantedOptions {
  host: string;
  writeEnv?: string;
  dynamic?: boolean;
  validate: boolean;
}

/**
 * @throws {ConcordatError} `mock.port-taken`, `mock.address-unusable`, `usage.invalid`, `config.*`,
 *   `input.unreadable`
 */
export async function mock(names: string[], options: MockOptions, io: Io): Promise<ExitCode> {
  const { wanted, folder } = await wantedMocks(names, options, io);
  const faults = wanted.flatMap(({ name, contract }) => reportFaults(name, contract, io));
  // DESIGN: faults stay local; --strict refuses instead.
  if (options.strict && faults.length > 0) return 1;
  // Asked for now, so that a signal stops what is started below.
  const { stop } = io;
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
    await stopped(stop);
  } finally {
    await Promise.all(servers.map(({ server }) => server.close()));
  }
  return 0;
}

// What leads nowhere is left out of the mock, so people are told before they wonder.
function reportFaults(name: string, contract: Contract, io: Io): Finding[] {
  const faults = lintReferences(contract);
  for (const fault of faults) io.stderr(`${name}: ${findingLine(fault, fault.at)}\n`);
  return faults;
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
