/**
 * A copy of the broker's file, taken by another process while the broker runs.
 *
 * SQLite's online backup: what was acknowledged before it began is in the copy, and no write waits.
 */
import { existsSync } from "node:fs";
import { open, realpath, rename, rm } from "node:fs/promises";
import { APPLICATION_ID, loadSqlite, unusable } from "./store.ts";

const OTHER_TARGET = "Name another file for the copy.";

/**
 * Copies `file` to `target`, which is whole or as it was. The file is not changed, nor brought up
 * to date.
 *
 * @throws {ConcordatError} `broker.data-unusable` where `file` is no broker's, or `target` cannot be
 *   written or is a file that is no backup
 */
export async function backupFile(file: string, target: string): Promise<void> {
  if (!existsSync(file)) throw unusable(file, new Error("there is no such file"));
  if (existsSync(target)) {
    if ((await realpath(target)) === (await realpath(file))) {
      throw unusable(target, new Error("it is the file that is to be copied"), OTHER_TARGET);
    }
    if (!(await isBackup(target))) {
      throw unusable(target, new Error("there is a file already that is no backup"), OTHER_TARGET);
    }
  }
  const draft = `${target}.${process.pid}.tmp`;
  const { DatabaseSync, backup } = await loadSqlite();
  const database = openBrokerFile(DatabaseSync, file);
  try {
    await backup(database, draft);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw unusable(target, error, OTHER_TARGET);
  } finally {
    database.close();
  }
}

function openBrokerFile(
  Database: typeof import("node:sqlite").DatabaseSync,
  file: string,
): import("node:sqlite").DatabaseSync {
  let database: import("node:sqlite").DatabaseSync | undefined;
  try {
    database = new Database(file, { readOnly: true });
    // Asked for and not read from the file: what was written last may still be in its log.
    const { application_id: application } = database.prepare("PRAGMA application_id").get()!;
    if (application !== APPLICATION_ID) throw new Error("it is no broker's file");
    return database;
  } catch (error) {
    database?.close();
    throw unusable(file, error);
  }
}

/** SQLite database file format, §1.3: the header's text, and the application at offset 68. */
async function isBackup(file: string): Promise<boolean> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(72), 0, 72, 0);
      return (
        bytesRead === 72 &&
        buffer.subarray(0, 16).toString("latin1") === "SQLite format 3\0" &&
        buffer.readUInt32BE(68) === APPLICATION_ID
      );
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unusable(file, error);
  }
}
