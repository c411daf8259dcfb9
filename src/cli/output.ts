/**
 * Where a command's result goes: stdout in the wanted format, and reports.
 */
import { appendFile, stat } from "node:fs/promises";
import packageJson from "../../package.json" with { type: "json" };
import { renderJson } from "../report/json.ts";
import type { Judgement } from "../report/judgement.ts";
import { type SourceRoot, sourceRootOf } from "../report/source-root.ts";
import type { TerminalOptions } from "../report/terminal.ts";
import type { DocumentSet } from "../source/documents.ts";
import type { Source } from "../source/source.ts";
import type { Io } from "./io.ts";
import type { CommonOptions, ReportTarget } from "./options.ts";
import { unwritable, writeWhole } from "./write-whole.ts";

/**
 * @param pretty the result as text, made only where it is wanted
 * @param judgement what was judged, made only where a report wants it; none where a command's only
 *   report is its result
 * @throws {ConcordatError} `input.unreadable` when a report cannot be written
 */
export async function writeResult(
  result: unknown,
  pretty: () => string,
  options: CommonOptions,
  io: Io,
  judgement?: () => Judgement,
): Promise<void> {
  const targets = options.report ?? [];
  const root = sourceRootOf(io.cwd, io.env);
  await Promise.all(
    targets.map(async (target) => {
      if (target.kind === "github") return;
      await writeWhole(target.file, await renderReport(target, result, judgement, root));
    }),
  );
  io.stdout(options.format === "json" ? renderJson(result) : pretty());
  if (judgement !== undefined && targets.some(({ kind }) => kind === "github")) {
    await tellGitHub(judgement(), root, options, io);
  }
}

async function renderReport(
  { kind }: ReportTarget,
  result: unknown,
  judgement: (() => Judgement) | undefined,
  root: SourceRoot,
): Promise<string> {
  if (kind === "json") return renderJson(result);
  if (judgement === undefined) throw new Error(`no judgement for --report ${kind}`);
  if (kind === "junit") {
    const { renderJunit } = await import("../report/junit.ts");
    return renderJunit(judgement());
  }
  const { renderSarif } = await import("../report/sarif.ts");
  const { version, homepage } = packageJson as { version: string; homepage?: string };
  return renderSarif(judgement(), root, { version, informationUri: homepage });
}

// The runner reads both streams; a result that programs read has stdout for itself.
async function tellGitHub(
  judgement: Judgement,
  root: SourceRoot,
  options: CommonOptions,
  io: Io,
): Promise<void> {
  const { renderAnnotations } = await import("../report/github.ts");
  const annotations = renderAnnotations(judgement, root);
  if (options.format === "json") io.stderr(annotations);
  else io.stdout(annotations);
  const file = io.env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === "") return;
  const { MAX_SUMMARY_BYTES, renderStepSummary } = await import("../report/step-summary.ts");
  // Other commands of the step have written here before, and the limit is for all of them.
  const before = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  const gap = before > 0 ? "\n" : "";
  const room = MAX_SUMMARY_BYTES - before - gap.length;
  const summary = renderStepSummary(judgement, root, room);
  if (summary === "") return;
  await appendFile(file, gap + summary).catch((error: unknown) => {
    throw unwritable(file, error);
  });
}

/** How findings are rendered when these documents have been read. */
export function terminalOptions(
  sets: readonly DocumentSet[],
  more: readonly Source[],
  options: CommonOptions,
  io: Io,
): TerminalOptions {
  const texts = new Map<string, string>();
  for (const { file, text } of more) texts.set(file, text);
  for (const { sources } of sets) {
    for (const { file, text } of sources.values()) texts.set(file, text);
  }
  return { color: io.color && options.color, textOf: (file) => texts.get(file) };
}
