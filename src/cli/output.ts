/**
 * Where a command's result goes: stdout in the wanted format, and report files.
 */
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { ConcordatError } from "../findings/concordat-error.ts";
import { renderJson } from "../report/json.ts";
import type { TerminalOptions } from "../report/terminal.ts";
import type { DocumentSet } from "../source/documents.ts";
import type { Source } from "../source/source.ts";
import type { Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";

/**
 * @param pretty the result as text, made only where it is wanted
 * @throws {ConcordatError} `input.unreadable` when a report cannot be written
 */
export async function writeResult(
  result: unknown,
  pretty: () => string,
  options: CommonOptions,
  io: Io,
): Promise<void> {
  await Promise.all((options.report ?? []).map(({ file }) => writeWhole(file, renderJson(result))));
  io.stdout(options.format === "json" ? renderJson(result) : pretty());
}

/** Writes a file so that it is whole or not there, whatever happens meanwhile. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(draft, text);
    await rename(draft, file);
  } catch (error) {
    throw new ConcordatError("input.unreadable", `${file} cannot be written`, {
      mend: "Check the folder's permissions.",
      cause: error,
    });
  }
}

/** How findings are rendered when these documents have been read. */
export function terminalOptions(
  sets: readonly DocumentSet[],
  more: readonly Source[],
  options: CommonOptions,
  io: Io,
): TerminalOptions {
  const texts = new Map<string, string>();
  for (const { file, text } of more) texts.set(file, text);
  for (const { sources } of sets) {
    for (const { file, text } of sources.values()) texts.set(file, text);
  }
  return { color: io.color && options.color, textOf: (file) => texts.get(file) };
}
