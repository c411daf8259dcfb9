/**
 * A text that was good, and the changes that made it worse.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { writeJson } from "./json-tree.ts";
import { mutateText, type TextMutation, textMutations } from "./text-mutation.ts";
import { mutateTree, type TreeMutation, treeMutations } from "./tree-mutation.ts";

/** A text to begin with. */
export interface Original {
  /** As people name it; its ending says how it is read. */
  file: string;
  text: string;
  /** Its value, for changes of what it says. */
  value: unknown;
}

export interface Mutant {
  file: string;
  tree: readonly TreeMutation[];
  text: readonly TextMutation[];
}

/** @param originals the ones that are easiest to read first: cases shrink to them */
export function mutants(
  originals: readonly Original[],
  keys: readonly string[],
): fc.Arbitrary<Mutant> {
  const file = fc.constantFrom(...originals.map((original) => original.file));
  const tree = fc.array(treeMutations(keys), { minLength: 1, maxLength: 5 });
  const text = fc.array(textMutations(), { minLength: 1, maxLength: 3 });
  const none = fc.constant([]);
  return fc.oneof(
    { weight: 6, arbitrary: fc.record({ file, tree, text: none }) },
    { weight: 3, arbitrary: fc.record({ file, tree: none, text }) },
    { weight: 1, arbitrary: fc.record({ file, tree, text }) },
  );
}

export function textOf(originals: readonly Original[], { file, tree, text }: Mutant): string {
  const original = originals.find((each) => each.file === file)!;
  const changed = tree.length === 0 ? original.text : writeJson(mutateTree(original.value, tree));
  return mutateText(changed, text);
}

/** The changes, and a file that holds the outcome. */
export function showMutant(originals: readonly Original[], mutant: Mutant): string {
  const folder = mkdtempSync(path.join(tmpdir(), "concordat-fuzz-"));
  const file = path.join(folder, path.basename(mutant.file));
  writeFileSync(file, textOf(originals, mutant));
  return `${JSON.stringify(mutant)}\nwritten to ${file}`;
}
