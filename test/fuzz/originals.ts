/**
 * The documents that are mutated: ours, the repository's contracts, and the published ones that
 * lie beside the repository where there are any.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { readSource } from "../../src/source/source.ts";
import type { Original } from "./mutant.ts";

export const repository: string = path.resolve(import.meta.dirname, "../..");
export const corpus: string = path.resolve(repository, "../shared/corpus");

/** Larger documents take more time and have nothing that smaller ones have not. */
const MAX_BYTES = 120_000;

/** Every OpenAPI and AsyncAPI document, the smallest of each group first. */
export function documentOriginals(): Original[] {
  return [
    ...originalsIn(path.join(import.meta.dirname, "documents")),
    ...originalsIn(path.join(repository, "contracts")),
    ...["bad", "openapi", "asyncapi"].flatMap((folder) => originalsIn(path.join(corpus, folder))),
  ];
}

/** The readable JSON and YAML files below `folder`, by size; none where it is absent. */
export function originalsIn(folder: string): Original[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(json|ya?ml)$/.test(name))
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).size <= MAX_BYTES)
    .sort((a, b) => statSync(a).size - statSync(b).size || Number(a > b) - Number(a < b))
    .map(originalOf);
}

export function originalOf(absolute: string): Original {
  const file = path.relative(repository, absolute).split(path.sep).join("/");
  const text = readFileSync(absolute, "utf8");
  // What cannot be read is mutated as text, and as an empty document.
  const { value = {} } = readSource(text, { uri: `file:///${file}`, file });
  return { file, text, value };
}
