/**
 * What mock servers say of their exchanges and of their contracts, on stderr: a line each for
 * people, or JSON for programs.
 *
 * schemas/mock-log.schema.json.
 */
import type { Contract } from "../contract/contract.ts";
import type { Finding } from "../findings/finding.ts";
import { exchangeEntry } from "../mock/exchange-entry.ts";
import type { KeptExchange } from "../mock/journal.ts";
import { redactorOf } from "../mock/redact.ts";
import { painter } from "../report/terminal.ts";
import { visible } from "../report/visible.ts";
import { findingLine } from "./finding-line.ts";
import type { Io } from "./io.ts";

export interface MockLogOptions {
  log: "pretty" | "json";
  quiet?: boolean;
  color: boolean;
}

export interface MockLog {
  exchange(service: string, contract: Contract, exchange: KeptExchange): void;
  /** What is wrong with a contract, said once. */
  fault(service: string, finding: Finding): void;
  /** What became of a mock when its files changed. */
  change(service: string, change: Change): void;
  /** A mistake of concordat's own. */
  failure(service: string, error: unknown): void;
}

export interface Change {
  outcome: "reloaded" | "mended" | "kept" | "started" | "stopped";
  /** Of `kept`: why it was not reloaded, a line or several; of `started` and `mended`: its address. */
  message?: string;
}

export function createMockLog(options: MockLogOptions, io: Io): MockLog {
  /** What is wrong with a contract is the same for every request. */
  const told = new Set<string>();
  const isNew = (service: string, { fingerprint }: Finding): boolean => {
    const key = `${service} ${fingerprint}`;
    return !told.has(key) && told.add(key) !== undefined;
  };
  return options.log === "json"
    ? createJsonLog(options, io, isNew)
    : createPrettyLog(options, io, isNew);
}

type IsNew = (service: string, finding: Finding) => boolean;

function createPrettyLog(options: MockLogOptions, io: Io, isNew: IsNew): MockLog {
  const paint = painter(io.colorErrors && options.color);
  const fault = (service: string, finding: Finding): void => {
    if (isNew(service, finding)) {
      io.stderr(`${service}: ${findingLine(finding, finding.at)}\n`);
    }
  };
  return {
    exchange(service, contract, exchange) {
      const { request, status, operation, durationMs, warnings } = exchange;
      const findings = exchange.findings.filter(
        (finding) => finding.severity === "error" || isNew(service, finding),
      );
      const problems = findings.filter(({ severity }) => severity !== "info");
      for (const warning of warnings) fault(service, warning);
      if (options.quiet && problems.length === 0) return;
      const redactor = redactorOf(contract);
      const query = request.query === "" ? "" : `?${redactor.query(request.query)}`;
      const isRefused = problems.some(({ severity }) => severity === "error");
      const color = isRefused ? "red" : problems.length > 0 ? "yellow" : "green";
      const parts = [
        service,
        request.method,
        visible(request.path + query),
        paint(color, String(status)),
        ...(operation === undefined ? [] : [`(${visible(operation.key)})`]),
        paint("dim", `${durationMs.toFixed(durationMs < 10 ? 1 : 0)} ms`),
      ];
      io.stderr(`${parts.join(" ")}\n`);
      for (const finding of options.quiet ? problems : findings) {
        io.stderr(`  ${findingLine(redactor.finding(finding), finding.because)}\n`);
      }
    },
    fault,
    change(service, { outcome, message = "" }) {
      if (outcome !== "kept") {
        if (!options.quiet) io.stderr(`${service}: ${[PAST[outcome], message].join(" ").trim()}\n`);
        return;
      }
      io.stderr(`${service}: ${paint("yellow", "not reloaded")}, it goes on as before\n`);
      for (const line of visible(message).split("\n")) io.stderr(`  ${line}\n`);
    },
    failure(service, error) {
      const { stack, message } = error instanceof Error ? error : new Error(String(error));
      io.stderr(`${service}: concordat failed, and the mistake is its own:\n${stack ?? message}\n`);
    },
  };
}

const PAST = {
  reloaded: "reloaded",
  mended: "mended and reloaded",
  started: "listening on",
  stopped: "stopped",
} as const;

function createJsonLog({ quiet }: MockLogOptions, io: Io, isNew: IsNew): MockLog {
  const write = (line: object): void => io.stderr(`${JSON.stringify(line)}\n`);
  const fault = (service: string, finding: Finding): void => {
    if (isNew(service, finding)) write({ kind: "fault", service, finding });
  };
  return {
    exchange(service, contract, exchange) {
      for (const warning of exchange.warnings) fault(service, warning);
      if (quiet && exchange.findings.every(({ severity }) => severity === "info")) return;
      write({ kind: "exchange", service, ...exchangeEntry(exchange, redactorOf(contract)) });
    },
    fault,
    change(service, change) {
      if (!quiet || change.outcome === "kept") write({ kind: "change", service, ...change });
    },
    failure(service, error) {
      const { stack, message } = error instanceof Error ? error : new Error(String(error));
      write({ kind: "failure", service, message: stack ?? message });
    },
  };
}
