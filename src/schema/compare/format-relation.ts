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
  return EXACT.get(format) ?? COVERS.get(format);
}

/** A pattern that the texts of the format match, and no others. */
export function patternOfFormat(format: string): string | undefined {
  return EXACT.get(format);
}

/** A pattern of texts that everybody takes for ones of the format; there are others. */
export function usualPatternOfFormat(format: string): string | undefined {
  return USUAL.get(format) ?? coverOfFormat(format);
}

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const TOKENS = "(?:/(?:[^~/]|~[01])*)*";

// RFC 9562 §4, RFC 2673 §3.2, RFC 6901 §3.
const EXACT: ReadonlyMap<string, string> = new Map([
  ["uuid", "^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"],
  ["ipv4", `^${OCTET}(?:\\.${OCTET}){3}$`],
  ["json-pointer", `^${TOKENS}$`],
]);

const DATE = "\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])";
const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?";
const ZONE = "(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)";

const COVERS: ReadonlyMap<string, string> = new Map([
  ["date", `^${DATE}$`],
  ["date-time", `^${DATE}[Tt]${TIME}${ZONE}$`],
  ["time", `^${TIME}${ZONE}$`],
  ["date-time-local", `^${DATE}[Tt]${TIME}$`],
  ["time-local", `^${TIME}$`],
  ["ipv6", "^[0-9A-Fa-f:.]{2,45}$"],
  ["email", "^[\\x21-\\x7e ]+@[\\x21-\\x7e]+$"],
  ["idn-email", "^[^]+@[^]+$"],
  ["hostname", "^[A-Za-z0-9.-]{1,254}$"],
  ["uri", "^[A-Za-z][A-Za-z0-9+.-]*:[\\x21-\\x7e]*$"],
  ["uri-reference", "^[\\x21-\\x7e]*$"],
  ["iri", "^[A-Za-z][A-Za-z0-9+.-]*:"],
  ["duration", "^P[0-9A-Z]+$"],
  ["byte", "^[A-Za-z0-9+/]*={0,2}$"],
  ["base64url", "^[A-Za-z0-9_-]*={0,2}$"],
]);

const HOST = "[a-z]+(?:\\.[a-z]{2,})+";

const USUAL: ReadonlyMap<string, string> = new Map([
  ["email", `^[a-z0-9.-]+@${HOST}$`],
  ["idn-email", `^[a-z0-9.-]+@${HOST}$`],
  ["hostname", `^(?:[a-z0-9]{1,60}\\.)*[a-z0-9]{1,60}$`],
  ["idn-hostname", `^(?:[a-z0-9]{1,60}\\.)*[a-z0-9]{1,60}$`],
  ["uri", `^[a-z]+://${HOST}(?:/[a-z0-9-]*)*$`],
  ["iri", `^[a-z]+://${HOST}(?:/[a-z0-9-]*)*$`],
  ["uri-reference", `^(?:[a-z]+://${HOST})?(?:/[a-z0-9-]*)+$`],
  ["iri-reference", `^(?:[a-z]+://${HOST})?(?:/[a-z0-9-]*)+$`],
  ["duration", "^P(?:\\d+D|T\\d+S)$"],
  ["ipv6", "^(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$"],
]);
