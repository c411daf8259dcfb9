/**
 * How the process ends: by signals, with its launcher, by what a configuration does, and when nobody
 * can read its output.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, openSync, statSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { bin, endAll, root, start, WAYS } from "./start-process.ts";
import { inTemporaryFolder } from "./temporary-folder.ts";

afterEach(endAll);

const contracts = path.join(root, "contracts");
const orders = path.join(contracts, "order-service.openapi.yaml");
const swagger = path.join(import.meta.dirname, "cases/cli/lint-of-swagger-2/orders.yaml");

/** With a configuration of this text. */
function inProject<T>(script: string, use: (cwd: string) => Promise<T>): Promise<T> {
  return inTemporaryFolder((cwd) => {
    writeFileSync(path.join(cwd, "concordat.config.ts"), script);
    return use(cwd);
  });
}

const BUSY = 'process.stderr.write("busy\\n"); while (true) {}';
const DEAF = 'for (const name of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(name, () => {});';

describe("signals", () => {
  test.each(WAYS)("a configuration that computes for ever ends by SIGTERM, run $way", ({ flags }) =>
    inProject(BUSY, async (cwd) => {
      const { child, ended, told } = start([...flags, bin, "verify"], { cwd });
      await told("busy");
      child.kill("SIGTERM");
      expect(await ended).toMatchObject({ code: null, signal: "SIGTERM", stdout: "" });
    }),
  );

  test("a second signal kills a child that does not listen", () =>
    inProject(DEAF + BUSY, async (cwd) => {
      const { child, ended, told } = start([bin, "verify"], { cwd });
      await told("busy");
      // Two of a kind may arrive as one.
      child.kill("SIGTERM");
      child.kill("SIGINT");
      expect(["SIGTERM", "SIGINT"]).toContain((await ended).signal);
    }));

  test("a child that does not listen is killed after a while", () =>
    inProject(DEAF + BUSY, async (cwd) => {
      // In the launcher alone, whose only timer it is.
      const atOnce = "data:text/javascript,globalThis.setTimeout = setImmediate";
      const { child, ended, told } = start(["--import", atOnce, bin, "verify"], { cwd });
      await told("busy");
      child.kill("SIGTERM");
      expect(await ended).toMatchObject({ code: null, signal: "SIGTERM" });
    }));
});

describe("the launcher", () => {
  test("a mock ends with it, even where it is killed", async () => {
    const argv = [bin, "mock", orders, "--root", contracts, "--port", "0"];
    const { child, ended, listening } = start(argv);
    const url = await listening;
    child.kill("SIGKILL");
    // The mock has the same output, so this is its end, too.
    await ended;
    await expect(fetch(url)).rejects.toThrow();
  });

  test("a configuration sees nothing of it", () =>
    inProject(
      "throw new Error([typeof process.send, process.env.CONCORDAT_LAUNCHER_FD].join());",
      async (cwd) => {
        const { stderr } = await start([bin, "verify"], { cwd }).ended;
        expect(stderr).toContain("concordat.config.ts:1: undefined,\n");
      },
    ));
});

const EXITED = `error  config.unreadable
  concordat.config.ts ended the process before concordat had its answer

  mend  Let it export the configuration, or throw an error that says what is missing.
`;

const UNSETTLED = `error  config.unreadable
  concordat.config.ts does not come to an end: it awaits a promise that nothing settles

  mend  Correct the file; it is run as it stands, by Node.
`;

