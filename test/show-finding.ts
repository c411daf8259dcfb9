/**
 * A finding as golden files hold it.
 */
import type { Finding, Location } from "../src/findings/finding.ts";

/** What the catalogue says of a code, and fingerprints, are tested where they are made. */
export function showFinding({ code, severity, message, at, because }: Finding): object {
  return {
    code,
    severity,
    message,
    at: showPlace(at),
    ...(because !== undefined && { because: showPlace(because) }),
  };
}

function showPlace({ file, line, column, pointer }: Location): string {
  return `${file}:${line}:${column} ${pointer}`.trimEnd();
}
