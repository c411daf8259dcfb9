/**
 * `concordat explain CODE`: an entry of the catalogue.
 */
import { catalogue, findEntry } from "../findings/catalogue.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import type { ExitCode, Io } from "./io.ts";

/** @throws {ConcordatError} `usage.invalid` for a code that does not exist, naming those near it */
export function explain(code: string | undefined, io: Io): ExitCode {
  if (code === undefined) {
    const width = Math.max(...Object.keys(catalogue).map((name) => name.length));
    for (const [name, { title }] of Object.entries(catalogue)) {
      io.stdout(`${name.padEnd(width)}  ${title}\n`);
    }
    return 0;
  }
  const entry = findEntry(code);
  if (entry === undefined) {
    const near = Object.keys(catalogue).filter((name) => shareWord(name, code));
    const choice = near.length === 0 ? "" : `; near it: ${near.join(", ")}`;
    throw new ConcordatError("usage.invalid", `there is no code ${code}${choice}`, {
      mend: "Say `concordat explain` for the list of all.",
    });
  }
  io.stdout(`${code}  (${entry.severity})\n\n  ${entry.title}.\n\n`);
  io.stdout(`  mend    ${entry.mend}\n  source  ${entry.source}\n`);
  return 0;
}

function shareWord(name: string, code: string): boolean {
  const words = new Set(name.split(/[.-]/));
  return code.split(/[.-]/).some((word) => word.length > 2 && words.has(word));
}
