/**
 * What a mock server says about each exchange, on stderr.
 */
import type { HttpRequest } from "../http/exchange.ts";
import type { Answer } from "../mock/responder.ts";
import { painter } from "../report/terminal.ts";
import { findingLine } from "./finding-line.ts";
import type { Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";

/** Warnings about a contract are said once. */
const told = new Set<string>();

export function logAnswer(
  name: string,
  request: HttpRequest,
  answer: Answer,
  options: CommonOptions,
  io: Io,
): void {
  const paint = painter(io.colorErrors && options.color);
  const isRefused = answer.violations.some(({ severity }) => severity !== "info");
  if (options.quiet && !isRefused) return;
  const query = request.query === "" ? "" : `?${request.query}`;
  const status = paint(isRefused ? "red" : "green", String(answer.response.status));
  io.stderr(`${name} ${request.method} ${request.path}${query} ${status}\n`);
  for (const violation of answer.violations) {
    // What no request could show is the same for every one of them.
    if (violation.severity === "info" && told.has(violation.fingerprint)) continue;
    told.add(violation.fingerprint);
    io.stderr(`  ${findingLine(violation, violation.because)}\n`);
  }
  for (const warning of answer.warnings) {
    if (told.has(warning.fingerprint)) continue;
    told.add(warning.fingerprint);
    io.stderr(`  ${findingLine(warning, warning.at)}\n`);
  }
}
