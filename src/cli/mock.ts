/**
 * `concordat mock`: mock servers, until Ctrl-C or SIGTERM.
 */
import path from "node:path";
import type { ExitCode, Io } from "./io.ts";
import { createMockLog } from "./mock-log.ts";
import {
  createRunningMocks,
  type MockOptions,
  type RunningMocks,
  reportFaults,
} from "./running-mocks.ts";
import { loadMock, type MockPlan, planMocks } from "./wanted-mocks.ts";
import { type MockWatch, watchMocks } from "./watch-mocks.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * @throws {ConcordatError} `mock.port-taken`, `mock.address-unusable`, `usage.invalid`, `config.*`,
 *   `input.unreadable`, and why a document is no contract
 */
export async function mock(names: string[], options: MockOptions, io: Io): Promise<ExitCode> {
  const plan = await planMocks(names, options, io);
  const contracts = await Promise.all(plan.wanted.map((wanted) => loadMock(wanted, io)));
  const log = createMockLog(options, io);
  const faulty = plan.wanted.filter(({ name }, index) =>
    reportFaults(name, contracts[index]!, log),
  );
  // DESIGN: faults stay local; --strict refuses instead.
  if (options.strict && faulty.length > 0) return 1;
  // Asked for now, so that a signal stops what is started below.
  const { stop } = io;
  const mocks = createRunningMocks(options, log);
  const writeEnv = async (): Promise<void> => {
    const file = envFileOf(options, plan, io);
    if (file !== undefined) await writeWhole(file, envText(mocks));
  };
  let watch: MockWatch | undefined;
  try {
    for (const [index, wanted] of plan.wanted.entries()) {
      const { url } = await mocks.start(wanted, contracts[index]!);
      io.stdout(`${wanted.name} listening on ${url}\n`);
    }
    await writeEnv();
    if (options.watch) {
      watch = await watchMocks({ names, plan, mocks, options, log, io, onAddresses: writeEnv });
    }
    await Promise.race([stopped(stop), ...(watch === undefined ? [] : [watch.failed])]);
  } finally {
    await watch?.close();
    await mocks.stopAll();
  }
  return 0;
}

function envFileOf(options: MockOptions, { config }: MockPlan, io: Io): string | undefined {
  if (options.writeEnv !== undefined) return path.resolve(io.cwd, options.writeEnv);
  return config === undefined ? undefined : path.join(config.folder, ".concordat", "mocks.env");
}

/** `ORDER_SERVICE_URL=http://127.0.0.1:4003`, a line each. */
function envText({ byName }: RunningMocks): string {
  return [...byName]
    .map(([name, { server }]) => {
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
