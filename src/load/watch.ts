/**
 * Files, watched for changes of what stands in them.
 *
 * Node.js `fs.watch`, caveats: an editor that saves puts another file in the old one's place, and a
 * watcher of the old one hears no more of it; so folders are watched, and what happens in one only
 * says that it is time to look. Event types and names differ between systems, and are not relied on.
 */
import { type FSWatcher, watch } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";

export interface FileWatch {
  /** What is watched from now on; a file may come to be. Of one that was watched before, all is known. */
  follow(files: Iterable<WatchedFile>): Promise<void>;
  close(): void;
}

export interface WatchedFile {
  /** Absolute. */
  file: string;
  /** What was read, undefined where that could not be: what differs from it by now is told at once. */
  text: string | undefined;
}

export interface WatchOptions {
  /** Called with the files that have another content, once it has stood still for a while. */
  onChange: (files: ReadonlySet<string>) => void;
  /** A folder that cannot be watched, and why. */
  onBlind: (folder: string, reason: string) => void;
}

/** Editors write in several steps: a file is read when it has not changed for as long as this. */
const STILL_MS = 50;

export function watchFiles({ onChange, onBlind }: WatchOptions): FileWatch {
  const known = new Map<string, KnownFile>();
  const folders = new Map<string, WatchedFolder>();
  const blind = new Set<string>();
  let seen = "";
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const look = (): void => {
    if (isClosed || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void lookAgain();
    }, STILL_MS);
  };

  const lookAgain = async (): Promise<void> => {
    await watchFolders();
    const files = [...known];
    const stamps = await Promise.all(files.map(([file]) => stampOf(file)));
    if (isClosed) return;
    const now = stamps.join("\n");
    if (now !== seen) {
      seen = now;
      look();
      return;
    }
    const changed = new Set<string>();
    for (const [index, [file, entry]] of files.entries()) {
      if (entry.stamp === stamps[index]) continue;
      const text = await textOf(file);
      if (known.get(file) !== entry) continue;
      entry.stamp = stamps[index];
      if (text !== entry.text) changed.add(file);
      entry.text = text;
    }
    if (changed.size > 0 && !isClosed) onChange(changed);
  };

  const watchFolders = async (): Promise<void> => {
    const wanted = await foldersOf(known.keys());
    if (isClosed) return;
    for (const [folder, { watcher, identity }] of folders) {
      // Another folder of this name is another one to watch.
      if (wanted.get(folder) === identity) continue;
      watcher.close();
      folders.delete(folder);
    }
    for (const [folder, identity] of wanted) {
      if (!folders.has(folder)) addFolder(folder, identity);
    }
  };

  const addFolder = (folder: string, identity: string): void => {
    const give = (error: unknown): void => {
      folders.get(folder)?.watcher.close();
      folders.delete(folder);
      // A folder that is gone is looked for above it.
      if ((error as NodeJS.ErrnoException).code === "ENOENT" || blind.has(folder)) return;
      blind.add(folder);
      onBlind(folder, (error as Error).message);
    };
    try {
      const watcher = watch(folder, look);
      watcher.on("error", (error) => {
        give(error);
        look();
      });
      folders.set(folder, { watcher, identity });
    } catch (error) {
      give(error);
    }
  };

  return {
    async follow(files) {
      const before = new Map(known);
      known.clear();
      for (const { file, text } of files) {
        known.set(file, before.get(file) ?? { text, stamp: undefined });
      }
      await watchFolders();
      // What changed before there was a watcher is seen now.
      seen = "";
      look();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      for (const { watcher } of folders.values()) watcher.close();
      folders.clear();
    },
  };
}

interface KnownFile {
  /** Undefined where there is none. */
  text: string | undefined;
  /** Of when it was read here. */
  stamp: string | undefined;
}

interface WatchedFolder {
  watcher: FSWatcher;
  identity: string;
}

/** Of each file the folder that it stands in, and the one that a link leads to; or what is nearest. */
async function foldersOf(files: Iterable<string>): Promise<Map<string, string>> {
  const folders = new Map<string, string>();
  const names = new Set<string>();
  for (const file of files) {
    names.add(path.dirname(file));
    const real = await realpath(file).catch(() => undefined);
    if (real !== undefined) names.add(path.dirname(real));
  }
  for (const name of names) {
    for (let folder = name; ; folder = path.dirname(folder)) {
      const found = await stat(folder, { bigint: true }).catch(() => undefined);
      if (found?.isDirectory()) {
        // The number alone may be given again.
        folders.set(folder, `${found.ino} ${found.birthtimeNs}`);
        break;
      }
      if (folder === path.dirname(folder)) break;
    }
  }
  return folders;
}

/** Another one whenever the file was written, replaced or taken away. */
async function stampOf(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  if (found === undefined) return "none";
  return `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
}

async function textOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  // A pipe may have no writer.
  if (!found?.isFile()) return undefined;
  return readFile(file, "utf8").catch(() => undefined);
}
