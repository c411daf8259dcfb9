/**
 * The flags that every command has, and what they say.
 *
 * DESIGN: command line, common flags.
 */
import path from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { ConcordatError } from "../findings/concordat-error.ts";
import type { Io } from "./io.ts";

export interface CommonOptions {
  config?: string;
  root?: string;
  format: string;
  report?: ReportTarget[];
  seed: number;
  strict?: boolean;
  quiet?: boolean;
  color: boolean;
}

export interface ReportTarget {
  kind: "json";
  /** Absolute. */
  file: string;
}

/** @param formats the first is the default */
export function addCommonOptions(command: Command, io: Io, formats: readonly string[]): Command {
  return command
    .option("--config <file>", "the configuration (default: the nearest concordat.config.*)")
    .option("--root <folder>", "the folder that $refs may not leave")
    .addOption(
      new Option("--format <format>", "what goes to stdout")
        .choices([...formats])
        .default(formats[0]),
    )
    .option(
      "--report <kind=file>",
      "also write a report: json=FILE (repeatable)",
      (value: string, known: ReportTarget[] | undefined) => [
        ...(known ?? []),
        readReport(value, io),
      ],
    )
    .option("--seed <n>", "seed of samples", readInteger, 1)
    .option("--strict", "refuse what is otherwise a warning")
    .option("--quiet", "only what is wrong")
    .option("--no-color", "no colours");
}

export function readInteger(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It is a whole number.");
  return Number(text);
}

export function readPort(text: string): number {
  const port = readInteger(text);
  if (port > 65535) throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  return port;
}

function readReport(text: string, io: Io): ReportTarget {
  const [kind, file] = text.split(/=(.*)/s);
  if (kind !== "json" || file === undefined || file === "") {
    throw new ConcordatError("usage.invalid", `--report is "${text}"; choose json=FILE`, {
      mend: "Give the report a kind and a file, such as --report json=report.json.",
    });
  }
  return { kind, file: path.resolve(io.cwd, file) };
}
