/**
 * `concordat lint [CONTRACT...]`: the documents themselves.
 */
import { inDocumentOrder, lintContract } from "../contract/lint/lint-contract.ts";
import { readContract } from "../contract/read-contract.ts";
import type { Finding } from "../findings/finding.ts";
import { loadDocument } from "../load/load.ts";
import { loadMetaSchema } from "../load/meta-schemas.ts";
import { abridged } from "../report/abridge.ts";
import { countFindings, plural, renderFindings } from "../report/terminal.ts";
import type { DocumentSet } from "../source/documents.ts";
import { lintExtensions } from "../system/lint-extensions.ts";
import { configuredContracts } from "./configuration.ts";
import type { ExitCode, Io } from "./io.ts";
import { judgementOfLint } from "./judgements.ts";
import type { CommonOptions } from "./options.ts";
import { terminalOptions, writeResult } from "./output.ts";

/** @throws {ConcordatError} `input.unreadable`, `config.*` */
export async function lint(files: string[], options: CommonOptions, io: Io): Promise<ExitCode> {
  const wanted =
    files.length > 0
      ? { files, root: undefined, problems: [] }
      : await configuredContracts(options, io);
  const problems: Finding[] = [...wanted.problems];
  const sets: DocumentSet[] = [];
  const root = options.root ?? wanted.root;
  for (const file of wanted.files) {
    const loaded = await loadDocument(file, { cwd: io.cwd, ...(root !== undefined && { root }) });
    sets.push(loaded.documents);
    for (const each of await lintDocument(loaded.documents, loaded.uri)) problems.push(each);
  }
  // A shared file is reached from many documents; what is wrong in it is said once.
  const once = [...new Map(problems.map((problem) => [placeKey(problem), problem])).values()];
  const judged = options.strict ? once.map(raise) : once;
  const valid = judged.every(({ severity }) => severity !== "error");
  await writeResult(
    { valid, problems: judged },
    () => {
      const told = judged.filter(({ severity }) => !options.quiet || severity === "error");
      const { kept, rest } = abridged(told, MAX_SHOWN);
      const shown = renderFindings(kept, terminalOptions(sets, [], options, io)) + rest;
      const summary = `${plural(wanted.files.length, "document")}: ${countFindings(judged)}\n`;
      return [shown, options.quiet && valid ? "" : summary]
        .filter((part) => part !== "")
        .join("\n");
    },
    options,
    io,
    () => judgementOfLint(sets, judged),
  );
  return valid ? 0 : 1;
}

async function lintDocument(documents: DocumentSet, uri: string): Promise<Finding[]> {
  const { contract, faults } = readContract(documents, uri);
  if (contract === undefined) return [...faults];
  const metaSchema = await loadMetaSchema(contract.format, contract.version);
  return inDocumentOrder([
    ...lintContract(documents, uri, metaSchema),
    ...lintExtensions(contract),
  ]);
}

/** Warnings of one code that a terminal shows: published documents have hundreds. */
const MAX_SHOWN = 20;

function placeKey({ code, at, message }: Finding): string {
  return JSON.stringify([code, at.file, at.pointer, message]);
}

function raise(finding: Finding): Finding {
  return finding.severity === "warning" ? { ...finding, severity: "error" } : finding;
}
