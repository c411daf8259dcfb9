/**
 * One process at a time at a file, whatever happens to the one that is.
 *
 * The lock is a file that is made whole or not at all. A process that has died leaves it behind:
 * whoever waits takes it away.
 */
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { ConcordatError } from "../findings/concordat-error.ts";

const WAIT_MS = 10;

/** Work under the lock takes a few milliseconds. */
const MAX_WAIT_MS = 20_000;

/**
 * Runs `work` while nobody else does for the same `file`.
 *
 * @param work synchronous, so that a process that holds the lock does nothing else
 * @throws {ConcordatError} `input.unreadable` where somebody holds the lock for too long
 */
export async function withLock<T>(file: string, work: () => T): Promise<T> {
  const lock = `${file}.lock`;
  const token = `${process.pid} ${randomUUID()}`;
  for (let waitedMs = 0; !take(lock, token); waitedMs += WAIT_MS) {
    if (waitedMs >= MAX_WAIT_MS) {
      throw new ConcordatError("input.unreadable", `${lock} is held by another process`, {
        mend: `Delete ${lock} if no test is running.`,
      });
    }
    if (!releaseDead(lock)) await sleep(WAIT_MS);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

// A link is made at once, its content with it, and never in the place of another file.
function take(lock: string, token: string): boolean {
  const draft = `${lock}.${token.split(" ")[1]}`;
  writeFileSync(draft, token);
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

// Two that wait must not both take the dead one's lock away: the second would take the first's.
// Only one of them holds the lock of the dead one's token, and looks again before it does.
function releaseDead(lock: string): boolean {
  const holder = readToken(lock);
  if (holder === undefined) return true;
  if (isAlive(Number(holder.split(" ")[0]))) return false;
  const removal = `${lock}.${holder.split(" ")[1]}.dead`;
  if (!take(removal, `${process.pid} ${randomUUID()}`)) return false;
  try {
    if (readToken(lock) === holder) rmSync(lock, { force: true });
    return true;
  } finally {
    rmSync(removal, { force: true });
  }
}

function readToken(lock: string): string | undefined {
  try {
    return readFileSync(lock, "utf8");
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is alive, too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
