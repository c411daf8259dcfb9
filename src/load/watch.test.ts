/**
 * Files that are watched, changed as editors and version control change them.
 */
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { inTemporaryFolder } from "../../test/temporary-folder.ts";
import { type FileWatch, type WatchedFile, watchFiles } from "./watch.ts";

interface Watching extends FileWatch {
  /** The names of the files that are told next, relative to the folder. */
  next(): Promise<string[]>;
  /** All that was told and not asked for. */
  left: string[][];
}

async function watching(
  folder: string,
  files: readonly WatchedFile[],
  use: (watch: Watching) => Promise<void>,
): Promise<void> {
  const left: string[][] = [];
  let wake = (): void => undefined;
  const watch = watchFiles({
    onChange: (changed) => {
      left.push([...changed].map((file) => path.relative(folder, file)));
      wake();
    },
    onBlind: (blind, reason) => {
      throw new Error(`${blind}: ${reason}`);
    },
  });
  const next = async (): Promise<string[]> => {
    while (left.length === 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await promise;
    }
    return left.shift()!;
  };
  try {
    await watch.follow(files);
    await use({ ...watch, next, left });
  } finally {
    watch.close();
  }
}

/** A folder with `a.yaml` and `sub/b.yaml`, watched. */
function inFolder(
  use: (folder: string, watch: Watching) => Promise<void>,
  more: readonly WatchedFile[] = [],
): Promise<void> {
  return inTemporaryFolder(async (folder) => {
    const write = (name: string): WatchedFile => {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, "first");
      return { file, text: "first" };
    };
    const files = [
      write("a.yaml"),
      write("sub/b.yaml"),
      ...more.map(({ file, text }) => ({ file: path.join(folder, file), text })),
    ];
    await watching(folder, files, (watch) => use(folder, watch));
  });
}

/** A change whose telling shows that nothing was told before it. */
async function expectNothingElse(folder: string, watch: Watching): Promise<void> {
  writeFileSync(path.join(folder, "a.yaml"), "the last");
  expect(await watch.next()).toEqual(["a.yaml"]);
  expect(watch.left).toEqual([]);
}

test("a file that is written over", () =>
  inFolder(async (folder, watch) => {
    writeFileSync(path.join(folder, "a.yaml"), "second");
    expect(await watch.next()).toEqual(["a.yaml"]);
    writeFileSync(path.join(folder, "a.yaml"), "third");
    expect(await watch.next()).toEqual(["a.yaml"]);
  }));

test("a file that another takes the place of, again and again", () =>
  inFolder(async (folder, watch) => {
    for (const text of ["second", "third"]) {
      writeFileSync(path.join(folder, "sub/b.yaml.tmp"), text);
      renameSync(path.join(folder, "sub/b.yaml.tmp"), path.join(folder, "sub/b.yaml"));
      expect(await watch.next()).toEqual(["sub/b.yaml"]);
    }
  }));

test("several writes at once are told once", () =>
  inFolder(async (folder, watch) => {
    for (const text of ["", "sec", "second"]) writeFileSync(path.join(folder, "a.yaml"), text);
    writeFileSync(path.join(folder, "sub/b.yaml"), "second");
    expect(await watch.next()).toEqual(["a.yaml", "sub/b.yaml"]);
    await expectNothingElse(folder, watch);
  }));

test("a file that is still being written is left alone", () =>
  inFolder(async (folder, watch) => {
    const end = performance.now() + 250;
    for (let text = "second"; performance.now() < end; text += ".") {
      writeFileSync(path.join(folder, "a.yaml"), text);
      await setImmediate();
    }
    expect(watch.left).toEqual([]);
    expect(await watch.next()).toEqual(["a.yaml"]);
    await expectNothingElse(folder, watch);
  }));

test("a save that changes nothing, and other files, are not told", () =>
  inFolder(async (folder, watch) => {
    writeFileSync(path.join(folder, "a.yaml"), "first");
    writeFileSync(path.join(folder, "other.yaml"), "new");
    await expectNothingElse(folder, watch);
  }));

test("a file that is taken away, and comes back", () =>
  inFolder(async (folder, watch) => {
    rmSync(path.join(folder, "a.yaml"));
    expect(await watch.next()).toEqual(["a.yaml"]);
    writeFileSync(path.join(folder, "a.yaml"), "second");
    expect(await watch.next()).toEqual(["a.yaml"]);
  }));

test("a folder that is taken away, and comes back", () =>
  inFolder(async (folder, watch) => {
    for (const text of ["second", "third"]) {
      rmSync(path.join(folder, "sub"), { recursive: true });
      expect(await watch.next()).toEqual(["sub/b.yaml"]);
      mkdirSync(path.join(folder, "sub"));
      writeFileSync(path.join(folder, "sub/b.yaml"), text);
      expect(await watch.next()).toEqual(["sub/b.yaml"]);
    }
  }));

test("a folder that another takes the place of", () =>
  inFolder(async (folder, watch) => {
    mkdirSync(path.join(folder, "next"));
    writeFileSync(path.join(folder, "next/b.yaml"), "second");
    renameSync(path.join(folder, "sub"), path.join(folder, "before"));
    renameSync(path.join(folder, "next"), path.join(folder, "sub"));
    expect(await watch.next()).toEqual(["sub/b.yaml"]);
    writeFileSync(path.join(folder, "sub/b.yaml"), "third");
    expect(await watch.next()).toEqual(["sub/b.yaml"]);
  }));

test("a file that comes to be, in a folder that comes to be", () =>
  inFolder(
    async (folder, watch) => {
      mkdirSync(path.join(folder, "later/on"), { recursive: true });
      writeFileSync(path.join(folder, "later/on/c.yaml"), "first");
      expect(await watch.next()).toEqual(["later/on/c.yaml"]);
    },
    [{ file: "later/on/c.yaml", text: undefined }],
  ));

test.skipIf(process.platform === "win32")("what a link leads to", () =>
  inTemporaryFolder(async (folder) => {
    mkdirSync(path.join(folder, "real"));
    mkdirSync(path.join(folder, "shown"));
    writeFileSync(path.join(folder, "real/a.yaml"), "first");
    symlinkSync(path.join(folder, "real/a.yaml"), path.join(folder, "shown/a.yaml"));
    const files = [{ file: path.join(folder, "shown/a.yaml"), text: "first" }];
    await watching(folder, files, async (watch) => {
      for (const text of ["second", "third"]) {
        writeFileSync(path.join(folder, "real/a.yaml"), text);
        expect(await watch.next()).toEqual(["shown/a.yaml"]);
      }
    });
  }),
);

test("what changed before it was watched", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "a.yaml");
    writeFileSync(file, "second");
    await watching(folder, [{ file, text: "first" }], async (watch) => {
      expect(await watch.next()).toEqual(["a.yaml"]);
    });
  }));

test("files that are followed from now on", () =>
  inFolder(async (folder, watch) => {
    const added = { file: path.join(folder, "c.yaml"), text: undefined };
    await watch.follow([added, { file: path.join(folder, "a.yaml"), text: undefined }]);
    // Nobody follows it any more.
    writeFileSync(path.join(folder, "sub/b.yaml"), "second");
    await expectNothingElse(folder, watch);
    writeFileSync(added.file, "first");
    expect(await watch.next()).toEqual(["c.yaml"]);
  }));
