/**
 * Everything that is wrong with a document itself.
 *
 * DESIGN: `concordat lint`.
 */
import type { Finding } from "../../findings/finding.ts";
import type { Schema } from "../../schema/schema.ts";
import type { DocumentSet } from "../../source/documents.ts";
import { readContract } from "../read-contract.ts";
import { everyPart } from "./every-part.ts";
import { lintExamples } from "./examples.ts";
import { lintKeys } from "./keys.ts";
import { lintOperations } from "./operations.ts";
import { lintPaths } from "./paths.ts";
import { lintReferences } from "./references.ts";
import { lintSecurity } from "./security.ts";
import { lintStructure } from "./structure.ts";

/**
 * Findings in document order, each once.
 *
 * @param metaSchema the specification's own schema for documents of this version; under its
 *   `$defs`, those for parts of one, as far as it has them
 */
export function lintContract(documents: DocumentSet, uri: string, metaSchema: Schema): Finding[] {
  const { contract, faults } = readContract(documents, uri);
  if (contract === undefined) return [...faults];
  const parts = everyPart(contract);
  const structure = lintStructure(contract, metaSchema, parts);
  // Where no reference may stand, that is what is wrong, not where it leads.
  const misplaced = new Set(structure.map(({ at }) => `${at.file} ${at.pointer}/$ref`));
  return inDocumentOrder([
    ...lintKeys(documents),
    ...structure,
    ...lintReferences(contract).filter(({ at }) => !misplaced.has(`${at.file} ${at.pointer}`)),
    ...lintPaths(contract),
    ...lintOperations(contract),
    ...lintSecurity(contract),
    ...lintExamples(contract, parts),
  ]);
}

/** By file, line and column; each once. */
export function inDocumentOrder(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings
    .filter(({ code, at, message }) => {
      const key = JSON.stringify([code, at, message]);
      return !seen.has(key) && seen.add(key);
    })
    .sort(
      (a, b) =>
        Number(a.at.file > b.at.file) - Number(a.at.file < b.at.file) ||
        a.at.line - b.at.line ||
        a.at.column - b.at.column,
    );
}
