/** What the commands of a broker print in JSON, held to the schemas in the package. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { inTemporaryFolder } from "../../temporary-folder.ts";
import { embeddedBroker } from "./ask-embedded.ts";
import { petsPact, runWithPets } from "./broker-of-pets.ts";

const schemas = path.resolve(import.meta.dirname, "../../../schemas");
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
for (const file of readdirSync(schemas)) {
  if (file === "config.schema.json") continue;
  ajv.addSchema(JSON.parse(readFileSync(path.join(schemas, file), "utf8")) as object, file);
}

function faultsOf(name: string, value: unknown): unknown[] {
  const validate: ValidateFunction = ajv.getSchema(`${name}.schema.json`)!;
  validate(value);
  return validate.errors ?? [];
}

/** Each member that is dropped, and one that is added, makes another shape, but for these. */
function accepted(name: string, value: Record<string, unknown>): string[] {
  const mutants = Object.keys(value).map((key): [string, object] => {
    const { [key]: _, ...rest } = value;
    return [`drop ${key}`, rest];
  });
  return [...mutants, ["add", { ...value, more: 1 }] as [string, object]]
    .filter(([, mutant]) => faultsOf(name, mutant).length === 0)
    .map(([what]) => what);
}

test("publish and can-i-deploy", async () => {
  const { json } = await embeddedBroker();
  await inTemporaryFolder(async (cwd) => {
    writeFileSync(path.join(cwd, "shop.json"), JSON.stringify(petsPact(["p1"])));
    const args = [
      "publish",
      "-a",
      "1",
      "--branch",
      "main",
      "-t",
      "a",
      "--build-url",
      "http://ci/1",
    ];
    const published = await json<Record<string, unknown>>([...args, "shop.json"], cwd);
    expect(faultsOf("publish", published)).toEqual([]);
    expect(accepted("publish", published)).toEqual(["drop branch", "drop buildUrl"]);
    writeFileSync(path.join(cwd, "shop.json"), JSON.stringify(petsPact(["p2"])));
    const refused = await json([...args, "shop.json"], cwd);
    expect(refused).toMatchObject({ pacts: [{ result: "refused" }] });
    expect(faultsOf("publish", refused)).toEqual([]);
    const answer = await json<Record<string, unknown>>(["can-i-deploy", "-a", "shop", "-e", "1"]);
    expect(faultsOf("can-i-deploy", answer)).toEqual([]);
    // The document is the broker's, and may grow.
    expect(accepted("can-i-deploy", answer)).toEqual(["drop notices", "add"]);
  });
});

test.each([
  ["publish", ["publish", "--dry-run", "-a", "1", "pact.json"]],
  [
    "static-results",
    ["publish", "--static-results", "--provider-version", "2", "--provider", "pets"],
  ],
  ["verify", ["verify"]],
])("%s: %j", async (name, argv) => {
  const prepare = (cwd: string): void =>
    writeFileSync(path.join(cwd, "pact.json"), JSON.stringify(petsPact()));
  const pact = petsPact(["p1"], "owner");
  const { stdout } = await runWithPets([...argv, "--format", "json"], { prepare, pact });
  const value = JSON.parse(stdout) as { pacts: unknown[] };
  expect(value.pacts).toHaveLength(1);
  expect(faultsOf(name, value)).toEqual([]);
});
