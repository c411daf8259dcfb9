/**
 * A finding in one line, where it is told beside something else.
 */
import type { Finding, Location } from "../findings/finding.ts";
import { visible } from "../report/visible.ts";

/** `code  message (file:line:column)`, without a line break at its end. */
export function findingLine({ code, message }: Finding, place: Location | undefined): string {
  const where = place === undefined ? "" : ` (${place.file}:${place.line}:${place.column})`;
  return visible(`${code}  ${message}${where}`);
}
