/**
 * Arguments to exit code.
 *
 * DESIGN: command line. Errors that say what to do are printed; all others are our own mistakes
 * and keep their stack.
 */
import { CommanderError } from "commander";
import { ConcordatError } from "../findings/concordat-error.ts";
import { painter } from "../report/terminal.ts";
import type { ExitCode, Io } from "./io.ts";
import { createProgram } from "./program.ts";

export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    if (io.stop.aborted) {
      io.stderr("stopped before the end\n");
      return 2;
    }
    // Commander has said what is wrong; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof ConcordatError) {
      const paint = painter(io.colorErrors && !argv.includes("--no-color"));
      io.stderr(`${paint("red", "error")}  ${error.code}\n`);
      for (const line of error.message.split("\n")) io.stderr(`  ${line}\n`);
      if (error.mend !== undefined) io.stderr(`\n  mend  ${error.mend}\n`);
      return 2;
    }
    const { stack, message } = error as Error;
    io.stderr(`concordat failed, and the mistake is its own:\n${stack ?? message}\n`);
    return 2;
  }
}