describe.each(WAYS)("a configuration, run $way,", ({ flags }) => {
  test.each([
    ["that exits", "process.exit(0);", EXITED],
    [
      "that exits from a callback",
      "setImmediate(() => process.exit(0)); await new Promise(() => {});",
      EXITED,
    ],
    ["that never settles", "await new Promise(() => {});", UNSETTLED],
  ])("%s, is named", (_, script, stderr) =>
    inProject(script, async (cwd) => {
      const outcome = await start([...flags, bin, "verify"], { cwd }).ended;
      expect(outcome).toEqual({ code: 2, signal: null, stdout: "", stderr });
    }),
  );

  test("that exits later cannot make a mock end well", () =>
    inProject(
      `const contract = ${JSON.stringify(orders)};
       const write = process.stdout.write.bind(process.stdout);
       process.stdout.write = (text) => { setImmediate(() => process.exit(0)); return write(text); };
       export default { services: { orders: { contract } } };`,
      async (cwd) => {
        const argv = [...flags, bin, "mock", "--root", contracts];
        const { code, stdout, stderr } = await start(argv, { cwd }).ended;
        expect(stdout).toContain("orders listening on ");
        expect({ code, stderr }).toEqual({ code: 2, stderr: EXITED });
      },
    ));

  test("that exits after the answer does not change the exit code", () =>
    inProject(
      'process.on("beforeExit", () => process.exit(0)); export default { services: {} };',
      async (cwd) => {
        const { code, stdout } = await start([...flags, bin, "verify"], { cwd }).ended;
        expect(stdout).toContain("verify.nothing-to-check");
        expect(code).toBe(1);
      },
    ));
});

describe("output that nobody reads", () => {
  test("leaves the exit code as it is", async () => {
    const { child, ended } = start([bin, "lint", swagger]);
    child.stdout!.destroy();
    expect(await ended).toMatchObject({ code: 1, stderr: "" });
  });

  test.each(WAYS)("does not end a mock, run $way", async ({ flags }) => {
    const argv = [...flags, bin, "mock", orders, "--root", contracts, "--port", "0"];
    const { child, ended, listening } = start(argv);
    const url = await listening;
    child.stderr!.destroy();
    // Each is logged, and the log leads nowhere.
    for (const path of ["/one", "/two", "/three"]) {
      expect((await fetch(url + path)).status).toBe(404);
    }
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, signal: null });
  });

  test.skipIf(!existsSync("/dev/full"))("on a full disk is an error", () => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [bin, "explain"], {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
      timeout: 10_000,
      killSignal: "SIGKILL",
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^error {2}input\.unreadable\n {2}stdout cannot be written: ENOSPC.*\n$/,
    );
  });
});

test.skipIf(process.platform === "win32")("a pipe without a writer is not waited for", () =>
  inTemporaryFolder(async (cwd) => {
    execFileSync("sh", ["-c", 'mkfifo "$0"', path.join(cwd, "orders.yaml")]);
    const { code, stderr } = await start([bin, "lint", "orders.yaml"], { cwd }).ended;
    expect(code).toBe(2);
    expect(stderr).toContain("input.unreadable\n  orders.yaml: it is no regular file\n");
  }),
);

test.skipIf(process.platform === "win32")("a report is written to a pipe, not in its place", () =>
  inTemporaryFolder(async (cwd) => {
    const pipe = path.join(cwd, "report");
    execFileSync("sh", ["-c", 'mkfifo "$0"', pipe]);
    const read = readFile(pipe, "utf8");
    const { code } = await start([bin, "lint", orders, "--report", "json=report"], { cwd }).ended;
    expect({ code, isPipe: statSync(pipe).isFIFO() }).toEqual({ code: 0, isPipe: true });
    expect(JSON.parse(await read)).toEqual({ valid: true, problems: [] });
  }),
);

// Node's own mkdir, asked for all folders of a path at once, tries for ever there.
test.skipIf(!existsSync("/proc/self"))(
  "a folder that takes no others is no place for a report",
  async () => {
    const argv = ["--conditions=source", bin, "lint", orders, "--report", "json=/proc/x/lint.json"];
    const { code, stdout, stderr } = await start(argv).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      "error  input.unreadable\n  /proc/x/lint.json cannot be written: the folder /proc/x cannot be made\n\n  mend  Name a file in a folder that is there, or that can be made.\n",
    );
  },
);
