/**
 * The command line run in this process, its output collected.
 */
import type { ExitCode, Io } from "../src/cli/io.ts";
import { run } from "../src/cli/run.ts";

export interface CliOutcome {
  code: ExitCode;
  stdout: string;
  stderr: string;
}

export async function runCli(
  argv: readonly string[],
  io: Partial<Io> & { cwd: string },
): Promise<CliOutcome> {
  let stdout = "";
  let stderr = "";
  const code = await run(argv, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    env: {},
    color: false,
    colorErrors: io.color ?? false,
    isInteractive: false,
    stop: new AbortController().signal,
    today: "2026-11-23",
    onEarlyEnd: () => undefined,
    ...io,
  });
  return { code, stdout, stderr };
}
