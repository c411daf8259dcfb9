/**
 * What a mock server says about each exchange, on stderr.
 */
import type { HttpRequest } from "../http/exchange.ts";
import type { Answer } from "../mock/responder.ts";
import { painter } from "../report/terminal.ts";
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
  const isRefused = answer.violations.length > 0;
  if (options.quiet && !isRefused) return;
  const query = request.query === "" ? "" : `?${request.query}`;
  const status = paint(isRefused ? "red" : "green", String(answer.response.status));
  io.stderr(`${name} ${request.method} ${request.path}${query} ${status}\n`);
  for (const { code, message, because } of answer.violations) {
    const rule =
      because === undefined ? "" : ` (${because.file}:${because.line}:${because.column})`;
    io.stderr(`  ${code}  ${message}${rule}\n`);
  }
  for (const { fingerprint, code, message, at } of answer.warnings) {
    if (told.has(fingerprint)) continue;
    told.add(fingerprint);
    io.stderr(`  ${code}  ${message} (${at.file}:${at.line}:${at.column})\n`);
  }
}
