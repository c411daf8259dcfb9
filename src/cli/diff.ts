/**
 * `concordat diff BASE REVISION`: what changed, and what breaks whoever was written against the base.
 */
import { type Change, type DiffRow, inOrder, type Level } from "../compat/diff/change.ts";
import { confirmRows } from "../compat/diff/confirm.ts";
import { diffContracts, documentRow } from "../compat/diff/diff-contracts.ts";
import { plural, renderFindings } from "../report/terminal.ts";
import { type DocumentPairs, loadDocumentPairs } from "./diff-documents.ts";
import { findingLine } from "./finding-line.ts";
import type { ExitCode, Io } from "./io.ts";
import { judgementOfDiff } from "./judgement-of-diff.ts";
import type { CommonOptions } from "./options.ts";
import { terminalOptions, writeResult } from "./output.ts";

/**
 * @param base, revision documents, or folders of documents
 * @throws {ConcordatError} why a document cannot be read
 */
export async function diff(
  base: string,
  revision: string,
  options: CommonOptions,
  io: Io,
): Promise<ExitCode> {
  const { root } = options;
  const documents = await loadDocumentPairs(base, revision, {
    cwd: io.cwd,
    ...(root !== undefined && { root }),
  });
  const rows = await confirmed(rowsOf(documents));
  const changes = rows.map(({ change }) => (options.strict ? raised(change) : change));
  const breaking = changes.some(({ level }) => level === "breaking");
  await writeResult(
    { breaking, changes },
    () => rendered(changes, documents, options, io),
    options,
    io,
    () => judgementOfDiff(documents, changes),
  );
  return breaking ? 1 : 0;
}

function rowsOf({ pairs, removed, added }: DocumentPairs): DiffRow[] {
  return inOrder([
    ...removed.map((contract) => documentRow(contract, "base")),
    ...pairs.flatMap((pair) => diffContracts(pair.base, pair.revision)),
    ...added.map((contract) => documentRow(contract, "revision")),
  ]);
}

// Ajv is loaded where there is something for it to judge.
async function confirmed(rows: DiffRow[]): Promise<DiffRow[]> {
  if (rows.every(({ proof }) => proof === undefined)) return rows;
  const { judge } = await import("../schema/judge.ts");
  return confirmRows(rows, judge);
}

function raised(change: Change): Change {
  if (change.level !== "warning") return change;
  return { ...change, level: "breaking", severity: "error" };
}

function rendered(
  changes: readonly Change[],
  { pairs, removed, added }: DocumentPairs,
  options: CommonOptions,
  io: Io,
): string {
  const contracts = [...pairs.flatMap((pair) => [pair.base, pair.revision]), ...removed, ...added];
  const sets = contracts.map((contract) => contract.documents);
  const terminal = terminalOptions(sets, [], options, io);
  const levels: readonly Level[] = options.quiet ? ["breaking"] : ["breaking", "warning"];
  const told = renderFindings(
    changes.filter(({ level }) => levels.includes(level)).map(asFinding),
    terminal,
  );
  // What breaks nobody is told in a line each.
  const info = changes
    .filter(({ level }) => level === "info" && !options.quiet)
    .map((change) => `info  ${findingLine(change, change.at)}\n`);
  const summary = options.quiet && told === "" ? "" : `${count(changes)}\n`;
  return [told, info.join(""), summary].filter((part) => part !== "").join("\n");
}

function asFinding({ level: _, ...finding }: Change): Omit<Change, "level"> {
  return finding;
}

function count(changes: readonly Change[]): string {
  const of = (level: Level) => changes.filter((change) => change.level === level).length;
  if (changes.length === 0) return "no changes that matter to a consumer";
  return `${of("breaking")} breaking, ${plural(of("warning"), "warning")}, ${of("info")} info`;
}
