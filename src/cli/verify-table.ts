/**
 * The result of `concordat verify` as tables for people.
 */
import type { Finding } from "../findings/finding.ts";
import { countFindings, painter, plural } from "../report/terminal.ts";
import { allFindings, type VerifyResult } from "./verify-result.ts";

/** Edges, pacts and a last line that counts; ends with a line break. */
export function renderVerifyTable(result: VerifyResult, color: boolean): string {
  const paint = painter(color);
  const edges = result.edges.map((edge) => [
    edge.consumer,
    edge.operation,
    edge.provider,
    edge.source,
    edge.verdict === undefined ? "not judged" : paint(COLORS[edge.verdict], edge.verdict),
    edge.pact === undefined ? "not asked" : paint(COLORS[edge.pact], edge.pact),
    state(edge.findings, paint),
  ]);
  const pacts = result.pacts.map((pact) => [
    pact.consumer,
    pact.provider,
    plural(pact.interactions, "interaction"),
    outcome(pact, paint),
    state(pact.findings, paint),
  ]);
  const parts: string[] = [];
  if (edges.length > 0) {
    const head = [
      "consumer",
      "operation",
      "provider",
      "declared by",
      "verdict",
      "pact",
      "findings",
    ];
    parts.push(table([head.map((name) => paint("bold", name)), ...edges]));
  }
  if (pacts.length > 0) {
    const head = ["consumer", "provider", "pact", "result", "findings"];
    parts.push(table([head.map((name) => paint("bold", name)), ...pacts]));
  }
  const findings = allFindings(result);
  const bare = result.edges.filter(({ pact }) => pact === "none").length;
  const without =
    bare === 0 ? "" : `; ${plural(bare, "edge")} ${bare === 1 ? "has" : "have"} no pact`;
  const counts = `${plural(edges.length, "edge")}, ${plural(pacts.length, "pact")}: ${countFindings(findings)}${without}`;
  parts.push(`${paint(result.ok ? "green" : "red", result.ok ? "ok" : "failed")}  ${counts}\n`);
  return parts.join("\n");
}

const COLORS = {
  compatible: "green",
  incompatible: "red",
  unknown: "yellow",
  verified: "green",
  "self-consistent": "cyan",
  failed: "red",
  "not run": "yellow",
  none: "yellow",
} as const;

/** Of a pact from a broker also whether its failure counts, and whether the broker has the result. */
function outcome(
  { result, pending, published }: VerifyResult["pacts"][number],
  paint: ReturnType<typeof painter>,
): string {
  const more = [...(pending ? ["pending"] : []), ...(published ? ["published"] : [])];
  return [paint(COLORS[result], result), ...more].join(", ");
}

function state(findings: readonly Finding[], paint: ReturnType<typeof painter>): string {
  if (findings.length === 0) return paint("green", "none");
  const isError = findings.some(({ severity }) => severity === "error");
  return paint(isError ? "red" : "yellow", countFindings(findings));
}

/** Rows of cells in columns of equal width, two spaces apart. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) =>
    Math.max(...rows.map((row) => visibleLength(row[column]!))),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + " ".repeat(widths[column]! - visibleLength(cell)))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

function visibleLength(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
  return text.replace(/\u001b\[[0-9;]*m/g, "").length;
}
