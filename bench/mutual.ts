/**
 * Two versions of 150 components that all refer to each other, compared: milliseconds of CPU in a
 * process that has compared nothing before, of several the least. Its start and the loading of
 * modules are not counted; compiled code is kept from the first process on, as the command line
 * does. Beside it, parsing the two documents.
 *
 * `node --conditions=source mutual.ts` is one such process.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { compareSchemas } from "../src/schema/compare/compare.ts";
import { createSchemaStore, type Schema, schemaAt } from "../src/schema/schema.ts";

const COUNT = 150;
const ROUNDS = 10;

export interface MutualFigures {
  /** Milliseconds of CPU. */
  bare: number;
  concordat: number;
}

export function measureMutual(): MutualFigures {
  const script = fileURLToPath(import.meta.url);
  const cache = mkdtempSync(path.join(os.tmpdir(), "concordat-bench-"));
  const rounds = Array.from({ length: ROUNDS }, () => {
    const told = execFileSync(process.execPath, ["--conditions=source", script], {
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    });
    return JSON.parse(told.toString()) as MutualFigures;
  });
  rmSync(cache, { recursive: true });
  return {
    bare: Math.min(...rounds.map(({ bare }) => bare)),
    concordat: Math.min(...rounds.map(({ concordat }) => concordat)),
  };
}

function documentText(): string {
  const properties = Object.fromEntries(
    Array.from({ length: COUNT }, (_, to) => [`p${to}`, { $ref: `#/components/C${to}` }]),
  );
  const components = Object.fromEntries(
    Array.from({ length: COUNT }, (_, at) => {
      const id = { type: "integer", minimum: at };
      return [`C${at}`, { type: "object", required: ["id"], properties: { id, ...properties } }];
    }),
  );
  return JSON.stringify({ components });
}

function firstOf(name: string, root: unknown): Schema {
  const document = { uri: `https://bench.example/${name}`, root, isSchema: false };
  const store = createSchemaStore((uri) => (uri === document.uri ? document : undefined));
  return schemaAt(store, document.uri, "/components/C0")!;
}

function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function measureOnce(): MutualFigures {
  const text = documentText();
  const roots: unknown[] = [];
  const bare = cpuOf(() => roots.push(JSON.parse(text), JSON.parse(text)));
  const sender = firstOf("base", roots[0]);
  const receiver = firstOf("revision", roots[1]);
  const concordat = cpuOf(() => {
    const { kind } = compareSchemas(sender, receiver);
    if (kind !== "compatible") throw new Error(`they are ${kind}`);
  });
  return { bare, concordat };
}

if (import.meta.main) console.log(JSON.stringify(measureOnce()));
