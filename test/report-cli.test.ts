/**
 * Reports for CI servers as the command line writes them, held to the result they are made of.
 */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Finding } from "../src/findings/finding.ts";
import { MAX_SUMMARY_BYTES } from "../src/report/step-summary.ts";
import { contractIn } from "./contract-in.ts";
import { runCli } from "./run-cli.ts";
import { sarifFaults } from "./sarif-faults.ts";
import { inTemporaryFolder } from "./temporary-folder.ts";

const root = path.resolve(import.meta.dirname, "..");
const cases = path.join(import.meta.dirname, "cases");
const seed = path.join(import.meta.dirname, "seed");
const orders = path.join(cases, "cli/lint-shows-both-places");

interface Run {
  name: string;
  argv: string[];
  cwd: string;
}

/** With findings and without. */
const RUNS: Run[] = [
  { name: "lint of the repository", argv: ["lint"], cwd: root },
  { name: "lint of the seed", argv: ["lint"], cwd: seed },
  ...foldersOf("lint").map((cwd) => ({
    name: `lint: ${path.basename(cwd)}`,
    argv: ["lint", ...documentsIn(cwd)],
    cwd,
  })),
  { name: "verify of the seed", argv: ["verify"], cwd: seed },
  { name: "verify of one pair", argv: ["verify", "api-gateway:user-service"], cwd: root },
  ...foldersOf("verify").map((cwd) => ({
    name: `verify: ${path.basename(cwd)}`,
    argv: commandIn(cwd) ?? ["verify"],
    cwd,
  })),
  ...foldersOf("compare-pact").map((cwd) => ({
    name: `compare: ${path.basename(cwd)}`,
    argv: ["compare", "pact.json", contractIn(cwd)],
    cwd,
  })),
  ...foldersOf("diff").map((cwd) => ({
    name: `diff: ${path.basename(cwd)}`,
    argv: ["diff", ...["base", "revision"].map((side) => versionIn(cwd, side))],
    cwd,
  })),
];

test.each(RUNS)("$name", async ({ argv, cwd }) => {
  await inTemporaryFolder(async (folder) => {
    const [junit, sarif] = [path.join(folder, "a.xml"), path.join(folder, "a.sarif")];
    const reports = ["--report", `junit=${junit}`, "--report", `sarif=${sarif}`];
    const { code, stdout } = await runCli([...argv, "--format", "json", ...reports], { cwd });
    const findings = findingsIn(JSON.parse(stdout));

    const xml = readFileSync(junit, "utf8");
    const [tests, failures] = countsOf(/<testsuites [^>]*>/.exec(xml)![0]);
    expect(xml.match(/<testcase /g)).toHaveLength(tests!);
    expect(xml.match(/<failure /g) ?? []).toHaveLength(failures!);
    // A server that reads the report comes to the same conclusion as the exit code.
    expect(failures! > 0).toBe(code !== 0);
    for (const suite of xml.split("<testsuite ").slice(1)) {
      const [inSuite, failed] = countsOf(suite);
      expect(suite.match(/<testcase /g)).toHaveLength(inSuite!);
      expect(suite.match(/<failure /g) ?? []).toHaveLength(failed!);
    }

    const log = JSON.parse(readFileSync(sarif, "utf8"));
    expect(sarifFaults(log)).toEqual([]);
    const results = log.runs[0].results as { partialFingerprints: object; suppressions?: [] }[];
    const live = results.filter(({ suppressions = [] }) => suppressions.length === 0);
    expect(live.map(({ partialFingerprints: prints }) => Object.values(prints)[0]).sort()).toEqual(
      findings.map(({ fingerprint }) => fingerprint).sort(),
    );
    // SARIF 2.1.0 §3.27.23: all results of a run say whether they are suppressed, or none does.
    expect(
      results.every(({ suppressions }) => (suppressions !== undefined) === (argv[0] === "verify")),
    ).toBe(true);
  });
});

