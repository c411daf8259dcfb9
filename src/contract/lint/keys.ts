/**
 * Keys stated twice.
 *
 * YAML 1.2 #mapping; RFC 8259 §4.
 */
import { createFinding, type Finding } from "../../findings/finding.ts";
import type { DocumentSet } from "../../source/documents.ts";
import { parsePointer } from "../../source/pointer.ts";
import { duplicateKeys } from "../../source/source.ts";
import { namedPointer } from "./named-pointer.ts";

export function lintKeys(documents: DocumentSet): Finding[] {
  return [...documents.sources.values()].flatMap((source) =>
    duplicateKeys(source).map((at) =>
      createFinding({
        code: "source.duplicate-key",
        message: `the key ${parsePointer(at.pointer)?.at(-1)} is stated again; this one counts`,
        at,
        identity: [namedPointer({ source, pointer: at.pointer })],
      }),
    ),
  );
}
