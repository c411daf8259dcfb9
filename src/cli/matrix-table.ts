/**
 * The matrix as the official command line prints it.
 */
import type { MatrixAnswer, MatrixRow } from "../broker/client/matrix.ts";
import { painter, plural } from "../report/terminal.ts";
import { visible } from "../report/visible.ts";
import type { Io } from "./io.ts";
import { renderNotices } from "./render-notices.ts";

const HEAD = ["CONSUMER", "C.VERSION", "PROVIDER", "P.VERSION", "SUCCESS?", "RESULT#"];

/** The table, the results' URLs, the notices, and one line that says yes, no or unknown. */
export function renderMatrix(answer: MatrixAnswer, options: { color: boolean }, io: Io): string {
  const paint = painter(io.color && options.color);
  const { rows, notices, deployable, success, failed, unknown } = answer;
  const urls = rows.flatMap(({ resultUrl, success: isOk }) =>
    resultUrl === undefined ? [] : [{ url: resultUrl, isOk }],
  );
  const parts: string[] = [];
  if (rows.length > 0) parts.push(table([HEAD, ...cellsOf(rows)]));
  if (urls.length > 0) {
    const lines = urls.map(
      ({ url, isOk }, index) => `${index + 1}. ${visible(url)} (${isOk ? "success" : "failure"})\n`,
    );
    parts.push(`VERIFICATION RESULTS\n--------------------\n${lines.join("")}`);
  }
  if (notices.length > 0) parts.push(renderNotices(notices, paint));
  const [word, color] = WORDS[String(deployable) as keyof typeof WORDS];
  const counts = `${plural(rows.length, "row")}: ${success} verified, ${failed} failed, ${unknown} unknown`;
  parts.push(`${paint(color, word)}  ${counts}\n`);
  return parts.join("\n");
}

const WORDS = {
  true: ["yes", "green"],
  false: ["no", "red"],
  null: ["unknown", "yellow"],
} as const;

function cellsOf(rows: readonly MatrixRow[]): string[][] {
  let results = 0;
  return rows.map((row) => {
    if (row.resultUrl !== undefined) results += 1;
    const cells = [
      row.consumer,
      row.consumerVersion ?? "",
      row.provider,
      row.providerVersion ?? "???",
      `${row.success ?? "???"}${row.isIgnored ? " [ignored]" : ""}`,
      row.resultUrl === undefined ? "" : String(results),
    ];
    return cells.map((cell) => visible(cell));
  });
}

/** A rule below the head, bars between the columns. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join(" | ")
      .trimEnd(),
  );
  const rule = widths.map((width) => "-".repeat(width)).join("-|-");
  return `${[lines[0], rule, ...lines.slice(1)].join("\n")}\n`;
}
