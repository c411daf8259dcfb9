/**
 * What a `format` accepts.
 *
 * 2020-12 validation #format, and the OpenAPI format registry (spec.openapis.org/registry/format).
 * Names that neither lists are annotations and accept everything, as do those of which nothing can
 * be told from the text: `binary`, `commonmark`, `html`, `password`.
 */

import { parsePattern } from "../pattern/syntax.ts";
import { isEmail, isHostname, isIdnEmail, isIdnHostname, isIpv4, isIpv6 } from "./host.ts";
import { isHttpDate, isLanguageTag, isMediaRange } from "./http.ts";
import { numberFormats } from "./number.ts";
import { structuredFieldFormats } from "./structured-field.ts";
import { isDate, isDateTime, isDuration, isLocalDateTime, isLocalTime, isTime } from "./time.ts";
import { isIri, isIriReference, isUri, isUriReference, isUriTemplate } from "./uri.ts";

/** What a format asserts of texts and of numbers; it says nothing of a type that it leaves out. */
export interface Format {
  text?: (text: string) => boolean;
  number?: (number: number) => boolean;
}

/** The format called `name`, or undefined where nothing is asserted. */
export function findFormat(name: string): Format | undefined {
  return formats.get(name);
}

const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["date-time", { text: isDateTime }],
  ["date-time-local", { text: isLocalDateTime }],
  ["date", { text: isDate }],
  ["time", { text: isTime }],
  ["time-local", { text: isLocalTime }],
  ["duration", { text: isDuration }],
  ["http-date", { text: isHttpDate }],
  ["email", { text: isEmail }],
  ["idn-email", { text: isIdnEmail }],
  ["hostname", { text: isHostname }],
  ["idn-hostname", { text: isIdnHostname }],
  ["ipv4", { text: isIpv4 }],
  ["ipv6", { text: isIpv6 }],
  ["ipv4-cidr", { text: (text) => isCidr(text, isIpv4, 32) }],
  ["ipv6-cidr", { text: (text) => isCidr(text, isIpv6, 128) }],
  ["uri", { text: isUri }],
  ["uri-reference", { text: isUriReference }],
  ["iri", { text: isIri }],
  ["iri-reference", { text: isIriReference }],
  ["uri-template", { text: isUriTemplate }],
  ["uuid", { text: (text) => UUID.test(text) }],
  ["json-pointer", { text: (text) => JSON_POINTER.test(text) }],
  ["relative-json-pointer", { text: (text) => RELATIVE_JSON_POINTER.test(text) }],
  ["regex", { text: (text) => parsePattern(text, { isUnicode: true }) !== undefined }],
  ["media-range", { text: isMediaRange }],
  ["language", { text: isLanguageTag }],
  // RFC 4648 §4 and §5, on one line; the URL alphabet may leave its padding out.
  ["byte", { text: (text) => text.length % 4 === 0 && BASE64.test(text) }],
  ["base64url", { text: isBase64Url }],
  // A character outside the basic plane has two UTF-16 units.
  ["char", { text: (text) => text.length > 0 && text.length <= 2 && [...text].length === 1 }],
  ...numberFormats,
  ...structuredFieldFormats,
]);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
// RFC 6901 §3 and draft-bhutton-relative-json-pointer-00 §3.
const JSON_POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/;
const RELATIVE_JSON_POINTER =
  /^(?:0|[1-9][0-9]*)(?:[+-](?:0|[1-9][0-9]*))?(?:#|(?:\/(?:[^~/]|~[01])*)*)$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function isBase64Url(text: string): boolean {
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(text)) return false;
  return text.endsWith("=") ? text.length % 4 === 0 : text.length % 4 !== 1;
}

// RFC 4632 §3.1, RFC 4291 §2.3.
function isCidr(text: string, isAddress: (text: string) => boolean, bits: number): boolean {
  const slash = text.lastIndexOf("/");
  const length = text.slice(slash + 1);
  return (
    slash > 0 &&
    /^(?:0|[1-9]\d{0,2})$/.test(length) &&
    Number(length) <= bits &&
    isAddress(text.slice(0, slash))
  );
}
