/**
 * Hosts and mailboxes: RFC 1123 §2.1, RFC 5890 to 5893, RFC 4291 §2.2, RFC 5321 §4.1.2, RFC 6531.
 */
import { isALabel, isBidiName, isULabel, toALabel } from "./idna.ts";

/** A name of at most 253 letters, digits, hyphens and dots; labels that begin with xn-- decode. */
export function isHostname(text: string): boolean {
  if (text.length > 253) return false;
  return text.split(".").every(isAsciiLabel);
}

function isAsciiLabel(label: string): boolean {
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label)) return false;
  // RFC 5891 §4.2.3.1 keeps hyphens in third and fourth place for encodings, of which xn is one.
  return label.slice(2, 4) !== "--" || isALabel(label.toLowerCase());
}

/** The same with labels in any script, and the dots of other scripts. */
export function isIdnHostname(text: string): boolean {
  const labels = text.split(/[.\u3002\uFF0E\uFF61]/);
  const encoded = labels.map((label) => (isAscii(label) ? label : toALabel(label)));
  if (encoded.join(".").length > 253) return false;
  if (!labels.every((label) => (isAscii(label) ? isAsciiLabel(label) : isULabel(label))))
    return false;
  return isBidiName(labels);
}

function isAscii(text: string): boolean {
  return [...text].every((letter) => letter < "\u0080");
}

/** Four decimal numbers without leading zeros. */
export function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return (
    parts.length === 4 &&
    parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
  );
}

/** Eight groups, `::` for some of them, the last two perhaps as an IPv4 address; no zone. */
export function isIpv6(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2) return false;
  let groups = 0;
  for (const [half, side] of halves.entries()) {
    const parts = side === "" ? [] : side.split(":");
    for (const [index, part] of parts.entries()) {
      const isLast = half === halves.length - 1 && index === parts.length - 1;
      if (isLast && part.includes(".")) {
        if (!isIpv4(part)) return false;
        groups += 2;
      } else if (/^[0-9A-Fa-f]{1,4}$/.test(part)) {
        groups += 1;
      } else {
        return false;
      }
    }
  }
  return halves.length === 2 ? groups <= 7 : groups === 8;
}

/** A mailbox: `local@domain`, either part in any form that RFC 5321 allows. */
export function isEmail(text: string): boolean {
  return isMailbox(text, { local: asciiLocal, isDomain: isHostname });
}

/** The same with letters of any script. */
export function isIdnEmail(text: string): boolean {
  // RFC 6531 §3.3: what a domain looks like is decided after normalising it.
  const isDomain = (domain: string) => isIdnHostname(domain.normalize("NFC"));
  return isMailbox(text, { local: internationalLocal, isDomain });
}

const asciiLocal = localPart("");
const internationalLocal = localPart("\\u{80}-\\u{10FFFF}");

function localPart(letters: string): RegExp {
  const atom = `[A-Za-z0-9!#$%&'*+/=?^_\`{|}~${letters}\\-]+`;
  const quoted = `"(?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E${letters}]|\\\\[\\x20-\\x7E])*"`;
  return new RegExp(`^(?:${atom}(?:\\.${atom})*|${quoted})$`, "u");
}

function isMailbox(
  text: string,
  parts: { local: RegExp; isDomain: (domain: string) => boolean },
): boolean {
  const at = text.lastIndexOf("@");
  if (at === -1) return false;
  const local = text.slice(0, at);
  if (local.length > 64 || !parts.local.test(local)) return false;
  // A letter takes up to three octets for each UTF-16 unit.
  if (local.length > 21 && new TextEncoder().encode(local).length > 64) return false;
  const domain = text.slice(at + 1);
  if (!domain.startsWith("[")) return parts.isDomain(domain);
  const literal = /^\[(?:IPv6:(.*)|(.*))\]$/i.exec(domain);
  if (literal === null) return false;
  return literal[1] === undefined ? isIpv4(literal[2]!) : isIpv6(literal[1]);
}
