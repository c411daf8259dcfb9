/**
 * The official verifier against a provider that runs, in a process of its own.
 *
 * In its own process because its native part writes its report straight to standard output, and so
 * that a crash of it is a finding.
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ConcordatError } from "../findings/concordat-error.ts";
import type { VerifierAnswer, VerifierJob } from "./verifier-messages.ts";

export interface VerifierRun {
  provider: string;
  /** Of this machine. */
  url: string;
  /** Takes a POST of `{ state, params, action }` before and after each interaction. */
  statesUrl: string;
  /** Of a pact with messages: where they are asked for, and the transports that it names. */
  messages?: { url: string; transports: readonly string[] };
  /** Absolute. */
  pactFile: string;
  /** Default 60000, for the whole run. */
  timeoutMs?: number;
  stop: AbortSignal;
}

export interface VerifierOutcome {
  interactions: readonly InteractionOutcome[];
  /** Why the run did not get that far; undefined when it did. */
  failure: string | undefined;
}

export interface InteractionOutcome {
  description: string;
  states: readonly string[];
  isOk: boolean;
  mismatches: readonly Mismatch[];
}

export interface Mismatch {
  /** Such as `BodyMismatch`. */
  type: string;
  /** A Pact path such as `$.items[0].sku`, or the name of a header or of metadata. */
  path: string;
  message: string;
}

/**
 * What a provider or the verifier does wrong is the outcome's, never an exception.
 *
 * @throws {ConcordatError} `peer.missing` when `@pact-foundation/pact` is not installed
 */
export async function runVerifier(run: VerifierRun): Promise<VerifierOutcome> {
  requirePeer();
  return fromChild(run);
}

function requirePeer(): void {
  try {
    import.meta.resolve("@pact-foundation/pact");
  } catch (cause) {
    throw new ConcordatError("peer.missing", "the official verifier is not installed", {
      mend: "npm install --save-dev @pact-foundation/pact@17",
      cause,
    });
  }
}

function fromChild(run: VerifierRun): Promise<VerifierOutcome> {
  const { provider, url, statesUrl, messages, pactFile, timeoutMs = 60_000, stop } = run;
  // Built, this file is a part of dist/; in a checkout it is itself.
  const isSource = import.meta.url.endsWith(".ts");
  const script = new URL(
    isSource ? "./verifier-child.ts" : "./verifier-child.mjs",
    import.meta.url,
  );
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(script), {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Not this process's flags: a debugger's port is taken, and a test runner's conditions lead
      // to other builds of the packages below.
      execArgv: [],
      signal: stop,
      timeout: timeoutMs,
      env: { ...withoutBroker(process.env), ...DIRECT, PACT_DO_NOT_TRACK: "true" },
    });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4000);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    let answer: VerifierAnswer | undefined;
    child.on("message", (message: VerifierAnswer) => {
      answer = message;
      child.disconnect();
    });
    child.on("error", (error) => {
      resolve({ interactions: [], failure: error.message });
    });
    child.on("exit", (code, signal) => {
      if (answer !== undefined) resolve(readAnswer(answer));
      else if (child.killed && !stop.aborted) {
        resolve({ interactions: [], failure: `it took longer than ${timeoutMs} ms` });
      } else resolve(crashed(code, signal, output));
    });
    child.send({ provider, url, statesUrl, messages, pactFile } satisfies VerifierJob);
  });
}

// It speaks to this machine alone; a proxy for the rest of the world does not know it.
const DIRECT = { NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" };

/** The verifier adds a broker's pacts to the one it is given where these tell of a broker. */
function withoutBroker(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("PACT_")));
}

function crashed(code: number | null, signal: string | null, output: string): VerifierOutcome {
  const last = output.trim().split("\n").slice(-5).join("\n");
  return { interactions: [], failure: `the verifier ended with ${signal ?? code}: ${last}` };
}

interface RawResult {
  interactionResults?: {
    description?: string;
    /** Their names. */
    providerStates?: string[];
    result?: string;
    mismatch?: RawMismatches;
  }[];
}

/** `message` where it is no comparison that failed. */
interface RawMismatches {
  mismatches?: RawMismatch[];
  message?: string;
}

interface RawMismatch {
  type?: string;
  path?: string;
  key?: string;
  mismatch?: string;
}

function readAnswer(answer: VerifierAnswer): VerifierOutcome {
  let raw: RawResult;
  try {
    raw = JSON.parse(answer.text) as RawResult;
  } catch {
    // A run that could not begin is told in plain words.
    return { interactions: [], failure: answer.text };
  }
  const interactions = (raw.interactionResults ?? []).map((entry) => ({
    description: entry.description ?? "",
    states: entry.providerStates ?? [],
    isOk: entry.result === "OK",
    mismatches: readMismatches(entry.mismatch),
  }));
  return { interactions, failure: undefined };
}

function readMismatches(raw: RawMismatches | undefined): Mismatch[] {
  const mismatches = (raw?.mismatches ?? []).map(({ type, path, key, mismatch }) => ({
    type: type ?? "Mismatch",
    path: path ?? key ?? "",
    message: mismatch ?? "",
  }));
  if (mismatches.length > 0 || raw?.message === undefined) return mismatches;
  return [{ type: "Error", path: "", message: raw.message }];
}
