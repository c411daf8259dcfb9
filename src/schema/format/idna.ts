/**
 * Labels of international host names.
 *
 * IDNA 2008: RFC 5891 §4.2 (what a label must be), RFC 5892 (which characters), RFC 5893 §2
 * (directions). Character classes come from the platform's Unicode tables.
 */
import { decodePunycode, encodePunycode } from "./punycode.ts";

const prefix = "xn--";

/** Whether `label`, in lower case, decodes to a label that would be encoded so. */
export function isALabel(label: string): boolean {
  if (!label.startsWith(prefix)) return false;
  const decoded = decodePunycode(label.slice(prefix.length));
  return (
    decoded !== undefined &&
    toALabel(decoded) === label &&
    isULabel(decoded) &&
    isBidiName([decoded])
  );
}

/** `label` as it goes over the wire. */
export function toALabel(label: string): string {
  return prefix + encodePunycode(label);
}

/** Whether `label`, which has letters beyond ASCII, may be registered: RFC 5891 §4.2.3. */
export function isULabel(label: string): boolean {
  const letters = [...label];
  return (
    letters.some((letter) => letter > "\u007F") &&
    label === label.normalize("NFC") &&
    !label.startsWith("-") &&
    !label.endsWith("-") &&
    label.slice(2, 4) !== "--" &&
    !/^\p{M}/u.test(label) &&
    toALabel(label).length <= 63 &&
    letters.every((_, index) => isAllowed(letters, index))
  );
}

/** RFC 5893 §2: in a name with right-to-left letters, no label mixes directions. */
export function isBidiName(labels: readonly string[]): boolean {
  const isBidi = [...labels.join("")].some((letter) => isRight(letter) || arabicDigit.test(letter));
  return !isBidi || labels.every(hasOneDirection);
}

const rightToLeft =
  /[\p{Script=Hebr}\p{Script=Arab}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}\p{Script=Adlm}]/u;
const arabicDigit = /[\u0660-\u0669\u066B\u066C]/;
const europeanDigit = /[0-9\u06F0-\u06F9]/;
const mark = /\p{Mn}/u;

function isRight(letter: string): boolean {
  return rightToLeft.test(letter) && !arabicDigit.test(letter) && !europeanDigit.test(letter);
}

function hasOneDirection(label: string): boolean {
  const letters = [...label].filter((letter) => !mark.test(letter));
  const [first, last] = [letters[0] ?? "", letters.at(-1) ?? ""];
  if (isRight(first)) {
    const mixesDigits = arabicDigit.test(label) && europeanDigit.test(label);
    const isEnd = isRight(last) || arabicDigit.test(last) || europeanDigit.test(last);
    const hasLeft = letters.some((letter) => /\p{L}/u.test(letter) && !isRight(letter));
    return !mixesDigits && isEnd && !hasLeft;
  }
  // Left to right: it begins with a letter and holds no right-to-left ones.
  return !europeanDigit.test(first) && !arabicDigit.test(label) && !letters.some(isRight);
}

// RFC 5892 §2.6.
const validByException = /[\u00DF\u03C2\u06FD\u06FE\u0F0B\u3007]/;
const refusedByException = /[\u0640\u07FA\u302E\u302F\u3031-\u3035\u303B]/;

function isAllowed(letters: readonly string[], index: number): boolean {
  const letter = letters[index]!;
  const rule = contextRules.get(letter);
  if (rule !== undefined) return rule(letters, index);
  if (/[\u0660-\u0669]/.test(letter))
    return !letters.some((other) => /[\u06F0-\u06F9]/.test(other));
  if (/[\u06F0-\u06F9]/.test(letter))
    return !letters.some((other) => /[\u0660-\u0669]/.test(other));
  if (validByException.test(letter)) return true;
  if (refusedByException.test(letter)) return false;
  if (/^[a-z0-9-]$/.test(letter)) return true;
  // RFC 5892 §2.2: what folding or normalising would change is not stable.
  const folded = letter.normalize("NFKC").toLowerCase().normalize("NFKC");
  if (folded !== letter || /\p{Default_Ignorable_Code_Point}|\p{White_Space}/u.test(letter))
    return false;
  return /[\p{Ll}\p{Lu}\p{Lo}\p{Nd}\p{Lm}\p{Mn}\p{Mc}]/u.test(letter);
}

type ContextRule = (letters: readonly string[], index: number) => boolean;

// RFC 5892 appendix A.
const contextRules: ReadonlyMap<string, ContextRule> = new Map<string, ContextRule>([
  ["\u00B7", (letters, index) => letters[index - 1] === "l" && letters[index + 1] === "l"],
  ["\u0375", (letters, index) => /\p{Script=Grek}/u.test(letters[index + 1] ?? "")],
  ["\u05F3", (letters, index) => /\p{Script=Hebr}/u.test(letters[index - 1] ?? "")],
  ["\u05F4", (letters, index) => /\p{Script=Hebr}/u.test(letters[index - 1] ?? "")],
  [
    "\u30FB",
    (letters) => /[\p{Script=Hira}\p{Script=Kana}\p{Script=Hani}]/u.test(letters.join("")),
  ],
  ["\u200D", (letters, index) => isVirama(letters[index - 1])],
  ["\u200C", (letters, index) => isVirama(letters[index - 1]) || joins(letters, index)],
]);

// Characters of combining class 9, which the platform does not tell.
const viramas =
  /[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0E3A\u0EBA\u0F84\u1039\u103A\u1714\u1734\u17D2\u1A60\u1B44\u1BAA\u1BAB\u1BF2\u1BF3\u2D7F\uA806\uA8C4\uA953\uA9C0\uAAF6\uABED]/;

function isVirama(letter: string | undefined): boolean {
  return letter !== undefined && viramas.test(letter);
}

// Letters that join to both sides, and those that join to the right only, of the scripts in
// which a non-joiner is written.
const joinsRightOnly =
  /[\u0622-\u0625\u0627\u0629\u062F-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06C0\u06C3-\u06CB\u06CD\u06CF\u06D2\u06D3\u06D5\u06EE\u06EF]/;

function joins(letters: readonly string[], index: number): boolean {
  const isJoining = (letter: string) =>
    /[\p{Script=Arab}\p{Script=Syrc}\p{Script=Mong}]/u.test(letter) && /\p{L}/u.test(letter);
  const before = letters.slice(0, index).findLast((letter) => !mark.test(letter));
  const after = letters.slice(index + 1).find((letter) => !mark.test(letter));
  if (before === undefined || after === undefined) return false;
  return isJoining(before) && !joinsRightOnly.test(before) && isJoining(after);
}
