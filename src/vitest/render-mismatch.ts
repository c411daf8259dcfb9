/**
 * Why an exchange does not match a contract, as the message of a failed assertion.
 */
import type { Finding } from "../findings/finding.ts";
import { excerpt, type Paint } from "./excerpt.ts";
import type { ContractMatch } from "./match-contract.ts";

/** More findings than these are counted only. */
const MAX_FINDINGS = 10;

/** @param hint the assertion as it stands in the test */
export function renderMismatch(
  { subject, exchange, findings }: ContractMatch,
  title: string,
  { hint, paint }: { hint: string; paint: Paint },
): string {
  const shown = findings.slice(0, MAX_FINDINGS);
  const left = findings.length - shown.length;
  const blocks = shown.map((finding) => {
    return [...renderFinding(finding), ...excerpt(finding, exchange, paint)].join("\n");
  });
  return [
    hint,
    `${capitalised(subject)} breaks the contract ${title}:`,
    ...blocks,
    ...(left > 0 ? [`and ${left} more`] : []),
  ].join("\n\n");
}

export function renderUnexpectedMatch(
  { subject }: ContractMatch,
  title: string,
  hint: string,
): string {
  return `${hint}\n\n${capitalised(subject)} fits the contract ${title}, and should not.`;
}

function renderFinding({ code, at, message, because }: Finding): string[] {
  const lines = [`  ${at.pointer}  ${code}`, ...message.split("\n").map((line) => `    ${line}`)];
  if (because !== undefined) {
    const { file, line, column, pointer } = because;
    lines.push(`    ${file}:${line}:${column}  ${pointer}`.trimEnd());
  }
  return lines;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
