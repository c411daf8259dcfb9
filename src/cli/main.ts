/**
 * The process: what `bin/concordat.js` starts.
 */
import { enableCompileCache } from "node:module";
import process from "node:process";
import type { ExitCode, Io } from "./io.ts";
import { followLauncher } from "./launcher.ts";

// Compiling its modules is a third of a short run; the next one finds them compiled, in Node's own
// folder for that. Where it cannot be written, and under NODE_DISABLE_COMPILE_CACHE, nothing changes.
enableCompileCache();

/** The command's answer; undefined until it has one. */
let answer: ExitCode | undefined;
let isOutputLost = false;
let explainEarlyEnd = (): void => undefined;

// The exit code is the command's, whoever ends the process: a configuration is code, and may call
// process.exit(0) before anything was judged.
process.on("exit", () => {
  if (answer === undefined) explainEarlyEnd();
  process.exitCode = isOutputLost ? 2 : (answer ?? 2);
});
process.on("uncaughtExceptionMonitor", () => {
  // Node prints it; there is nothing to add.
  explainEarlyEnd = () => undefined;
});
process.on("beforeExit", () => {
  // Nobody ended the process: the command waits for what does not come.
  explainEarlyEnd = () => {
    io.stderr("concordat failed, and the mistake is its own: it ended without an answer\n");
  };
});

// A reader that has seen enough, such as `head`, closes the pipe; that is no error, and the exit
// code still tells what was found.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE" || isOutputLost) return;
  isOutputLost = true;
  io.stderr(`error  input.unreadable\n  stdout cannot be written: ${error.message}\n`);
});
// What goes there is no result, and there is nowhere to say that it is lost.
process.stderr.on("error", () => undefined);

followLauncher();

let stop: AbortController | undefined;
const noColor = (process.env.NO_COLOR ?? "") !== "";
const io: Io = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  cwd: process.cwd(),
  env: process.env,
  color: process.stdout.isTTY === true && !noColor,
  colorErrors: process.stderr.isTTY === true && !noColor,
  isInteractive: process.stderr.isTTY === true,
  get stop() {
    stop ??= catchSignals();
    return stop.signal;
  },
  today: new Date().toISOString().slice(0, 10),
  onEarlyEnd: (explain) => {
    explainEarlyEnd = explain;
  },
};

// Until a command has something to stop, a signal ends the process as it ends any other: a handler
// would have to wait for a configuration that computes for ever.
function catchSignals(): AbortController {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    // A second signal ends the process at once, as without a handler.
    process.once(signal, () => controller.abort(signal));
  }
  return controller;
}

const { run } = await import("./run.ts");
answer = await run(process.argv.slice(2), io);
process.exitCode = answer;
