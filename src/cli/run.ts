/**
 * Arguments to exit code.
 *
 * DESIGN: command line. Errors that say what to do are printed; all others are our own mistakes
 * and keep their stack.
 */
import { CommanderError } from "commander";
import { ConcordatError } from "../findings/concordat-error.ts";
import type { ExitCode, Io } from "./io.ts";
import { createProgram } from "./program.ts";
import { writeError } from "./write-error.ts";

export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    refuseEmpty(argv);
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
      writeError(error, { color: !argv.includes("--no-color") }, io);
      return 2;
    }
    const { stack, message } = error as Error;
    io.stderr(`concordat failed, and the mistake is its own:\n${stack ?? message}\n`);
    return 2;
  }
}

// Not left to those who read it: an empty path is the working directory, an empty host every
// address of the machine.
function refuseEmpty(argv: readonly string[]): void {
  const index = argv.indexOf("");
  if (index === -1) return;
  const after = ["concordat", ...argv].slice(0, index + 1).join(" ");
  throw new ConcordatError("usage.invalid", `there is an empty argument after ${after}`, {
    mend: "Leave it out, or set the variable that it was to come from.",
  });
}
