/**
 * Files that are whole or not there, whatever happens meanwhile.
 */
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { ConcordatError } from "../findings/concordat-error.ts";

/**
 * Writes a file, and the folders that it stands in. What stands there and is no regular file, such
 * as a device or a pipe, is written to and not replaced.
 *
 * @throws {ConcordatError} `input.unreadable` where that cannot be done
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    const standing = await stat(file).catch(() => undefined);
    if (standing !== undefined && !standing.isFile()) {
      await writeFile(file, text);
      return;
    }
    await makeFolder(path.dirname(path.resolve(file)));
    await writeFile(draft, text);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw unwritable(file, error);
  }
}

/** What a file that cannot be written ends the command with. */
export function unwritable(file: string, error: unknown): ConcordatError {
  const { reason, mend } = faultOf(file, error as NodeJS.ErrnoException);
  return new ConcordatError("input.unreadable", `${file} cannot be written${reason}`, {
    mend,
    cause: error,
  });
}

function faultOf(
  file: string,
  { code, syscall, path: folder }: NodeJS.ErrnoException,
): { reason: string; mend: string } {
  if (code === "EISDIR") return { reason: ": it is a folder", mend: "Name a file." };
  const mend = "Name a file in a folder that is there, or that can be made.";
  if (syscall === "mkdir") return { reason: `: the folder ${folder} cannot be made`, mend };
  if (code === "ENOTDIR") return { reason: `: ${path.dirname(file)} is no folder`, mend };
  return { reason: "", mend: "Check the folder's permissions." };
}

// Not with `recursive`: where a folder that is there takes no others, as /proc, Node would try for
// ever.
async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  let current = folder;
  while (!(await isThere(current))) {
    missing.push(current);
    current = path.dirname(current);
  }
  for (const each of missing.toReversed()) {
    await mkdir(each).catch((error: NodeJS.ErrnoException) => {
      // Another report of this run may have made it meanwhile.
      if (error.code !== "EEXIST") throw error;
    });
  }
}

// A root that is not there, such as a drive, has no folder above it: it is asked to take the next.
async function isThere(folder: string): Promise<boolean> {
  if (path.dirname(folder) === folder) return true;
  return await stat(folder).then(
    () => true,
    () => false,
  );
}