test("the schema of SARIF refuses what is none", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "a.sarif");
    await runCli(["lint", "orders.yaml", "--report", `sarif=${file}`], { cwd: orders });
    const text = readFileSync(file, "utf8");
    for (const broken of [
      text.replace(/"startLine": \d+/, '"startLine": 0'),
      text.replace('"level": "error"', '"level": "info"'),
      text.replace('"ruleIndex"', '"index"'),
    ]) {
      expect(sarifFaults(JSON.parse(broken))).not.toEqual([]);
    }
  });
});

test("an ignored finding is a suppressed result, with the reason", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "a.sarif");
    const cwd = path.join(cases, "verify/ignore-hides-its-finding");
    await runCli(["verify", "--report", `sarif=${file}`], { cwd });
    const [{ results }] = JSON.parse(readFileSync(file, "utf8")).runs;
    const suppressed = results.filter(
      ({ suppressions }: { suppressions: object[] }) => suppressions[0],
    );
    expect(
      suppressed.map(({ partialFingerprints, suppressions }: Record<string, object>) => [
        Object.values(partialFingerprints!),
        suppressions,
      ]),
    ).toEqual([
      [["19054889d7d7d1e3"], [{ kind: "external", justification: "orders has no contract yet" }]],
    ]);
  });
});

test("an external service is skipped, and so is a pact that is not run", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "a.xml");
    for (const [name, message] of [
      ["external-service-is-listed-and-not-judged", "tax is external"],
      ["pact-rests-on-what-was-not-understood-and-may", "not run"],
    ]) {
      const cwd = path.join(cases, `verify/${name}`);
      await runCli(["verify", "--allow-unknown", "--report", `junit=${file}`], { cwd });
      expect(readFileSync(file, "utf8")).toContain(`<skipped message="${message}"/>`);
    }
  });
});

test("a finding of a pact belongs to its interaction", async () => {
  await inTemporaryFolder(async (folder) => {
    const interactions = Array.from({ length: 12 }, (_, index) => ({
      type: "Synchronous/HTTP",
      description: `number ${index}`,
      ...(index === 11 && { providerStates: [{ name: "all is well" }] }),
      request: { method: "GET", path: index === 1 || index === 11 ? "/gone" : "/here" },
      response: { status: 204 },
    }));
    const files = {
      "pact.json": {
        consumer: { name: "a" },
        provider: { name: "b" },
        interactions,
        metadata: { pactSpecification: { version: "4.0" } },
      },
      "openapi.json": {
        openapi: "3.1.0",
        info: { title: "b", version: "1" },
        paths: { "/here": { get: { responses: { "204": { description: "none" } } } } },
      },
    };
    for (const [name, value] of Object.entries(files)) {
      writeFileSync(path.join(folder, name), JSON.stringify(value));
    }
    await runCli(["compare", "pact.json", "openapi.json", "--report", "junit=a.xml"], {
      cwd: folder,
    });
    const xml = readFileSync(path.join(folder, "a.xml"), "utf8");
    const failed = [...xml.matchAll(/name="([^"]*)">\n *<failure /g)].map(([, name]) => name);
    expect(failed).toEqual(["number 1", "number 11 given all is well"]);
    expect(xml).toContain('<testcase classname="concordat.compare.pacts" name="pact.json"/>');
  });
});

