/**
 * The command line as a process: signals, exit codes, terminals, and what it loads. How it ends
 * when something goes wrong: endings.test.ts.
 */
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { catalogue } from "../src/findings/catalogue.ts";
import { runCli } from "./run-cli.ts";
import { bin, endAll, root, start, WAYS } from "./start-process.ts";
import { inTemporaryFolder } from "./temporary-folder.ts";

const orders = path.join(root, "contracts/order-service.openapi.yaml");
const contracts = path.join(root, "contracts");

afterEach(endAll);

const mockOrders = [bin, "mock", orders, "--root", contracts, "--port", "0"];

function refusal(url: string): Promise<unknown> {
  return fetch(url).then(
    () => undefined,
    (error: Error) => (error.cause as NodeJS.ErrnoException).code,
  );
}

describe.each(WAYS)("mock, run $way", ({ flags }) => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "answers until %s, then ends with 0",
    async (signal) => {
      const { child, ended, listening } = start([...flags, ...mockOrders]);
      const url = await listening;
      expect(new URL(url).hostname).toBe("127.0.0.1");
      const answer = await fetch(`${url}/nowhere`);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ status: 404 });
      child.kill(signal);
      const outcome = await ended;
      expect(outcome).toMatchObject({ code: 0, signal: null });
      expect(outcome.stdout).toBe(`order-service listening on ${url}\n`);
      expect(outcome.stderr).toMatch(/^order-service GET \/nowhere 404 \d+(\.\d)? ms$/m);
      expect(await refusal(url)).toBe("ECONNREFUSED");
    },
  );

  test("ends with 2 where its port is taken", async () => {
    const first = start([...flags, ...mockOrders]);
    const { port } = new URL(await first.listening);
    const second = start([...flags, ...mockOrders.slice(0, -1), port]);
    const { code, stdout, stderr } = await second.ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`mock.port-taken\n  127.0.0.1:${port} is taken by another process\n`);
    first.child.kill("SIGTERM");
    expect(await first.ended).toMatchObject({ code: 0 });
  });
});

const oldNode = findOldNode();

describe.skipIf(oldNode === undefined)(
  `on Node ${oldNode?.version ?? "before 22.18 (none installed)"}`,
  () => {
    test("it works through the bundled Node", async () => {
      const { ended } = start([bin, "explain", "usage.invalid"], { node: oldNode!.file });
      expect(await ended).toMatchObject({ code: 0, stderr: "" });
    });

    test.each([
      [1, ["lint", path.join(import.meta.dirname, "cases/cli/lint-of-swagger-2/orders.yaml")]],
      [2, ["lint", "nowhere.yaml"]],
    ])("exit code %i comes through", async (code, argv) => {
      const { ended } = start([bin, ...argv], { node: oldNode!.file });
      expect(await ended).toMatchObject({ code, signal: null });
    });

    test.each(["SIGTERM", "SIGINT"] as const)("%s reaches the mock", async (signal) => {
      const { child, ended, listening } = start(mockOrders, { node: oldNode!.file });
      const url = await listening;
      expect((await fetch(`${url}/nowhere`)).status).toBe(404);
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 0, signal: null });
      expect(await refusal(url)).toBe("ECONNREFUSED");
    });
  },
);

function findOldNode(): { file: string; version: string } | undefined {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/bin"];
  for (const folder of folders.filter((folder) => !folder.includes("node_modules"))) {
    const file = path.join(folder, "node");
    if (!existsSync(file)) continue;
    const version = execFileSync(file, ["--version"], { encoding: "utf8" }).trim().slice(1);
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major >= 18 && (major < 22 || (major === 22 && minor < 18))) return { file, version };
  }
  return undefined;
}

/** As if stdout were a terminal. */
const asTerminal = ["--import", "data:text/javascript,process.stdout.isTTY=true"];

test.each([
  { env: "", colours: true },
  { env: "process.env.NO_COLOR='1';", colours: false },
  { env: "process.env.NO_COLOR='';", colours: true },
])("colours on a terminal: $colours with $env", async ({ env, colours }) => {
  const file = path.join(import.meta.dirname, "cases/cli/lint-of-swagger-2/orders.yaml");
  const set = ["--import", `data:text/javascript,${env}`];
  const { ended } = start(["--conditions=source", ...asTerminal, ...set, bin, "lint", file]);
  const { code, stdout } = await ended;
  expect(code).toBe(1);
  expect(stdout.includes("\u001b[31m")).toBe(colours);
});

/** Prints what is resolved when the process ends. */
const recorder = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  const urls = new Set();
  registerHooks({ resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    urls.add(resolved.url);
    return resolved;
  } });
  process.on("exit", () => process.stderr.write(JSON.stringify([...urls])));
