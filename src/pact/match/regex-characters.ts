/**
 * Characters and sets of them, from Oniguruma's syntax into that of ECMA-262 with the `u` flag.
 *
 * Oniguruma RE (Ruby syntax, UTF-8) #syntax-elements, #character-types, #character-class.
 */

/** What a pattern says and the other syntax has no words for. */
export class Untranslatable extends Error {}

/** Where the reading stands. */
export interface PatternCursor {
  readonly source: string;
  at: number;
}

const DIGIT = "\\p{Nd}";
const WORD = "\\p{L}\\p{M}\\p{N}\\p{Pc}";
const SPACE = "\\t-\\r\\u0085\\p{Z}";
const HEX = "0-9A-Fa-f";

/** The insides of sets, the complements as what is left of all categories. */
const SHORTHANDS: Record<string, string> = {
  d: DIGIT,
  D: "\\P{Nd}",
  w: WORD,
  W: "\\p{C}\\p{Z}\\p{S}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}",
  s: SPACE,
  S: "\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f",
  h: HEX,
  H: "\\u0000-\\u002f\\u003a-\\u0040\\u0047-\\u0060\\u0067-\\u{10ffff}",
};

const POSIX: Record<string, string> = {
  alnum: `\\p{Alphabetic}${DIGIT}`,
  alpha: "\\p{Alphabetic}",
  ascii: "\\u0000-\\u007f",
  blank: "\\t\\p{Zs}",
  cntrl: "\\p{Cc}",
  digit: DIGIT,
  lower: "\\p{Lowercase}",
  punct: "\\p{P}$+<=>\\^`\\|~",
  space: SPACE,
  upper: "\\p{Uppercase}",
  word: WORD,
  xdigit: HEX,
};

/** The set that begins at `cursor`, in brackets; the cursor is left behind it. */
export function readSet(cursor: PatternCursor, ignoresCase: boolean): string {
  cursor.at += 1;
  const isNegated = cursor.source[cursor.at] === "^";
  if (isNegated) cursor.at += 1;
  // Tools do not agree on what this is.
  if (cursor.source[cursor.at] === "]") throw new Untranslatable("a set that begins with ]");
  return `[${isNegated ? "^" : ""}${readMembers(cursor, ignoresCase)}]`;
}

const POSIX_SET = /\[:(\^?)(\w+):\]/y;

function readMembers(cursor: PatternCursor, ignoresCase: boolean): string {
  const { source } = cursor;
  let members = "";
  while (source[cursor.at] !== "]") {
    if (cursor.at >= source.length) throw new Untranslatable("a set without an end");
    if (source.startsWith("&&", cursor.at)) throw new Untranslatable("an intersection of sets");
    POSIX_SET.lastIndex = cursor.at;
    const [whole, hat, name] = POSIX_SET.exec(source) ?? [];
    if (whole !== undefined) {
      members += posixSet(name!, hat === "^", ignoresCase);
      cursor.at += whole.length;
    } else if (source[cursor.at] === "[") {
      cursor.at += 1;
      if (source[cursor.at] === "^") throw new Untranslatable("a negated set in a set");
      members += readMembers(cursor, ignoresCase);
    } else {
      members += readMember(cursor, ignoresCase);
    }
  }
  cursor.at += 1;
  return members;
}

function posixSet(name: string, isNegated: boolean, ignoresCase: boolean): string {
  const isCase = ignoresCase && (name === "lower" || name === "upper");
  const inside = Object.hasOwn(POSIX, name) ? POSIX[isCase ? "alpha" : name] : undefined;
  const complement = isNegated && inside?.startsWith("\\p") ? `\\P${inside.slice(2)}` : undefined;
  const isOne = /^\\p\{\w+\}$/.test(inside ?? "");
  const set = isNegated ? (isOne ? complement : undefined) : inside;
  if (set === undefined) throw new Untranslatable(`[:${isNegated ? "^" : ""}${name}:]`);
  return set;
}

function readMember(cursor: PatternCursor, ignoresCase: boolean): string {
  const { source } = cursor;
  const shorthand = readShorthand(cursor);
  if (shorthand !== undefined) {
    if (isRangeAhead(cursor)) throw new Untranslatable("a range that begins with a set");
    return shorthand;
  }
  const first = readSetCode(cursor);
  if (!isRangeAhead(cursor)) return writeCode(first, ignoresCase);
  cursor.at += 1;
  const last = source[cursor.at] === "[" ? -1 : readSetCode(cursor);
  if (last < first) throw new Untranslatable("a range without an order");
  const range = `${writeCode(first)}-${writeCode(last)}`;
  return ignoresCase ? range + otherCases(first, last) : range;
}

