/**
 * What the gateway tells its operators: one JSON object a line.
 */

export interface LogEntry {
  level: "error" | "warning";
  /** What happened, such as `saga.not-undone`. */
  event: string;
  /** Finds the same call in the logs of every other service. */
  correlationId: string;
  requestId: string;
  [detail: string]: unknown;
}

export type Log = (entry: LogEntry) => void;

export function logToStderr(entry: LogEntry): void {
  process.stderr.write(`${JSON.stringify(entry)}\n`);
}
