/**
 * The command line on documents, pacts and configurations that were good: an exit code and words,
 * never a stack.
 */
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { runCli } from "../run-cli.ts";
import { KEYS } from "./documents.ts";
import { law, underLaws } from "./laws.ts";
import { type Mutant, mutants, showMutant, textOf } from "./mutant.ts";
import { originalsIn, repository } from "./originals.ts";
import { sessionOf, type Target } from "./target.ts";

export const commands: Target = {
  name: "commands",
  casesInCi: 30,
  async start() {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "concordat-fuzz-")));
    const originals = [
      ...originalsIn(path.join(import.meta.dirname, "documents")),
      ...originalsIn(path.join(repository, "contracts")),
    ];
    await writeFile(path.join(folder, "concordat.config.json"), JSON.stringify(CONFIGURATION));
    await writeFile(path.join(folder, "pact.json"), JSON.stringify(PACT));
    return sessionOf<[Mutant, string]>({
      cases: fc.tuple(mutants(originals, KEYS), fc.constantFrom(...COMMANDS)),
      check: ([mutant, command]) => exerciseCommand(folder, textOf(originals, mutant), command),
      show: ([mutant, command]) => `concordat ${command}\n${showMutant(originals, mutant)}`,
      close: () => rm(folder, { recursive: true }),
    });
  },
};

const COMMANDS: readonly string[] = [
  "lint mutant.yaml",
  "lint mutant.yaml --format json",
  "lint mutant.yaml --report junit=- --strict",
  "lint mutant.yaml --report sarif=- --quiet",
  "compare pact.json mutant.yaml",
  "compare pact.json mutant.yaml --format json",
  "graph",
  "graph --format json",
  "graph --format dot",
  "verify",
  "verify --format json --allow-unknown",
  "verify a:b --strict",
];

/** The mutant is a consumer and a provider of itself, and the catalogue of events. */
const CONFIGURATION = {
  services: {
    a: { contract: "mutant.yaml" },
    b: { contract: "mutant.yaml" },
    "order-service": { external: true },
  },
  edges: [
    { consumer: "a", provider: "b", method: "GET", path: "/things/{id}" },
    { consumer: "a", provider: "b", method: "POST", path: "/things" },
  ],
};

const PACT = {
  consumer: { name: "a" },
  provider: { name: "b" },
  interactions: [
    {
      description: "a thing",
      request: { method: "GET", path: "/v1/things/1", query: "page=1" },
      response: {
        status: 200,
        headers: { "Content-Type": "application/json", "X-Rate": "1" },
        body: { a: "b", kind: "thing", children: [{ name: "a" }] },
      },
    },
    {
      description: "a new thing",
      request: {
        method: "POST",
        path: "/v1/things",
        headers: { "Content-Type": "application/json" },
        body: { name: "a", of: { message: "b" } },
      },
      response: { status: 201, body: { id: 1 } },
    },
  ],
  metadata: { pactSpecification: { version: "2.0.0" } },
};

async function exerciseCommand(cwd: string, text: string, command: string): Promise<void> {
  await writeFile(path.join(cwd, "mutant.yaml"), text);
  await underLaws(async () => {
    const { code, stdout, stderr } = await runCli(command.split(" "), { cwd });
    law([0, 1, 2].includes(code), "the exit code is 0, 1 or 2", code);
    law(!/\n\s+at .*:\d+:\d+/.test(stdout + stderr), "no stack is shown", stderr.slice(0, 1000));
    law(code === 0 || stdout + stderr !== "", "a command that fails says why");
    if (code !== 2 && command.includes("--format json")) JSON.parse(stdout);
  }, text.length);
}
