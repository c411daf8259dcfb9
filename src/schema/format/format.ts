/**
 * What a `format` accepts.
 *
 * 2020-12 validation #format, and the OpenAPI format registry (spec.openapis.org/registry/format).
 * Names that neither lists are annotations and accept everything.
 */

import { parsePattern } from "../pattern/syntax.ts";
import { isEmail, isHostname, isIdnEmail, isIdnHostname, isIpv4, isIpv6 } from "./host.ts";
import { isDate, isDateTime, isDuration, isTime } from "./time.ts";
import { isIri, isIriReference, isUri, isUriReference, isUriTemplate } from "./uri.ts";

/** A format that is asserted, of strings or of numbers. */
export type Format =
  | { type: "string"; test: (text: string) => boolean }
  | { type: "number"; test: (number: number) => boolean };

/** The format called `name`, or undefined where nothing is asserted. */
export function findFormat(name: string): Format | undefined {
  return formats.get(name);
}

const texts: Record<string, (text: string) => boolean> = {
  "date-time": isDateTime,
  date: isDate,
  time: isTime,
  duration: isDuration,
  email: isEmail,
  "idn-email": isIdnEmail,
  hostname: isHostname,
  "idn-hostname": isIdnHostname,
  ipv4: isIpv4,
  ipv6: isIpv6,
  uri: isUri,
  "uri-reference": isUriReference,
  iri: isIri,
  "iri-reference": isIriReference,
  "uri-template": isUriTemplate,
  uuid: (text) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
  // RFC 6901 §3 and draft-bhutton-relative-json-pointer-00 §3.
  "json-pointer": (text) => /^(?:\/(?:[^~/]|~[01])*)*$/.test(text),
  "relative-json-pointer": (text) =>
    /^(?:0|[1-9][0-9]*)(?:[+-](?:0|[1-9][0-9]*))?(?:#|(?:\/(?:[^~/]|~[01])*)*)$/.test(text),
  regex: (text) => parsePattern(text, { isUnicode: true }) !== undefined,
  // RFC 4648 §4; the alphabet with padding, on one line.
  byte: (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text),
};

const numbers: Record<string, (number: number) => boolean> = {
  int32: (number) => Number.isInteger(number) && number >= -(2 ** 31) && number < 2 ** 31,
  // Of integers above 2 ** 53 the text may be another number than the one it was read as.
  int64: (number) => Number.isInteger(number) && number >= -(2 ** 63) && number < 2 ** 63,
  float: (number) => Math.abs(number) <= 3.4028234663852886e38,
  double: Number.isFinite,
};

const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ...Object.entries(texts).map(([name, test]): [string, Format] => [
    name,
    { type: "string", test },
  ]),
  ...Object.entries(numbers).map(([name, test]): [string, Format] => [
    name,
    { type: "number", test },
  ]),
]);