describe("--report github", () => {
  const argv = ["lint", "orders.yaml", "--report", "github"];

  test("names files as GitHub does, from the workspace", async () => {
    const env = { GITHUB_WORKSPACE: cases };
    const { stdout } = await runCli(argv, { cwd: orders, env });
    expect(stdout).toMatch(/^::error file=cli\/lint-shows-both-places\/orders\.yaml,line=/m);
  });

  test("names files as they are shown where the workspace is elsewhere", async () => {
    for (const GITHUB_WORKSPACE of [seed, "", undefined]) {
      const { stdout } = await runCli(argv, { cwd: orders, env: { GITHUB_WORKSPACE } });
      expect(stdout).toMatch(/^::error file=orders\.yaml,line=/m);
    }
  });

  test("appends the summary to what the step has written before", async () => {
    await inTemporaryFolder(async (folder) => {
      const file = path.join(folder, "summary.md");
      appendFileSync(file, "before");
      const env = { GITHUB_STEP_SUMMARY: file };
      await runCli(argv, { cwd: orders, env });
      await runCli(argv, { cwd: orders, env });
      const text = readFileSync(file, "utf8");
      expect(text).toMatch(/^before\n### concordat lint: /);
      expect(text.match(/^### /gm)).toHaveLength(2);
    });
  });

  test("leaves out a summary that the step has no room for", async () => {
    await inTemporaryFolder(async (folder) => {
      const file = path.join(folder, "summary.md");
      const before = "x".repeat(MAX_SUMMARY_BYTES - 100);
      writeFileSync(file, before);
      const env = { GITHUB_STEP_SUMMARY: file };
      expect(await runCli(argv, { cwd: orders, env })).toMatchObject({ code: 1 });
      expect(readFileSync(file, "utf8")).toBe(before);
    });
  });

  test("says which summary cannot be written", async () => {
    await inTemporaryFolder(async (folder) => {
      const env = { GITHUB_STEP_SUMMARY: folder };
      const { code, stderr } = await runCli(argv, { cwd: orders, env });
      expect([code, stderr]).toEqual([
        2,
        `error  input.unreadable\n  ${folder} cannot be written: it is a folder\n\n  mend  Name a file.\n`,
      ]);
    });
  });
});

test("reports make the folders that they stand in, several in one", async () => {
  await inTemporaryFolder(async (folder) => {
    const inner = path.join(folder, "a/b");
    const reports = [
      `junit=${inner}/lint.xml`,
      `json=${inner}/lint.json`,
      `sarif=${inner}/lint.sarif`,
    ];
    const flags = reports.flatMap((report) => ["--report", report]);
    const { stderr } = await runCli(["lint", "orders.yaml", ...flags], { cwd: orders });
    expect(stderr).toBe("");
    expect(readdirSync(inner).sort()).toEqual(["lint.json", "lint.sarif", "lint.xml"]);
  });
});

test("a report that cannot be written leaves nothing behind", async () => {
  await inTemporaryFolder(async (folder) => {
    mkdirSync(path.join(folder, "a"));
    const { code } = await runCli(["lint", "orders.yaml", "--report", `junit=${folder}/a`], {
      cwd: orders,
    });
    expect(code).toBe(2);
    expect(readdirSync(folder)).toEqual(["a"]);
  });
});

function countsOf(text: string): (number | undefined)[] {
  return ["tests", "failures"].map((name) => {
    return Number(new RegExp(` ${name}="(\\d+)"`).exec(text)?.[1]);
  });
}

/** Wherever they stand in a result. */
function findingsIn(value: unknown): Finding[] {
  if (Array.isArray(value)) return value.flatMap(findingsIn);
  if (value === null || typeof value !== "object") return [];
  if ("fingerprint" in value) return [value as Finding];
  return Object.values(value).flatMap(findingsIn);
}

function foldersOf(area: string): string[] {
  const folder = path.join(cases, area);
  return readdirSync(folder).map((name) => path.join(folder, name));
}

function versionIn(folder: string, side: string): string {
  return existsSync(path.join(folder, side)) ? side : `${side}.yaml`;
}

function commandIn(cwd: string): string[] | undefined {
  const file = path.join(cwd, "command");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split(" ") : undefined;
}

function documentsIn(cwd: string): string[] {
  return readdirSync(cwd, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(^|[./\\])(openapi|asyncapi)\.(json|yaml)$/.test(file),
  );
}
