/**
 * URIs (RFC 3986), IRIs (RFC 3987) and URI templates (RFC 6570).
 *
 * A reference is taken apart as RFC 3986 appendix B does it; then each part has its alphabet.
 */
import { isIpv6 } from "./host.ts";

/** An absolute URI, with or without a fragment. */
export function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(text) && isReference(text, ascii);
}

/** A URI, or one relative to a base. */
export function isUriReference(text: string): boolean {
  return isReference(text, ascii);
}

/** A URI that may hold letters of any script. */
export function isIri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(text) && isReference(text, international);
}

/** An IRI, or one relative to a base. */
export function isIriReference(text: string): boolean {
  return isReference(text, international);
}

/** Literals and expressions in braces. */
export function isUriTemplate(text: string): boolean {
  return template.test(text);
}

interface Alphabet {
  userinfo: RegExp;
  host: RegExp;
  path: RegExp;
  query: RegExp;
  fragment: RegExp;
}

// RFC 3987 §2.2 `ucschar`, and `iprivate`, which only queries may hold.
const beyondAscii = `\\u{A0}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFEF}${Array.from(
  { length: 14 },
  (_, plane) => `\\u{${hex(plane + 1, "0000")}}-\\u{${hex(plane + 1, "FFFD")}}`,
).join("")}`;
const privateUse = "\\u{E000}-\\u{F8FF}\\u{F0000}-\\u{FFFFD}\\u{100000}-\\u{10FFFD}";

const ascii = alphabet("", "");
const international = alphabet(beyondAscii, privateUse);

function hex(plane: number, rest: string): string {
  return plane.toString(16) + rest;
}

function alphabet(letters: string, queryOnly: string): Alphabet {
  const common = `\\w.~\\-!$&'()*+,;=${letters}`;
  const made = (more: string) => new RegExp(`^(?:[${common}${more}]|%[0-9A-Fa-f]{2})*$`, "u");
  return {
    userinfo: made(":"),
    host: made(""),
    path: made(":@/"),
    query: made(`:@/?${queryOnly}`),
    fragment: made(":@/?"),
  };
}

function isReference(text: string, letters: Alphabet): boolean {
  const parts = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text);
  if (parts === null) return false;
  const [, scheme, authority, path = "", query = "", fragment = ""] = parts;
  if (scheme !== undefined && !/^[A-Za-z][A-Za-z0-9+.-]*$/.test(scheme)) return false;
  if (authority !== undefined && !isAuthority(authority, letters)) return false;
  // Without a scheme, a colon in the first segment would make it one.
  if (scheme === undefined && authority === undefined && /^[^/]*:/.test(path)) return false;
  return letters.path.test(path) && letters.query.test(query) && letters.fragment.test(fragment);
}

function isAuthority(authority: string, letters: Alphabet): boolean {
  const parts = /^(?:([^@]*)@)?(\[[^\]]*\]|[^:@[\]]*)(?::\d*)?$/.exec(authority);
  if (parts === null) return false;
  const [, userinfo = "", host = ""] = parts;
  if (!letters.userinfo.test(userinfo)) return false;
  if (!host.startsWith("[")) return letters.host.test(host);
  const literal = host.slice(1, -1);
  return isIpv6(literal) || /^v[0-9a-f]+\.[\w.~\-!$&'()*+,;=:]+$/i.test(literal);
}

const template = (() => {
  const name = "(?:\\w|%[0-9A-Fa-f]{2})+";
  const variable = `${name}(?:\\.${name})*(?::[1-9]\\d{0,3}|\\*)?`;
  const expression = `\\{[+#./;?&=,!@|]?${variable}(?:,${variable})*\\}`;
  // RFC 6570 §2.1; the apostrophe is allowed by its erratum 6937.
  const literal = '[^\\x00-\\x20\\x7F"%<>\\\\^`{|}]|%[0-9A-Fa-f]{2}';
  return new RegExp(`^(?:${literal}|${expression})*$`, "u");
})();