`)}`;

describe("what is loaded", () => {
  const HEAVY =
    /\/(ajv|ajv-formats|msw|js-yaml|re2js|refa|hono|@hono)\/|@pact-foundation|\/src\/broker\//;
  const record = async (argv: string[]): Promise<string[]> => {
    const { ended } = start(["--conditions=source", "--import", recorder, bin, ...argv]);
    return JSON.parse((await ended).stderr) as string[];
  };

  test.each([["--help"], ["--version"], ["lint", "--help"], ["explain"]])(
    "%s %s",
    async (...argv) => {
      const urls = await record(argv);
      expect(urls.some((url) => url.includes("/commander/"))).toBe(true);
      expect(urls.filter((url) => HEAVY.test(url))).toEqual([]);
    },
  );

  test("lint loads the YAML library, so the list is one of what is loaded", async () => {
    const urls = await record(["lint", orders, "--root", contracts, "--quiet"]);
    expect(urls.some((url) => url.includes("/js-yaml/"))).toBe(true);
    expect(urls.filter((url) => /\/msw\/|@pact-foundation/.test(url))).toEqual([]);
    // Documents are held to no exchange and to no pact.
    expect(urls.filter((url) => /\/src\/(http|compat|pact|mock|verify)\//.test(url))).toEqual([]);
  });

  test("diff loads Ajv where there is a witness to judge, and only there", async () => {
    const folder = path.join(
      import.meta.dirname,
      "cases/cli/diff-shows-both-places-and-the-witness",
    );
    const [base, revision] = [path.join(folder, "base.yaml"), path.join(folder, "revision.yaml")];
    const isAjv = (url: string) => url.includes("/ajv/");
    expect((await record(["diff", base, base, "--quiet"])).filter(isAjv)).toEqual([]);
    const witnessed = ["diff", base, revision, "--quiet"];
    expect((await record(witnessed)).some(isAjv)).toBe(true);
  });

  test("compare loads Ajv where there is the witness of an error to judge, and only there", async () => {
    const compared = (name: string, ...more: string[]) => {
      const folder = path.join(import.meta.dirname, "cases/compare-pact", name);
      const [pact, contract] = [path.join(folder, "pact.json"), path.join(folder, "openapi.yaml")];
      return record(["compare", pact, contract, "--quiet", ...more]);
    };
    const isAjv = (url: string) => url.includes("/ajv/");
    expect((await compared("optional-field-is-expected")).filter(isAjv)).toEqual([]);
    expect((await compared("optional-field-is-expected", "--strict-pacts")).some(isAjv)).toBe(true);
    expect((await compared("compatible")).filter(isAjv)).toEqual([]);
    expect((await compared("response-field-was-renamed")).filter(isAjv)).toEqual([]);
    expect((await compared("request-body-has-wrong-type")).some(isAjv)).toBe(true);
  });

  test("verify loads Ajv where there is a witness to judge, and only there", async () => {
    const verified = (name: string) => {
      const folder = path.join(import.meta.dirname, "cases/verify", name);
      return record([
        "verify",
        "--config",
        path.join(folder, "concordat.config.yaml"),
        "--quiet",
        "--format",
        "json",
      ]);
    };
    const isAjv = (url: string) => url.includes("/ajv/");
    expect((await verified("backend-fits-its-provider")).filter(isAjv)).toEqual([]);
    expect((await verified("response-body-is-refused")).some(isAjv)).toBe(true);
  });
});

test("a configuration with a syntax error names its file and line", async () => {
  await inTemporaryFolder(async (cwd) => {
    writeFileSync(
      path.join(cwd, "concordat.config.ts"),
      "export default {\n  services: {{},\n};\n",
    );
    const { ended } = start(["--conditions=source", bin, "verify"], { cwd });
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^error {2}config\.unreadable\n {2}concordat\.config\.ts:2/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

test("a configuration that throws names its file and line", async () => {
  await inTemporaryFolder(async (cwd) => {
    writeFileSync(path.join(cwd, "concordat.config.ts"), "\nthrow new Error('not today');\n");
    const { ended } = start(["--conditions=source", bin, "verify"], { cwd });
    const { code, stderr } = await ended;
    expect(code).toBe(2);
    expect(stderr).toContain("config.unreadable\n  concordat.config.ts:2: not today\n");
  });
});

test("explain without a code lists every code and its title", async () => {
  const { code, stdout } = await runCli(["explain"], { cwd: root });
  expect(code).toBe(0);
  const listed = stdout.split("\n").map((line) => line.split(/ {2,}/));
  expect(listed.slice(0, -1)).toEqual(
    Object.entries(catalogue).map(([name, { title }]) => [name, title]),
  );
});
