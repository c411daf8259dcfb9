/**
 * A folder that lives as long as what is done in it.
 */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

export async function inTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  // On macOS the temporary folder is behind a symbolic link, and programs tell the real one.
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), "concordat-test-")));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