// A `-` at the end is a character.
function isRangeAhead({ source, at }: PatternCursor): boolean {
  return source[at] === "-" && source[at + 1] !== "]" && source[at + 1] !== undefined;
}

function readSetCode(cursor: PatternCursor): number {
  if (cursor.source.startsWith("\\b", cursor.at)) {
    cursor.at += 2;
    return 8;
  }
  return readCode(cursor);
}

const MANY = 1024;

function otherCases(first: number, last: number): string {
  if (last - first > MANY) throw new Untranslatable("a large range in any case");
  let others = "";
  for (let code = first; code <= last; code += 1) {
    for (const other of casesOf(code)) {
      if (other < first || other > last) others += writeCode(other);
    }
  }
  return others;
}

const PROPERTY = /\{(\^?)([\w ]+)\}/y;

/** The inside of a set such as `\d` or `\p{Lu}`; undefined where none begins at `cursor`. */
export function readShorthand(cursor: PatternCursor): string | undefined {
  const { source, at } = cursor;
  if (source[at] !== "\\") return undefined;
  const letter = source[at + 1] ?? "";
  if (letter !== "p" && letter !== "P") {
    if (!Object.hasOwn(SHORTHANDS, letter)) return undefined;
    cursor.at += 2;
    return SHORTHANDS[letter];
  }
  PROPERTY.lastIndex = at + 2;
  const [whole, hat, name] = PROPERTY.exec(source) ?? [];
  const known = name === undefined ? undefined : propertyOf(name);
  if (whole === undefined || known === undefined) {
    throw new Untranslatable(`\\${letter}${whole ?? ""}`);
  }
  cursor.at += 2 + whole.length;
  return `\\${(letter === "P") === (hat === "^") ? "p" : "P"}{${known}}`;
}

const POSIX_NAMES: Record<string, string> = {
  alpha: "Alphabetic",
  digit: "Nd",
  lower: "Lowercase",
  upper: "Uppercase",
  cntrl: "Cc",
};

function propertyOf(name: string): string | undefined {
  for (const candidate of [name, `Script=${name}`, POSIX_NAMES[name.toLowerCase()]]) {
    if (candidate === undefined) continue;
    try {
      new RegExp(`\\p{${candidate}}`, "u");
      return candidate;
    } catch {
      // None of ECMA-262's names; the next may be.
    }
  }
  return undefined;
}

const CODED = /\\(?:x\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|(0[0-7]{0,2}))/y;
const CONTROLS: Record<string, number> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** The character at `cursor`, escaped or not. */
export function readCode(cursor: PatternCursor): number {
  const { source } = cursor;
  CODED.lastIndex = cursor.at;
  const [whole, braced, short, long, octal] = CODED.exec(source) ?? [];
  if (whole !== undefined) {
    cursor.at += whole.length;
    const digits = braced ?? short ?? long;
    const code = digits === undefined ? Number.parseInt(octal!, 8) : Number.parseInt(digits, 16);
    if (code > 0x10ffff) throw new Untranslatable(whole);
    return code;
  }
  const isEscaped = source[cursor.at] === "\\";
  const code = source.codePointAt(cursor.at + (isEscaped ? 1 : 0));
  if (code === undefined) throw new Untranslatable("a backslash at the end");
  const text = String.fromCodePoint(code);
  cursor.at += text.length + (isEscaped ? 1 : 0);
  if (!isEscaped || !/[A-Za-z0-9]/.test(text)) return code;
  const control = Object.hasOwn(CONTROLS, text) ? CONTROLS[text] : undefined;
  if (control === undefined) throw new Untranslatable(`\\${text}`);
  return control;
}

/** A character, or its forms in either case, as they may stand in a set. */
export function writeCode(code: number, ignoresCase = false): string {
  if (ignoresCase)
    return casesOf(code)
      .map((each) => writeCode(each))
      .join("");
  const text = String.fromCodePoint(code);
  return /[A-Za-z0-9_ ]/.test(text) ? text : `\\u{${code.toString(16)}}`;
}

function casesOf(code: number): number[] {
  const text = String.fromCodePoint(code);
  const forms = [text, text.toLowerCase(), text.toUpperCase()];
  const single = forms.filter((form) => [...form].length === 1);
  return [...new Set(single.map((form) => form.codePointAt(0)!))];
}
