/**
 * The broker behind a port, in this process and as `concordat broker`.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createBroker } from "../../src/broker/broker.ts";
import { listenBroker } from "../../src/broker/listen.ts";
import { runCli } from "../run-cli.ts";
import { bin, endAll, start } from "../start-process.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";

afterEach(endAll);

const authentication = { tokens: [{ token: "secret", access: "write" as const }] };

test("it listens on this machine alone, until it is closed", async () => {
  const { url, close } = await listenBroker({ port: 0 });
  expect(new URL(url).hostname).toBe("127.0.0.1");
  const answer = await fetch(url);
  expect(answer.headers.get("content-type")).toBe("application/hal+json;charset=utf-8");
  expect(await answer.json()).toHaveProperty("_links");
  await close();
  await expect(fetch(url)).rejects.toThrow();
});

test("links lead to the base URL, where there is one", async () => {
  const { url, close } = await listenBroker({ port: 0, baseUrl: "https://pacts.test/broker" });
  const { _links: links } = (await (await fetch(url)).json()) as {
    _links: Record<string, { href: string }>;
  };
  expect(links["pb:pacticipants"]!.href).toBe("https://pacts.test/broker/pacticipants");
  await close();
});

test("a port that is taken is broker.address-unusable, and leaves the file closed", async () => {
  const { promise, resolve } = Promise.withResolvers<number>();
  const taken = createServer().listen(0, "127.0.0.1", () => {
    resolve((taken.address() as { port: number }).port);
  });
  const port = await promise;
  await inTemporaryFolder(async (folder) => {
    const data = path.join(folder, "broker.sqlite");
    await expect(listenBroker({ port, data })).rejects.toMatchObject({
      code: "broker.address-unusable",
      message: `127.0.0.1:${port} is taken by another process`,
    });
    // Closed, SQLite leaves no log beside it.
    expect(readdirSync(folder)).toEqual(["broker.sqlite"]);
  });
  taken.close();
});

test.each(["0.0.0.0", "::", "192.0.2.1", "example.test"])(
  "%s wants credentials before anything is opened",
  async (host) => {
    await inTemporaryFolder(async (folder) => {
      const data = path.join(folder, "broker.sqlite");
      await expect(listenBroker({ host, port: 0, data })).rejects.toMatchObject({
        code: "broker.address-unusable",
        message: expect.stringContaining("nobody is asked for credentials"),
      });
      expect(existsSync(data)).toBe(false);
    });
  },
);

test("with credentials others may reach it", async () => {
  const { url, close } = await listenBroker({ host: "0.0.0.0", port: 0, authentication });
  const { port } = new URL(url);
  const local = `http://127.0.0.1:${port}`;
  expect((await fetch(local)).status).toBe(401);
  expect((await fetch(local, { headers: { authorization: "Bearer secret" } })).status).toBe(200);
  await close();
});

test("a file of another program stays as it was", async () => {
  await inTemporaryFolder(async (folder) => {
    const data = path.join(folder, "notes.txt");
    writeFileSync(data, "not a database, but somebody's notes");
    await expect(createBroker({ data })).rejects.toMatchObject({ code: "broker.data-unusable" });
    expect(readFileSync(data, "utf8")).toBe("not a database, but somebody's notes");
  });
});

describe("concordat broker", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "answers until %s, ends with 0 and keeps what it was told",
    async (signal) => {
      await inTemporaryFolder(async (cwd) => {
        const argv = ["--conditions=source", bin, "broker", "--port", "0"];
        const first = start(argv, { cwd });
        const url = await first.listening;
        await fetch(`${url}/pacticipants/orders/versions/1`, { method: "PUT", body: "{}" });
        first.child.kill(signal);
        expect(await first.ended).toEqual({
          code: 0,
          signal: null,
          stdout: `broker listening on ${url}\n`,
          stderr: "",
        });
        expect(readdirSync(path.join(cwd, ".concordat"))).toEqual(["broker.sqlite"]);
        const second = start(argv, { cwd });
        const found = await fetch(`${await second.listening}/pacticipants/orders/versions/1`);
        expect(found.status).toBe(200);
        second.child.kill("SIGTERM");
        await second.ended;
      });
    },
  );

  test("ends with 2 where its port is taken", async () => {
    await inTemporaryFolder(async (cwd) => {
      const first = start([bin, "broker", "--port", "0"], { cwd });
      const { port } = new URL(await first.listening);
      const second = start([bin, "broker", "--port", port, "--data", "other.sqlite"], { cwd });
      const { code, stdout, stderr } = await second.ended;
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(
        `broker.address-unusable\n  127.0.0.1:${port} is taken by another process\n`,
      );
      first.child.kill("SIGTERM");
      await first.ended;
    });
  });

  test("asks those that its variables name, and shows no secret", async () => {
    await inTemporaryFolder(async (cwd) => {
      const stop = new AbortController();
      const { promise: listening, resolve } = Promise.withResolvers<string>();
      let told = "";
      const ended = runCli(["broker", "--port", "0", "--credentials", "credentials.env"], {
        cwd: inFolder(cwd, "credentials.env", "CONCORDAT_BROKER_READ_ONLY_TOKEN='look only'\n"),
        env: {
          PACT_BROKER_BASIC_AUTH_USERNAME: "ci",
          PACT_BROKER_BASIC_AUTH_PASSWORD: "write-secret",
          CONCORDAT_BROKER_TOKEN: "",
        },
        stop: stop.signal,
        stdout: (text) => {
          told += text;
          const url = /listening on (\S+)\n/.exec(text)?.[1];
          if (url !== undefined) resolve(url);
        },
      });
      const url = await listening;
      const basic = `Basic ${Buffer.from("ci:write-secret").toString("base64")}`;
      const ask = async (method: string, authorization?: string): Promise<number> => {
        const headers: Record<string, string> =
          authorization === undefined ? {} : { authorization };
        const where = `${url}/pacticipants/orders/versions/1`;
        return (await fetch(where, { method, headers })).status;
      };
      expect(await ask("PUT", basic)).toBe(201);
      expect(await ask("GET", basic)).toBe(200);
      expect(await ask("GET")).toBe(401);
      // An empty variable is no token.
      expect(await ask("GET", "Bearer ")).toBe(401);
      stop.abort();
      const { code, stderr } = await ended;
      expect([code, stderr]).toEqual([0, ""]);
      expect(told).not.toContain("secret");
      const data = path.join(cwd, ".concordat/broker.sqlite");
      expect(readFileSync(data, "latin1")).not.toContain("write-secret");
    });
  });

  // Processor time: what else the machine does must not decide. Linux alone tells it of others.
  test.skipIf(!existsSync("/proc/self/stat"))("is up in under a second", async () => {
    await inTemporaryFolder(async (cwd) => {
      const argv = ["--conditions=source", bin, "broker", "--port", "0"];
      const { child, listening, ended } = start(argv, { cwd });
      await listening;
      // proc(5): utime and stime, in hundredths of a second, are fields 14 and 15; 2 may have blanks.
      const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ");
      expect((Number(fields[11]) + Number(fields[12])) / 100).toBeLessThan(1);
      child.kill("SIGTERM");
      await ended;
    });
  });
});

describe("concordat broker backup", () => {
  test("copies what was acknowledged, while the broker runs and writes", async () => {
    await inTemporaryFolder(async (cwd) => {
      const running = start([bin, "broker", "--port", "0", "--data", "b.sqlite"], { cwd });
      const url = await running.listening;
      const put = async (number: number): Promise<void> => {
        const where = `${url}/pacticipants/orders/versions/${number}`;
        expect((await fetch(where, { method: "PUT", body: "{}" })).status).toBe(201);
      };
      for (let number = 0; number < 20; number++) await put(number);
      const copying = start([bin, "broker", "backup", "copy.sqlite", "--data", "b.sqlite"], {
        cwd,
      });
      for (let number = 20; number < 60; number++) await put(number);
      expect(await copying.ended).toMatchObject({
        code: 0,
        stdout: "copy.sqlite is a copy of b.sqlite\n",
        stderr: "",
      });
      running.child.kill("SIGTERM");
      await running.ended;
      const copy = await createBroker({ data: path.join(cwd, "copy.sqlite") });
      const answer = await copy.fetch(
        new Request("http://broker.test/pacticipants/orders/versions"),
      );
      const { _embedded: found } = (await answer.json()) as {
        _embedded: { versions: { number: string }[] };
      };
      const numbers = found.versions.map(({ number }) => Number(number));
      // All from before it began, and of the others those that came first.
      expect(numbers.length).toBeGreaterThanOrEqual(20);
      expect(numbers).toEqual(numbers.map((_, index) => numbers.length - 1 - index));
      await copy.close();
      // A later copy takes its place.
      const again = ["broker", "backup", "copy.sqlite", "--data", "b.sqlite"];
      expect((await runCli(again, { cwd })).code).toBe(0);
      expect(readdirSync(cwd).filter((name) => name.endsWith(".tmp"))).toEqual([]);
      expect(statSync(path.join(cwd, "copy.sqlite")).size).toBeGreaterThan(0);
    });
  });

  test("does not take the place of what is no backup", async () => {
    await inTemporaryFolder(async (cwd) => {
      await (await createBroker({ data: path.join(cwd, "b.sqlite") })).close();
      const notes = inFolder(cwd, "notes.txt", "notes");
      const { code, stderr } = await runCli(
        ["broker", "backup", "notes.txt", "--data", "b.sqlite"],
        { cwd: notes },
      );
      expect(code).toBe(2);
      expect(stderr).toContain("there is a file already that is no backup");
      expect(readFileSync(path.join(cwd, "notes.txt"), "utf8")).toBe("notes");
    });
  });

  test("keeps the file that it copies", async () => {
    await inTemporaryFolder(async (cwd) => {
      await (await createBroker({ data: path.join(cwd, "b.sqlite") })).close();
      const { code, stderr } = await runCli(
        ["broker", "backup", "b.sqlite", "--data", "b.sqlite"],
        {
          cwd,
        },
      );
      expect(code).toBe(2);
      expect(stderr).toContain("it is the file that is to be copied");
    });
  });
});

/** @returns the folder */
function inFolder(folder: string, name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return folder;
}
