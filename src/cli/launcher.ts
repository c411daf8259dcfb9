/**
 * The process that started this one: `bin/concordat.js`, where it had to find another Node.
 */
import { Socket } from "node:net";
import process from "node:process";

/** The descriptor of the pipe that the launcher holds open as long as it lives. */
const VARIABLE = "CONCORDAT_LAUNCHER_FD";

/** How long this process may take to end once its launcher has. */
const GRACE_MS = 5000;

/**
 * Ends this process when its launcher ends, as a SIGTERM would, so that no mock keeps its port after
 * a `kill -9`. Does nothing where there is no launcher, and keeps no process alive.
 */
export function followLauncher(): void {
  const descriptor = process.env[VARIABLE];
  if (descriptor === undefined) return;
  // Processes that this one starts have another parent to follow.
  delete process.env[VARIABLE];
  const leash = new Socket({ fd: Number(descriptor), readable: true, writable: false });
  leash.on("error", () => undefined);
  leash.on("close", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref();
  });
  leash.resume();
  leash.unref();
}
