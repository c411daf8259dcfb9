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

/** Where a report goes: `file` is absolute; GitHub's goes where GitHub looks. */
export type ReportTarget = { kind: "json" | "junit" | "sarif"; file: string } | { kind: "github" };

/** Commands that judge things, so that their reports are more than their result. */
const JUDGING: ReadonlySet<string> = new Set(["lint", "verify", "compare", "diff"]);

/** @param formats the first is the default */
export function addCommonOptions(command: Command, io: Io, formats: readonly string[]): Command {
  const reports = JUDGING.has(command.name()) ? ALL_REPORTS : ["json=FILE"];
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
      `also write a report: ${choiceOf(reports)} (repeatable)`,
      (value: string, known: ReportTarget[] = []) => [
        ...known,
        readReport(value, { known, reports, io }),
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

const ALL_REPORTS: readonly string[] = ["json=FILE", "junit=FILE", "sarif=FILE", "github"];

function choiceOf(reports: readonly string[]): string {
  return [reports.slice(0, -1).join(", "), reports.at(-1)!].filter(Boolean).join(" or ");
}

interface ReportContext {
  known: readonly ReportTarget[];
  reports: readonly string[];
  io: Io;
}

/** @throws {ConcordatError} `usage.invalid` for what is no report, or goes where another does */
function readReport(text: string, { known, reports, io }: ReportContext): ReportTarget {
  const [kind = "", file] = text.split(/=(.*)/s);
  const isKnown = reports.includes(file === undefined ? kind : `${kind}=FILE`);
  if (!isKnown || file === "") {
    const choice = choiceOf(reports);
    throw new ConcordatError("usage.invalid", `--report is "${text}"; choose ${choice}`, {
      mend: "Give the report a kind and a file, such as --report json=report.json.",
    });
  }
  if (file === undefined) {
    if (known.every((other) => other.kind !== kind)) return { kind: "github" };
    throw new ConcordatError("usage.invalid", `--report ${kind} is said twice`, {
      mend: "Say it once.",
    });
  }
  const absolute = path.resolve(io.cwd, file);
  if (known.some((other) => other.kind !== "github" && other.file === absolute)) {
    throw new ConcordatError("usage.invalid", `two reports go to ${file}`, {
      mend: "Give each report its own file.",
    });
  }
  return { kind: kind as "json" | "junit" | "sarif", file: absolute };
}
