/**
 * A judgement as the summary of a GitHub Actions step: Markdown, appended to GITHUB_STEP_SUMMARY.
 *
 * GitHub Docs: adding a job summary. GitHub Flavored Markdown #tables-extension-.
 */
import type { Finding } from "../findings/finding.ts";
import { findingsOf, type Judgement, mostSevereFirst, thingsByKind } from "./judgement.ts";
import { documentPlace, rulePlace } from "./place.ts";
import { pathFromRoot, type SourceRoot } from "./source-root.ts";
import { countFindings, plural } from "./terminal.ts";
import { visible } from "./visible.ts";

/** GitHub drops the whole summary of a step beyond this size. */
export const MAX_SUMMARY_BYTES: number = 1024 * 1024;

/**
 * What was judged, counted, and a row for each finding, the most severe first.
 *
 * @param maxBytes rows that would go beyond are left out, and counted in a last line; empty where
 *   there is no room even for the counts
 */
export function renderStepSummary(
  judgement: Judgement,
  root: SourceRoot,
  maxBytes: number = MAX_SUMMARY_BYTES,
): string {
  const findings = mostSevereFirst(findingsOf(judgement));
  const head = [
    `### concordat ${cell(judgement.command)}: ${countFindings(findings)}`,
    "",
    ...countTable(judgement),
  ]
    .map((line) => `${line}\n`)
    .join("");
  let room = maxBytes - bytes(head) - ROOM_FOR_REST;
  if (room < 0) return "";
  if (findings.length === 0) return head;
  const lines = ["", "| severity | code | place | finding |", "| --- | --- | --- | --- |"];
  room -= bytes(lines.join("\n")) + 1;
  const rows: string[] = [];
  for (const finding of findings) {
    const row = findingRow(finding, root);
    room -= bytes(row) + 1;
    if (room < 0) break;
    rows.push(row);
  }
  if (rows.length > 0) lines.push(...rows);
  const left = findings.length - rows.length;
  const rest = `${plural(left, "finding")} more: a summary holds at most ${MAX_SUMMARY_BYTES} bytes`;
  if (left > 0) lines.push("", rest);
  return `${head}${lines.join("\n")}\n`;
}

/** For the last line and the head of the table of findings. */
const ROOM_FOR_REST = 200;

function countTable(judgement: Judgement): string[] {
  const rows = thingsByKind(judgement).map(([kind, things]) => {
    const counts = (["passed", "failed", "skipped"] as const).map(
      (wanted) => things.filter(({ outcome }) => outcome === wanted).length,
    );
    return `| ${[cell(kind), things.length, ...counts].join(" | ")} |`;
  });
  return [
    "| judged | count | passed | failed | skipped |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...rows,
  ];
}

function findingRow(finding: Finding, root: SourceRoot): string {
  const { severity, code, service, operation, message } = finding;
  const place = documentPlace(finding);
  const rule = rulePlace(finding);
  const where = place && `${pathFromRoot(root, place.file)}:${place.line}:${place.column}`;
  const subject = [service, operation].filter((part) => part !== undefined).join(" ");
  const lines = [
    ...(subject === "" ? [] : [subject]),
    message,
    ...(rule ? [`see ${rule.file}:${rule.line}:${rule.column} ${rule.pointer}`.trimEnd()] : []),
  ];
  return `| ${[severity, code, where ?? "", lines.join("\n")].map(cell).join(" | ")} |`;
}

// A character reference is never structure: GitHub Flavored Markdown #entity-and-numeric-character-references.
function cell(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]<>&|~$]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/\r\n|\n|\r/g, "<br>");
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
