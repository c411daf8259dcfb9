/**
 * The place of a finding in a document, as far as it has one.
 */
import type { Finding, Location } from "../findings/finding.ts";

/** An exchange is no file: it has no lines of its own, and its pointer says it all. */
export function isExchange(file: string): boolean {
  return file === "request" || file === "response";
}

/** Where the finding shows; for one of an exchange, where its rule stands, where that is known. */
export function documentPlace({ at, because }: Finding): Location | undefined {
  return [at, because].find((place) => place !== undefined && !isExchange(place.file));
}

/** The place of the rule, where it is another than the finding's. */
export function rulePlace(finding: Finding): Location | undefined {
  const { because } = finding;
  if (because === undefined || isExchange(because.file)) return undefined;
  return because === documentPlace(finding) ? undefined : because;
}
