/**
 * `concordat compare` from the start of the process to its end: CPU time, of the package as it is
 * built, of pacts with 10, 100 and 1,000 interactions. Beside it Node that reads and parses the same
 * two files.
 *
 * The interactions with one operation say the same in all but one of the pacts; what no two say
 * alike is compared anew for each.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Contract, Operation } from "../src/contract/contract.ts";
import { loadContract } from "../src/load/load.ts";
import { comparePact } from "../src/pact/compare.ts";
import { readPact } from "../src/pact/read.ts";
import { sample } from "../src/schema/sample.ts";
import { readSource } from "../src/source/source.ts";
import { type Scenario, scenarios } from "./scenario.ts";

const ROUNDS = 5;
const SIZES = [
  { interactions: 10, isVaried: false },
  { interactions: 100, isVaried: false },
  { interactions: 1000, isVaried: false },
  { interactions: 1000, isVaried: true },
];
const root = path.resolve(import.meta.dirname, "..");

export interface CompareFigures {
  scenario: string;
  interactions: number;
  /** No two answers are the same. */
  isVaried: boolean;
  /** Milliseconds of CPU. */
  bare: number;
  concordat: number;
}

export async function measureComparisons(): Promise<CompareFigures[]> {
  execFileSync("npx", ["tsdown", "--silent"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const folder = mkdtempSync(path.join(os.tmpdir(), "concordat-bench-"));
  const figures: CompareFigures[] = [];
  try {
    for (const scenario of scenarios) {
      for (const size of SIZES) {
        const pact = path.join(folder, `${scenario.name}.json`);
        writeFileSync(pact, JSON.stringify(await pactOf(scenario, size), undefined, 2));
        const main = path.join(root, "dist/cli.mjs");
        figures.push({
          scenario: scenario.name,
          ...size,
          bare: cheapest(["--eval", parsing(scenario.file, pact)]),
          concordat: cheapest([main, "compare", pact, scenario.file, "--quiet"]),
        });
      }
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds of CPU of one process, of several runs the least. */
function cheapest(args: readonly string[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const told = execFileSync(process.execPath, ["--require", TELL_COSTS, ...args], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    const cpu = /cpu ([\d.]+)$/.exec(told)?.[1];
    if (cpu === undefined) throw new Error(`${args.join(" ")}: ${told.slice(0, 500)}`);
    least = Math.min(least, Number(cpu));
  }
  return least;
}

/** A process tells its own costs when it ends: those of a child are known in steps of 10 ms. */
const TELL_COSTS = path.join(import.meta.dirname, "tell-costs.cjs");

function parsing(contract: string, pact: string): string {
  const parse = contract.endsWith(".json") ? "JSON.parse" : 'require("js-yaml").load';
  const read = (file: string) => `require("node:fs").readFileSync(${JSON.stringify(file)}, "utf8")`;
  return `${parse}(${read(contract)}); JSON.parse(${read(pact)});`;
}

/**
 * Interactions with the contract's operations, in turn: what they answer is a sample of what their
 * schema requires, with rules about types, and one about texts. Operations whose
 * interaction is not compatible are left out, so that it is agreement that is measured.
 */
async function pactOf(
  { file }: Scenario,
  { interactions: count, isVaried }: (typeof SIZES)[number],
): Promise<object> {
  const contract = await loadContract(path.basename(file), { cwd: path.dirname(file) });
  const usable = contract.operations.filter((operation) => agrees(operation, 1, contract));
  const made: object[] = [];
  for (let seed = 1; made.length < count; seed += 1) {
    for (const operation of usable) {
      const isMade = !isVaried || agrees(operation, seed, contract);
      if (isMade) made.push(responseOf(operation, isVaried ? seed : 1)!);
    }
  }
  const interactions = made
    .slice(0, count)
    .map((each, index) => ({ ...each, description: `interaction ${index}` }));
  return pactWith(interactions);
}

function agrees(operation: Operation, seed: number, contract: Contract): boolean {
  const made = responseOf(operation, seed);
  if (made === undefined) return false;
  const text = JSON.stringify(pactWith([made]));
  const { pact } = readPact(readSource(text, { uri: "file:///p.json", file: "p.json" }));
  return comparePact(pact!, contract).compatible;
}

function pactWith(interactions: readonly object[]): object {
  return {
    consumer: { name: "bench" },
    provider: { name: "provider" },
    interactions,
    metadata: { pactSpecification: { version: "4.0" } },
  };
}

function responseOf(
  { method, path: template, responses }: Operation,
  seed: number,
): object | undefined {
  const response = responses.find(({ status }) => /^2\d\d$/.test(status));
  const media = response?.content.find(({ type }) => type.startsWith("application/json"));
  if (method !== "GET" || media?.schema === undefined) return undefined;
  const made = sample(media.schema, { seed, direction: "response", minimal: true });
  if (!made.ok) return undefined;
  return {
    type: "Synchronous/HTTP",
    description: template,
    providerStates: [{ name: "some state" }],
    request: { method, path: template.replace(/\{[^{}]*\}/g, "1") },
    response: {
      status: Number(response!.status),
      headers: { "Content-Type": ["application/json"] },
      body: { contentType: "application/json", encoded: false, content: made.value },
      matchingRules: {
        body: {
          $: { combine: "AND", matchers: [{ match: "type" }] },
          "$.id": { combine: "AND", matchers: [{ match: "regex", regex: "(.|\\n)*" }] },
        },
      },
    },
  };
}
