/**
 * Findings as annotations of a GitHub Actions run: workflow commands, a line each.
 *
 * GitHub Docs: workflow commands for GitHub Actions, `error`, `warning`, `notice`. The runner takes
 * them from stdout and stderr alike.
 */
import type { Finding } from "../findings/finding.ts";
import { findingsOf, type Judgement, mostSevereFirst } from "./judgement.ts";
import { documentPlace, rulePlace } from "./place.ts";
import { pathFromRoot, type SourceRoot } from "./source-root.ts";
import { countFindings } from "./terminal.ts";
import { visible } from "./visible.ts";

/** GitHub shows this many of each kind for one step, and drops the rest. */
export const MAX_ANNOTATIONS = 10;

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const;

/**
 * The most severe first, at most ten of a kind; a last line counts those left out.
 * Ends with a line break, or is empty.
 */
export function renderAnnotations(judgement: Judgement, root: SourceRoot): string {
  const sorted = mostSevereFirst(findingsOf(judgement));
  const groups = Map.groupBy(sorted, ({ severity }) => severity);
  const shown = [...groups.values()].flatMap((findings) => findings.slice(0, MAX_ANNOTATIONS));
  const left = [...groups.values()].flatMap((findings) => findings.slice(MAX_ANNOTATIONS));
  const lines = shown.map((finding) => annotation(finding, root));
  if (left.length > 0) {
    lines.push(`and ${countFindings(left)} more: GitHub shows ${MAX_ANNOTATIONS} of a kind`);
  }
  return lines.map((line) => `${line}\n`).join("");
}

function annotation(finding: Finding, root: SourceRoot): string {
  const { severity, code, service, operation, message, mend } = finding;
  const place = documentPlace(finding);
  const rule = rulePlace(finding);
  const properties = {
    // There is no end: a finding has a point, and the runner takes its line.
    ...(place && { file: pathFromRoot(root, place.file), line: place.line, col: place.column }),
    title: [code, service, operation].filter((part) => part !== undefined).join(" "),
  };
  const lines = [
    message,
    ...(rule ? [`see ${rule.file}:${rule.line}:${rule.column} ${rule.pointer}`.trimEnd()] : []),
    ...(mend === undefined ? [] : [`mend: ${mend}`]),
  ];
  const written = Object.entries(properties)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(",");
  return `::${COMMANDS[severity]} ${written}::${escapeData(lines.join("\n"))}`;
}

// As the runner decodes it, `%` last: ActionCommand in actions/runner.
function escapeData(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
