/**
 * What one document's run has come to: figures, failures, and what could not be judged.
 */
import type { Contract, Operation } from "../../src/contract/contract.ts";
import type { Finding } from "../../src/findings/finding.ts";
import type { HttpRequest } from "../../src/http/exchange.ts";
import type { Responder } from "../../src/mock/responder.ts";
import type { BareSchemas, Direction } from "./bare-schemas.ts";
import { NotJudged } from "./documents.ts";
import type { BareOperation } from "./operations.ts";

export interface RunOptions {
  /** The seeds are 1 to this number. */
  seeds: number;
  /** Of one request; over the seeds others are taken in turn. */
  mutantsPerRequest: number;
}

export interface Failure {
  kind: string;
  operation: string;
  /** Of the first one that failed so. */
  seed: number;
  detail: string;
  count: number;
}

export interface DocumentRun {
  name: string;
  operations: number;
  answers: number;
  /** Why answers, bodies or parameters were not judged, and how often. */
  notJudged: Map<string, number>;
  requests: number;
  /** Operations for which there is no request, with the reason. */
  withoutRequest: Map<string, string>;
  mutants: number;
  /** Edits that Ajv still accepts. */
  stillValid: number;
  failures: Failure[];
  seconds: number;
}

export interface Run extends DocumentRun {
  contract: Contract;
  schemas: Record<Direction, BareSchemas>;
  options: RunOptions;
  known: Map<string, Failure>;
}

/** One operation, asked with one seed. */
export interface Subject {
  operation: Operation;
  bare: BareOperation;
  seed: number;
  responder: Responder;
}

/** What `work` gives; undefined where it cannot be judged, which is counted. */
export function judged<T>(run: Run, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof NotJudged)) throw error;
    count(run.notJudged, error.message);
    return undefined;
  }
}

export function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Adds a failure, or counts one that is known in other words. */
export function fail(
  run: Run,
  {
    kind,
    operation,
    seed,
    detail,
  }: { kind: string; operation: Operation; seed: number; detail: string },
): void {
  // With other numbers in its places it is the same fault.
  const key = `${kind} ${operation.key} ${detail.split(";", 1)[0]!.replace(/\d+/g, "0")}`;
  const known = run.known.get(key);
  if (known !== undefined) {
    known.count += 1;
    return;
  }
  const failure = { kind, operation: operation.key, seed, detail, count: 1 };
  run.known.set(key, failure);
  run.failures.push(failure);
}

export function told({ code, at, message }: Finding): string {
  return `${code} ${at.pointer} ${message.slice(0, 200)}`;
}

/** A request on one line. */
export function brief({ method, path, query, headers, body }: HttpRequest): string {
  const fields = [...headers]
    .filter(([name]) => name !== "accept")
    .map(([name, values]) => `${name}: ${values.join()}`);
  const text = new TextDecoder().decode(body).slice(0, 300);
  return [`${method} ${path}${query && `?${query}`}`, ...fields, text].join(" | ");
}
