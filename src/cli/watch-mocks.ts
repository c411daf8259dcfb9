/**
 * `concordat mock --watch`: mocks that follow their documents and the configuration.
 *
 * A mock keeps its port and its connections; another contract answers from the next request on. What
 * cannot be read leaves the last good one where it is.
 */
import { fileURLToPath } from "node:url";
import type { Contract } from "../contract/contract.ts";
import { lintReferences } from "../contract/lint/references.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { type FileWatch, type WatchedFile, watchFiles } from "../load/watch.ts";
import type { DocumentSet } from "../source/documents.ts";
import { findingLine } from "./finding-line.ts";
import type { Io } from "./io.ts";
import type { MockLog } from "./mock-log.ts";
import { type MockOptions, type RunningMocks, reportFaults } from "./running-mocks.ts";
import { loadMock, type MockPlan, planMocks, type WantedMock } from "./wanted-mocks.ts";

export interface WatchContext {
  /** As on the command line. */
  names: readonly string[];
  plan: MockPlan;
  mocks: RunningMocks;
  options: MockOptions;
  log: MockLog;
  io: Io;
  /** Called when mocks have come or gone. */
  onAddresses: () => Promise<void>;
}

export interface MockWatch {
  /** Rejects where concordat itself made a mistake. */
  failed: Promise<never>;
  /** Resolves when nothing is reloaded any more. */
  close(): Promise<void>;
}

/** What the log calls the configuration. */
const CONFIGURATION = "configuration";

export async function watchMocks(context: WatchContext): Promise<MockWatch> {
  const { promise: failed, reject } = Promise.withResolvers<never>();
  let reloading: Promise<void> = Promise.resolve();
  const files = watchFiles({
    onChange: (changed) => {
      // One after the other: what is read last is what is served.
      reloading = reloading.then(() => reload(state, changed)).catch(reject);
    },
    onBlind: (folder, reason) => {
      context.log.change(CONFIGURATION, {
        outcome: "kept",
        message: `changes in ${folder} are not seen: ${reason}`,
      });
    },
  });
  const state: WatchState = {
    ...context,
    files,
    revision: 0,
    problems: new Map(),
    attempts: new Map(),
    hasMoved: false,
    closing: new AbortController(),
  };
  await files.follow(watchedFiles(state));
  return {
    failed,
    async close() {
      files.close();
      state.closing.abort();
      await reloading;
    },
  };
}

interface WatchState extends WatchContext {
  files: FileWatch;
  /** How often the configuration was read again. */
  revision: number;
  /** By service: why it was not reloaded. */
  problems: Map<string, string>;
  /** By service: documents that were read, and not taken. */
  attempts: Map<string, DocumentSet>;
  /** Whether mocks have come or gone. */
  hasMoved: boolean;
  closing: AbortController;
}

async function reload(state: WatchState, changed: ReadonlySet<string>): Promise<void> {
  const { plan, closing } = state;
  if (plan.config !== undefined && changed.has(plan.config.file)) await reloadPlan(state);
  if (closing.signal.aborted) return;
  await Promise.all(
    state.plan.wanted
      .filter((wanted) => isConcerned(state, wanted, changed))
      .map((wanted) => reloadMock(state, wanted)),
  );
  if (state.hasMoved) await state.onAddresses();
  state.hasMoved = false;
  await state.files.follow(watchedFiles(state));
}

/** A configuration that does not come to an end would hold up all that follows. */
const CONFIG_TIMEOUT_MS = 10_000;

async function reloadPlan(state: WatchState): Promise<void> {
  const { names, options, io, mocks, log } = state;
  state.revision += 1;
  const plan = await attempt(state, CONFIGURATION, () =>
    inTime(planMocks(names, options, io, state.revision), state.closing.signal),
  );
  if (plan === undefined) return;
  const gone = state.plan.wanted.filter(
    ({ name, port }) => !plan.wanted.some((wanted) => wanted.name === name && wanted.port === port),
  );
  state.plan = plan;
  succeed(state, CONFIGURATION);
  for (const { name } of gone) {
    state.problems.delete(name);
    state.attempts.delete(name);
    if (!mocks.byName.has(name)) continue;
    await mocks.stop(name);
    log.change(name, { outcome: "stopped" });
    state.hasMoved = true;
  }
}

function isConcerned(
  { mocks, attempts }: WatchState,
  wanted: WantedMock,
  changed: ReadonlySet<string>,
): boolean {
  const mock = mocks.byName.get(wanted.name);
  if (mock === undefined || mock.wanted.file !== wanted.file) return true;
  const documents = [mock.contract.documents, attempts.get(wanted.name)];
  const own = documents.flatMap((set) => (set === undefined ? [] : filesOf(set)));
  return changed.has(wanted.file) || own.some(({ file }) => changed.has(file));
}

