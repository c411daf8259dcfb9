/**
 * What is known of the texts of one format beside those of another.
 *
 * 2020-12 validation #format and the texts that it names; what no line says is not known.
 */

/** Whether every text of `format` is one of `other`. */
export function isWithinFormat(format: string, other: string): boolean {
  return format === other || (WITHIN.get(format)?.includes(other) ?? false);
}

// RFC 3986 and 3987: a URI is an IRI; both are references. RFC 6531, 5890: what is written in
// ASCII is written in Unicode.
const WITHIN: ReadonlyMap<string, readonly string[]> = new Map([
  ["uri", ["uri-reference", "iri", "iri-reference"]],
  ["iri", ["iri-reference"]],
  ["uri-reference", ["iri-reference"]],
  ["email", ["idn-email"]],
  ["hostname", ["idn-hostname"]],
]);

/** A pattern that every text of the format matches, and others may. */
export function coverOfFormat(format: string): string | undefined {
  return COVERS.get(format);
}

const DATE = "\\d{4}-\\d{2}-\\d{2}";
const TIME = "\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?";
const ZONE = "(?:[Zz]|[+-]\\d{2}:\\d{2})";

const COVERS: ReadonlyMap<string, string> = new Map([
  ["date", `^${DATE}$`],
  ["date-time", `^${DATE}[Tt ]${TIME}${ZONE}$`],
  ["time", `^${TIME}${ZONE}$`],
  ["uuid", "^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"],
  ["ipv4", "^\\d{1,3}(?:\\.\\d{1,3}){3}$"],
  ["ipv6", "^[0-9A-Fa-f:.]{2,45}$"],
  ["email", "@"],
  ["uri", "^[A-Za-z][A-Za-z0-9+.-]*:"],
  ["duration", "^P[0-9A-Z]+$"],
]);
