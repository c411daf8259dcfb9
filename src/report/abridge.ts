/**
 * What of many findings a terminal shows.
 */
import type { Finding } from "../findings/finding.ts";

/**
 * All errors, and of each code so many of the others; the rest in lines that count them.
 *
 * @returns `rest` is to stand after what is kept
 */
export function abridged(
  findings: readonly Finding[],
  most: number,
): { kept: Finding[]; rest: string } {
  const counts = new Map<string, number>();
  const kept = findings.filter(({ code, severity }) => {
    if (severity === "error") return true;
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= most;
  });
  const rest = [...counts]
    .filter(([, count]) => count > most)
    .map(([code, count]) => `\n${count - most} more of ${code}; --format json has them all\n`);
  return { kept, rest: rest.join("") };
}
