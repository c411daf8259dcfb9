/**
 * `concordat mock` in this process, while a test talks to it.
 */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { type CliOutcome, runCli } from "../run-cli.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";

export interface MockSession {
  write(name: string, text: string): void;
  remove(name: string): void;
  /** Everything on stderr since it was last asked for, once it ends with this line. */
  said(line: string): Promise<string[]>;
  /** The URL of a service, once it listens. */
  urlOf(service: string): Promise<string>;
}

/** `concordat mock` with these arguments, in a folder with these files, until `use` is done. */
export function mockSession(
  argv: readonly string[],
  files: Record<string, string>,
  use: (session: MockSession) => Promise<void>,
): Promise<CliOutcome> {
  return inTemporaryFolder(async (cwd) => {
    const write = (name: string, text: string): void => {
      // As editors do, so that half a file is never seen.
      writeFileSync(path.join(cwd, `${name}.tmp`), text);
      renameSync(path.join(cwd, `${name}.tmp`), path.join(cwd, name));
    };
    for (const [name, text] of Object.entries(files)) write(name, text);
    const stop = new AbortController();
    const printed = { stdout: "", stderr: "" };
    /** How much of stderr was asked for already. */
    let seen = 0;
    let wake = (): void => undefined;
    const print = (stream: "stdout" | "stderr") => (text: string) => {
      printed[stream] += text;
      wake();
    };
    const until = async <T>(find: () => T | undefined): Promise<T> => {
      for (;;) {
        const found = find();
        if (found !== undefined) return found;
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
    };
    const ended = runCli(["mock", ...argv], {
      cwd,
      stop: stop.signal,
      stdout: print("stdout"),
      stderr: print("stderr"),
    });
    const urlOf = (service: string): Promise<string> =>
      until(() => {
        const url = new RegExp(`^${service}:? listening on (\\S+)$`, "m");
        return url.exec(`${printed.stdout}\n${printed.stderr}`)?.[1];
      });
    const session: MockSession = {
      write,
      remove: (name) => rmSync(path.join(cwd, name)),
      said: (line) =>
        until(() => {
          const text = printed.stderr.slice(seen);
          if (!text.includes(`${line}\n`)) return undefined;
          seen = printed.stderr.length;
          return text.trimEnd().split("\n");
        }),
      urlOf,
    };
    try {
      await Promise.race([use(session), ended.then(({ code }) => expect(code).toBe("it ended"))]);
    } finally {
      stop.abort();
      await ended;
    }
    return { ...(await ended), ...printed };
  });
}
