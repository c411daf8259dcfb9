/**
 * `concordat lint [CONTRACT...]`: the documents themselves.
 */
import { lintContract } from "../contract/lint/lint-contract.ts";
import { readContract } from "../contract/read-contract.ts";
import type { Finding } from "../findings/finding.ts";
import { loadDocument } from "../load/load.ts";
import { loadMetaSchema } from "../load/meta-schemas.ts";
import { countFindings, plural, renderFindings } from "../report/terminal.ts";
import type { DocumentSet } from "../source/documents.ts";
import { configuredContracts } from "./configuration.ts";
import type { ExitCode, Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import { terminalOptions, writeResult } from "./output.ts";

/** @throws {ConcordatError} `input.unreadable`, `config.*` */
export async function lint(files: string[], options: CommonOptions, io: Io): Promise<ExitCode> {
  const wanted = files.length > 0 ? { files } : await configuredContracts(options, io);
  const problems: Finding[] = [];
  const sets: DocumentSet[] = [];
  const root = options.root ?? wanted.root;
  for (const file of wanted.files) {
    const loaded = await loadDocument(file, { cwd: io.cwd, ...(root !== undefined && { root }) });
    sets.push(loaded.documents);
    problems.push(...(await lintDocument(loaded.documents, loaded.uri)));
  }
  // A shared file is reached from many documents; what is wrong in it is said once.
  const once = [...new Map(problems.map((problem) => [placeKey(problem), problem])).values()];
  const judged = options.strict ? once.map(raise) : once;
  const valid = judged.every(({ severity }) => severity !== "error");
  await writeResult(
    { valid, problems: judged },
    () => {
      const told = judged.filter(({ severity }) => !options.quiet || severity === "error");
      const shown = renderFindings(told, terminalOptions(sets, [], options, io));
      const summary = `${plural(wanted.files.length, "document")}: ${countFindings(judged)}\n`;
      return [shown, options.quiet && valid ? "" : summary]
        .filter((part) => part !== "")
        .join("\n");
    },
    options,
    io,
  );
  return valid ? 0 : 1;
}

async function lintDocument(documents: DocumentSet, uri: string): Promise<Finding[]> {
  const { contract, faults } = readContract(documents, uri);
  if (contract === undefined) return [...faults];
  return lintContract(documents, uri, await loadMetaSchema(contract.format, contract.version));
}

function placeKey({ code, at, message }: Finding): string {
  return JSON.stringify([code, at.file, at.pointer, message]);
}

function raise(finding: Finding): Finding {
  return finding.severity === "warning" ? { ...finding, severity: "error" } : finding;
}