async function reloadMock(state: WatchState, wanted: WantedMock): Promise<void> {
  const { mocks, options, log, io, attempts } = state;
  const { name } = wanted;
  const contract = await attempt(state, name, () => loadMock(wanted, io));
  if (contract === undefined) return;
  const running = mocks.byName.get(name);
  // It was read just before the last change was told, or what was wrong with it was undone.
  if (running !== undefined && isSame(running.contract.documents, contract.documents)) {
    attempts.delete(name);
    if (state.problems.has(name)) succeed(state, name);
    return;
  }
  const reason = reasonToKeep(running?.contract, contract, options.strict === true);
  if (reason !== undefined) {
    attempts.set(name, contract.documents);
    fail(state, name, reason);
    return;
  }
  attempts.delete(name);
  if (running !== undefined) {
    mocks.replace(wanted, contract);
    succeed(state, name);
  } else {
    const server = await attempt(state, name, () => mocks.start(wanted, contract));
    if (server === undefined) return;
    state.problems.delete(name);
    log.change(name, { outcome: "started", message: server.url });
    state.hasMoved = true;
  }
  reportFaults(name, contract, log);
}

function isSame(a: DocumentSet, b: DocumentSet): boolean {
  if (a.sources.size !== b.sources.size || a.refused.size !== b.refused.size) return false;
  for (const [uri, { text }] of a.sources) if (b.sources.get(uri)?.text !== text) return false;
  for (const [uri, { reason }] of a.refused)
    if (b.refused.get(uri)?.reason !== reason) return false;
  return true;
}

// A file that was read and no longer is leaves a hole where there was none.
function reasonToKeep(
  known: Contract | undefined,
  contract: Contract,
  isStrict: boolean,
): string | undefined {
  for (const [uri, { reason }] of contract.documents.refused) {
    if (known?.documents.sources.has(uri)) return reason;
  }
  if (!isStrict) return undefined;
  const faults = lintReferences(contract).map((fault) => findingLine(fault, fault.at));
  return faults.length > 0 ? faults.join("\n") : undefined;
}

/** Undefined where it cannot be done; people are told why. */
async function attempt<T>(
  state: WatchState,
  name: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConcordatError)) throw error;
    fail(state, name, error.message);
    return undefined;
  }
}

function fail({ problems, log, closing }: WatchState, name: string, message: string): void {
  if (problems.get(name) === message || closing.signal.aborted) return;
  problems.set(name, message);
  log.change(name, { outcome: "kept", message });
}

function succeed({ problems, log }: WatchState, name: string): void {
  log.change(name, { outcome: problems.delete(name) ? "mended" : "reloaded" });
}

/** @throws {ConcordatError} `config.unreadable` when it takes too long, or nobody waits any more */
async function inTime<T>(work: Promise<T>, closing: AbortSignal): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => {
    const message = "the configuration does not come to an end";
    const mend = "Correct the file; it is run as it stands, by Node.";
    reject(new ConcordatError("config.unreadable", message, { mend }));
  };
  const timer = setTimeout(giveUp, CONFIG_TIMEOUT_MS);
  closing.addEventListener("abort", giveUp, { once: true });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function watchedFiles({ plan, mocks, attempts }: WatchState): WatchedFile[] {
  const files: WatchedFile[] = plan.config === undefined ? [] : [plan.config];
  for (const { name, file } of plan.wanted) {
    const contract = mocks.byName.get(name)?.contract;
    if (contract !== undefined) files.push(...filesOf(contract.documents));
    const attempted = attempts.get(name);
    if (attempted !== undefined) files.push(...filesOf(attempted));
    files.push({ file, text: undefined });
  }
  const byName = new Map<string, WatchedFile>();
  // What was read last counts; what could not be read is watched as it is found.
  for (const each of files) {
    if (each.text !== undefined || !byName.has(each.file)) byName.set(each.file, each);
  }
  return [...byName.values()];
}

/** The files of a set: those that were read, and those below the root that may come to be. */
function filesOf({ sources, refused }: DocumentSet): WatchedFile[] {
  const read = [...sources.values()].map(({ uri, text }) => ({ file: fileURLToPath(uri), text }));
  const missing = [...refused]
    .filter(([uri, { code }]) => code === "reference.dangling" && isFile(uri))
    .map(([uri]) => ({ file: fileURLToPath(uri), text: undefined }));
  return [...read, ...missing];
}

function isFile(uri: string): boolean {
  try {
    return fileURLToPath(uri) !== "";
  } catch {
    return false;
  }
}
