/**
 * `concordat mock --watch`: what is served follows the files, and what cannot be read changes nothing.
 */
import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { CliOutcome } from "../run-cli.ts";
import { bin, endAll, start } from "../start-process.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";
import { type MockSession, mockSession } from "./mock-session.ts";

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

function watching(
  argv: readonly string[],
  files: Record<string, string>,
  use: (session: MockSession & { word(service: string): Promise<unknown> }) => Promise<void>,
): Promise<CliOutcome> {
  return mockSession(["--watch", ...argv], files, (session) => {
    const word = async (service: string): Promise<unknown> =>
      (await fetch(`${await session.urlOf(service)}/word`)).json();
    return use({ ...session, word });
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
      write("a.yaml", "none: 1");
      await said("a: not reloaded, it goes on as before");
      const lines: string[] = [];
      for (const next of ["another", "a third"]) {
        // What is wrong with the first is the same as before, and is not said again.
        write("a.yaml", `none: 1 # ${next}`);
        write("b.yaml", document(next));
        lines.push(...changes(await said("b: reloaded")));
        expect([await word("a"), await word("b")]).toEqual(["one", next]);
      }
      expect(lines).toEqual(["b: reloaded", "b: reloaded"]);
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
