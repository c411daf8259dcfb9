/**
 * The process: what `bin/concordat.js` starts.
 */
import process from "node:process";
import type { Io } from "./io.ts";
import { run } from "./run.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  // A second signal ends the process at once, as without a handler.
  process.once(signal, () => stop.abort(signal));
}

// A reader that has seen enough, such as `head`, closes the pipe; that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

const noColor = (process.env.NO_COLOR ?? "") !== "";
const io: Io = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  cwd: process.cwd(),
  env: process.env,
  color: process.stdout.isTTY === true && !noColor,
  colorErrors: process.stderr.isTTY === true && !noColor,
  isInteractive: process.stderr.isTTY === true,
  stop: stop.signal,
  today: new Date().toISOString().slice(0, 10),
};

process.exitCode = await run(process.argv.slice(2), io);
