/**
 * What `--format json` and `--report json=FILE` print, held to the schemas in the package.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { catalogue } from "../src/findings/catalogue.ts";
import { contractIn } from "./contract-in.ts";
import { runCli } from "./run-cli.ts";
import { inTemporaryFolder } from "./temporary-folder.ts";

const root = path.resolve(import.meta.dirname, "..");
const cases = path.join(import.meta.dirname, "cases");

// The schemas refer to each other by file name, as editors resolve it.
const ajv = new Ajv2020({ strict: true, allErrors: true });
for (const file of readdirSync(path.join(root, "schemas"))) {
  if (file === "config.schema.json") continue;
  ajv.addSchema(JSON.parse(readFileSync(path.join(root, "schemas", file), "utf8")), file);
}

function schemaOf(command: string): ValidateFunction {
  return ajv.getSchema(`${command}.schema.json`)!;
}

function faultsOf(command: string, value: unknown): string[] {
  const validate = schemaOf(command);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(" "),
  );
}

const compareCase = path.join(cases, "compare-pact/request-body-has-wrong-type");
const diffCase = path.join(cases, "cli/diff-shows-both-places-and-the-witness");
const seed = path.join(import.meta.dirname, "seed");

/** With findings and without. */
const RUNS: { name: string; argv: string[]; cwd: string }[] = [
  { name: "lint of the repository", argv: ["lint"], cwd: root },
  { name: "lint of the seed", argv: ["lint"], cwd: seed },
  ...foldersOf("lint").map((cwd) => ({
    name: `lint: ${path.basename(cwd)}`,
    argv: ["lint", ...documentsIn(cwd)],
    cwd,
  })),
  { name: "graph of the repository", argv: ["graph"], cwd: root },
  { name: "graph of the seed", argv: ["graph"], cwd: seed },
  ...foldersOf("verify").flatMap((cwd) => [
    { name: `graph: ${path.basename(cwd)}`, argv: ["graph"], cwd },
    { name: `verify: ${path.basename(cwd)}`, argv: ["verify"], cwd },
  ]),
  { name: "verify of the seed", argv: ["verify"], cwd: seed },
  {
    name: "verify of one pair of the repository",
    argv: ["verify", "api-gateway:user-service"],
    cwd: root,
  },
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

function versionIn(folder: string, side: string): string {
  return existsSync(path.join(folder, side)) ? side : `${side}.yaml`;
}

test.each(RUNS)("$name", async ({ argv, cwd }) => {
  const { stdout, stderr } = await runCli([...argv, "--format", "json"], { cwd });
  // The exit code may be 2: that a file is no pact is a result, too.
  expect(stderr).not.toMatch(/^error |^concordat failed/m);
  expect(faultsOf(argv[0]!, JSON.parse(stdout))).toEqual([]);
});

test.each([
  { argv: ["lint"], cwd: seed },
  { argv: ["graph"], cwd: seed },
  { argv: ["verify"], cwd: seed },
  { argv: ["compare", "pact.json", "openapi.yaml"], cwd: compareCase },
  { argv: ["diff", "base.yaml", "revision.yaml"], cwd: diffCase },
])("--report json=FILE of $argv.0 is what --format json prints", async ({ argv, cwd }) => {
  await inTemporaryFolder(async (folder) => {
    const report = path.join(folder, "reports/report.json");
    const said = await runCli([...argv, "--format", "json", "--report", `json=${report}`], { cwd });
    expect(readFileSync(report, "utf8")).toBe(said.stdout);
    expect(readdirSync(path.dirname(report))).toEqual(["report.json"]);
  });
});

describe("what has another shape is refused", () => {
  test.each([
    { argv: ["lint"], cwd: seed },
    { argv: ["graph"], cwd: seed },
    { argv: ["verify"], cwd: seed },
    { argv: ["compare", "pact.json", "openapi.yaml"], cwd: compareCase },
    { argv: ["diff", "base.yaml", "revision.yaml"], cwd: diffCase },
  ])("$argv.0, whichever property is dropped, added or made null", async ({ argv, cwd }) => {
    const { stdout } = await runCli([...argv, "--format", "json"], { cwd });
    const accepted: string[] = [];
    for (const { what, value } of mutants(JSON.parse(stdout))) {
      if (faultsOf(argv[0]!, value).length === 0) accepted.push(what);
    }
    expect([...new Set(accepted)].sort()).toEqual(MAY_BE_DROPPED[argv[0]!]);
  });
});

/** By command: the only changes that leave a right shape. */
const MAY_BE_DROPPED: Record<string, string[]> = {
  lint: [],
  graph: ["drop contract"],
  verify: ["drop because", "drop operation", "drop pact", "drop service", "drop verdict"],
  compare: ["drop because", "drop operation", "drop service", "drop witness", "null witness"],
  diff: ["drop because", "drop operation", "drop witness", "drop witnessAt", "null witness"],
};

test("the code of a finding may be each of the catalogue's", () => {
  const { pattern } = (schemaOf("finding").schema as { properties: { code: { pattern: string } } })
    .properties.code;
  const odd = Object.keys(catalogue).filter((code) => !new RegExp(pattern).test(code));
  expect(odd).toEqual([]);
});

/** Copies of `value`, each with one property of one object changed; of a list, its first item. */
function* mutants(value: unknown): Generator<{ what: string; value: unknown }> {
  if (Array.isArray(value)) {
    if (value.length === 0) return;
    for (const { what, value: item } of mutants(value[0])) {
      yield { what, value: [item, ...value.slice(1)] };
    }
    return;
  }
  if (value === null || typeof value !== "object") return;
  yield { what: "add", value: { ...value, more: 1 } };
  for (const [key, child] of Object.entries(value)) {
    const { [key]: _, ...rest } = value as Record<string, unknown>;
    yield { what: `drop ${key}`, value: rest };
    yield { what: `null ${key}`, value: { ...value, [key]: null } };
    // Any JSON value is a witness.
    if (key === "witness") continue;
    for (const mutant of mutants(child)) {
      yield { what: mutant.what, value: { ...value, [key]: mutant.value } };
    }
  }
}

function foldersOf(area: string): string[] {
  const folder = path.join(cases, area);
  return readdirSync(folder).map((name) => path.join(folder, name));
}

function documentsIn(cwd: string): string[] {
  return readdirSync(cwd, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(^|[./\\])(openapi|asyncapi)\.(json|yaml)$/.test(file),
  );
}
