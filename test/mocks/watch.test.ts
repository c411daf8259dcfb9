/**
 * `concordat mock --watch`: what is served follows the files, and what cannot be read changes nothing.
 */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type CliOutcome, runCli } from "../run-cli.ts";
import { bin, endAll, start } from "../start-process.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";

afterEach(endAll);

/** A document whose only answer is this word. */
function document(word: string): string {
  return `openapi: 3.1.0
info: { title: Words, version: "1" }
paths:
  /word:
    get:
      responses:
        "200": { description: a word, content: { application/json: { schema: { const: ${word} } } } }
`;
}

const REFERRING = document("x").replace("{ const: x }", "{ $ref: shared.yaml }");

interface Session {
  write(name: string, text: string): void;
  remove(name: string): void;
  /** Everything on stderr since it was last asked for, once it ends with this line. */
  said(line: string): Promise<string[]>;
  /** The URL of a service, once it listens. */
  urlOf(service: string): Promise<string>;
  word(service: string): Promise<unknown>;
}

/** A mock that watches, in a folder with these files, until `use` is done. */
function watching(
  argv: readonly string[],
  files: Record<string, string>,
  use: (session: Session) => Promise<void>,
): Promise<CliOutcome> {
  return inTemporaryFolder(async (cwd) => {
    const write = (name: string, text: string): void => {
      // As editors do, so that half a file is never seen.
      writeFileSync(path.join(cwd, `${name}.tmp`), text);
      renameSync(path.join(cwd, `${name}.tmp`), path.join(cwd, name));
    };
    for (const [name, text] of Object.entries(files)) write(name, text);
    const stop = new AbortController();
    const printed = { all: "", err: "" };
    let wake = (): void => undefined;
    const print = (stream: "out" | "err") => (text: string) => {
      printed.all += text;
      if (stream === "err") printed.err += text;
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
    const ended = runCli(["mock", "--watch", ...argv], {
      cwd,
      stop: stop.signal,
      stdout: print("out"),
      stderr: print("err"),
    });
    const urlOf = (service: string): Promise<string> =>
      until(() => {
        const url = new RegExp(`^${service}:? listening on (\\S+)$`, "m");
        return url.exec(printed.all)?.[1];
      });
    const session: Session = {
      write,
      remove: (name) => rmSync(path.join(cwd, name)),
      said: (line) =>
        until(() => {
          if (!printed.err.includes(`${line}\n`)) return undefined;
          const lines = printed.err.trimEnd().split("\n");
          printed.err = "";
          return lines;
        }),
      urlOf,
      word: async (service) => (await fetch(`${await urlOf(service)}/word`)).json(),
    };
    try {
      await Promise.race([use(session), ended.then(({ code }) => expect(code).toBe("it ended"))]);
    } finally {
      stop.abort();
      await ended;
    }
    return ended;
  });
}

const KEPT = "words: not reloaded, it goes on as before";

/** Without the requests, which are logged between. */
function changes(lines: readonly string[]): string[] {
  return lines.filter((line) => !/ GET /.test(line));
}

describe("a document", () => {
  const argv = ["words.yaml"];

  test("that changes is served from then on, at the same address", async () => {
    const { code } = await watching(
      argv,
      { "words.yaml": document("one") },
      async ({ write, said, word }) => {
        expect(await word("words")).toBe("one");
        for (const next of ["two", "three"]) {
          write("words.yaml", document(next));
          await said("words: reloaded");
          expect(await word("words")).toBe(next);
        }
      },
    );
    expect(code).toBe(0);
  });

  test("that another refers to changes what that says", () =>
    watching(
      argv,
      { "words.yaml": REFERRING, "shared.yaml": "{ const: one }" },
      async ({ write, said, word }) => {
        expect(await word("words")).toBe("one");
        write("shared.yaml", "{ const: two }");
        await said("words: reloaded");
        expect(await word("words")).toBe("two");
      },
    ));

  test("that is referred to later is watched, too", () =>
    watching(argv, { "words.yaml": document("one") }, async ({ write, said, word }) => {
      await word("words");
      write("words.yaml", REFERRING);
      await said("words: reloaded");
      write("shared.yaml", "{ const: two }");
      await said("words: reloaded");
      expect(await word("words")).toBe("two");
    }));

  test("that cannot be read changes nothing, which is said once, and that it is mended", () =>
    watching(argv, { "words.yaml": document("one") }, async ({ write, said, word }) => {
      await word("words");
      write("words.yaml", `${document("two")}{`);
      expect(changes(await said(KEPT))).toEqual([
        KEPT,
        expect.stringMatching(/^ {2}words\.yaml:8:\d+: not YAML: /),
      ]);
      expect(await word("words")).toBe("one");
      // Another text with the same fault.
      write("words.yaml", `${document("six")}{`);
      write("words.yaml", document("three"));
      expect(changes(await said("words: mended and reloaded"))).toEqual([
        "words: mended and reloaded",
      ]);
      expect(await word("words")).toBe("three");
      write("words.yaml", document("four"));
      expect(changes(await said("words: reloaded"))).toEqual(["words: reloaded"]);
      write("words.yaml", "{");
      await said(KEPT);
      // As it was before.
      write("words.yaml", document("four"));
      await said("words: mended and reloaded");
    }));

  test.each([
    ["that is no contract any more", "words.yaml", "a: 1", /^ {2}words\.yaml:1:1: /],
    ["that is AsyncAPI", "words.yaml", "asyncapi: 3.0.0", /^ {2}words\.yaml is an AsyncAPI/],
    ["that is referred to and broken", "shared.yaml", "{", /^ {2}shared\.yaml:1:2: not YAML/],
  ])("%s changes nothing", (_, name, text, reason) =>
    watching(
      argv,
      { "words.yaml": REFERRING, "shared.yaml": "{ const: one }" },
      async ({ write, said, word }) => {
        await word("words");
        write(name, text);
        const lines = changes(await said(KEPT));
        expect(lines).toEqual([KEPT, expect.stringMatching(reason)]);
        expect(await word("words")).toBe("one");
      },
    ).then(({ code }) => expect(code).toBe(0)),
  );

  test("that is taken away, too", () =>
    watching(
      argv,
      { "words.yaml": REFERRING, "shared.yaml": "{ const: one }" },
      async ({ remove, write, said, word }) => {
        await word("words");
        remove("shared.yaml");
        await said("  shared.yaml: no such file");
        remove("words.yaml");
        await said("  words.yaml: no such file");
        expect(await word("words")).toBe("one");
        write("words.yaml", document("two"));
        await said("words: mended and reloaded");
        expect(await word("words")).toBe("two");
      },
    ));

  test("with a reference that leads nowhere is served, unless it is strict", async () => {
    const dangling = document("one").replace("{ const: one }", '{ $ref: "#/no/such" }');
    const files = { "words.yaml": document("one") };
    await watching(argv, files, async ({ write, said, word }) => {
      await word("words");
      write("words.yaml", dangling);
      expect(changes(await said("words: reloaded"))).toEqual([
        "words: reloaded",
        expect.stringMatching(/^words: reference\.dangling /),
      ]);
    });
    await watching([...argv, "--strict"], files, async ({ write, said, word }) => {
      await word("words");
      write("words.yaml", dangling);
      await said(KEPT);
      expect(await word("words")).toBe("one");
    });
  });

  test("drops no request while it changes", () =>
    watching(argv, { "words.yaml": document("one") }, async ({ write, said, urlOf }) => {
      const url = `${await urlOf("words")}/word`;
      const words = new Set<unknown>();
      let isDone = false;
      const asking = Array.from({ length: 4 }, async () => {
        while (!isDone) {
          const answer = await fetch(url);
          expect(answer.status).toBe(200);
          words.add(await answer.json());
        }
      });
      for (const next of ["two", "three", "four"]) {
        write("words.yaml", document(next));
        await said("words: reloaded");
      }
      isDone = true;
      await Promise.all(asking);
      expect([...words].slice(0, 3)).toEqual(["one", "two", "three"]);
    }));
});

describe("a configuration", () => {
  const files = {
    "concordat.config.yaml": "services: { a: { contract: a.yaml }, b: { contract: b.yaml } }",
    "a.yaml": document("one"),
    "b.yaml": document("other"),
  };

  test("of several services: each follows its own document", () =>
    watching([], files, async ({ write, said, word }) => {
      expect([await word("a"), await word("b")]).toEqual(["one", "other"]);
      write("a.yaml", "{");
      await said("a: not reloaded, it goes on as before");
      write("b.yaml", document("another"));
      await said("b: reloaded");
      expect([await word("a"), await word("b")]).toEqual(["one", "another"]);
    }));

  test("says which services there are", () =>
    watching(["--write-env", "env"], files, async ({ write, said, word, urlOf }) => {
      const gone = await urlOf("b");
      const kept = await urlOf("a");
      write("c.yaml", document("new"));
      write(
        "concordat.config.yaml",
        "services: { a: { contract: c.yaml }, c: { contract: c.yaml } }",
      );
      await said("b: stopped");
      await said("a: reloaded");
      expect([await word("a"), await word("c")]).toEqual(["new", "new"]);
      await expect(fetch(gone)).rejects.toThrow();
      write("concordat.config.yaml", "services: { a: { contract: a.yaml } }");
      await said("c: stopped");
      await said("a: reloaded");
      // At the address it had.
      expect(await (await fetch(`${kept}/word`)).json()).toBe("one");
    }));

  test("that cannot be used changes nothing", () =>
    watching([], files, async ({ write, said, word }) => {
      await word("a");
      write("concordat.config.yaml", "services: { a: { contrct: a.yaml } }");
      await said("configuration: not reloaded, it goes on as before");
      write("a.yaml", document("two"));
      await said("a: reloaded");
      expect([await word("a"), await word("b")]).toEqual(["two", "other"]);
      write("concordat.config.yaml", files["concordat.config.yaml"]);
      await said("configuration: mended and reloaded");
    }));

  test("that is a script is run again", () => {
    const config = (file: string): string =>
      `export default { services: { a: { contract: "${file}" } } };`;
    return watching(
      [],
      {
        "concordat.config.mjs": config("a.yaml"),
        "a.yaml": document("one"),
        "b.yaml": document("two"),
      },
      async ({ write, said, word }) => {
        expect(await word("a")).toBe("one");
        write("concordat.config.mjs", config("b.yaml"));
        await said("a: reloaded");
        expect(await word("a")).toBe("two");
        write("concordat.config.mjs", "\nthrow new Error('not today');");
        await said("  concordat.config.mjs:2: not today");
      },
    );
  });

  test("the addresses are written again", () =>
    inTemporaryFolder((outside) => {
      const env = path.join(outside, "env");
      return watching(["--write-env", env], files, async ({ write, said, urlOf }) => {
        const url = await urlOf("a");
        write("concordat.config.yaml", "services: { a: { contract: a.yaml } }");
        await said("b: stopped");
        write("a.yaml", document("two"));
        await said("a: reloaded");
        expect(await readFile(env, "utf8")).toBe(`A_URL=${url}\n`);
      });
    }));
});

test("SIGTERM ends it well", () =>
  inTemporaryFolder(async (cwd) => {
    writeFileSync(path.join(cwd, "words.yaml"), document("one"));
    const { child, ended, listening, told } = start([bin, "mock", "words.yaml", "--watch"], {
      cwd,
    });
    const url = await listening;
    writeFileSync(path.join(cwd, "words.yaml"), document("two"));
    await told("words: reloaded");
    expect(await (await fetch(`${url}/word`)).json()).toBe("two");
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, signal: null });
  }));
