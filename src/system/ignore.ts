/**
 * Findings that are known and accepted.
 *
 * DESIGN: configuration: a reason is required; an expired or unused ignore is a warning.
 */
import { createFinding, type Finding, type Location } from "../findings/finding.ts";

export interface Ignore {
  fingerprint: string;
  reason: string;
  /** The last day on which it counts, such as `2027-01-31`. */
  until: string | undefined;
  at: Location;
}

/** Which findings stay, and what is to be said about the ignores themselves. */
export interface Ignored {
  isIgnored: (finding: Finding) => boolean;
  warnings: Finding[];
}

/** @param today such as `2026-11-23` */
export function applyIgnores(
  ignores: readonly Ignore[],
  findings: readonly Finding[],
  today: string,
): Ignored {
  const live = new Set<string>();
  const warnings: Finding[] = [];
  const present = new Set(findings.map(({ fingerprint }) => fingerprint));
  for (const { fingerprint, until, reason, at } of ignores) {
    // Days written year first compare as texts.
    const isExpired = until !== undefined && until < today;
    if (!isExpired) live.add(fingerprint);
    if (isExpired) {
      const message = `the ignore of ${fingerprint} ("${reason}") ended on ${until}`;
      warnings.push(
        createFinding({ code: "ignore.expired", message, at, identity: [fingerprint] }),
      );
    } else if (!present.has(fingerprint)) {
      const message = `the ignore of ${fingerprint} ("${reason}") matches no finding`;
      warnings.push(createFinding({ code: "ignore.unused", message, at, identity: [fingerprint] }));
    }
  }
  return { isIgnored: ({ fingerprint }) => live.has(fingerprint), warnings };
}
