/**
 * A regular expression of a pact in the words of ECMA-262.
 *
 * The official tools run it with Oniguruma (Ruby syntax, UTF-8) over the whole of the text; the
 * JVM's tools ask for the whole text as well. Oniguruma RE #syntax-elements, #anchors,
 * #extended-groups.
 */
import {
  type PatternCursor,
  readCode,
  readSet,
  readShorthand,
  Untranslatable,
  writeCode,
} from "./regex-characters.ts";

/** What is known of the texts that the pattern will be asked about. */
export interface TextKind {
  /** Anchors of lines are then anchors of the text. */
  isOneLine: boolean;
  /** Boundaries of words are then those of ECMA-262. */
  isAscii: boolean;
}

/** The same pattern for the `u` flag, to be found in the whole text; or what it says too much. */
export function translateRegex(
  source: string,
  kind: TextKind,
): { pattern: string } | { reason: string } {
  const reader: Reader = { source, at: 0, ...kind, depth: 0 };
  try {
    const pattern = readAlternatives(reader, { i: false, m: false, x: false });
    if (reader.at < source.length) throw new Untranslatable("a ) without a (");
    return { pattern: `^(?:${pattern})$` };
  } catch (error) {
    if (error instanceof Untranslatable) return { reason: error.message };
    throw error;
  }
}

interface Reader extends PatternCursor, TextKind {
  depth: number;
}

interface Options {
  /** Case is ignored. */
  i: boolean;
  /** A dot is any character. */
  m: boolean;
  /** Spaces and comments are left out. */
  x: boolean;
}

const MAX_DEPTH = 200;

// To the end or to the closing parenthesis, which is not taken.
function readAlternatives(reader: Reader, options: Options): string {
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) throw new Untranslatable("groups nested too deep");
  const { source } = reader;
  let pattern = "";
  while (reader.at < source.length && source[reader.at] !== ")") {
    const isStart = pattern === "" || pattern.endsWith("|");
    pattern += readTerm(reader, options, isStart && reader.depth === 1);
  }
  reader.depth -= 1;
  return pattern;
}

function readTerm(reader: Reader, options: Options, isStart: boolean): string {
  const { source } = reader;
  const letter = source[reader.at]!;
  if (options.x && /\s/.test(letter)) return skip(reader, 1);
  if (options.x && letter === "#") {
    const end = source.indexOf("\n", reader.at);
    return skip(reader, (end < 0 ? source.length : end + 1) - reader.at);
  }
  if (letter === "|") return skip(reader, 1, "|");
  if (letter === "(") return readGroup(reader, options);
  const anchor = readAnchor(reader, isStart);
  if (anchor !== undefined) return anchor;
  return quantified(reader, readAtom(reader, options), options);
}

function skip(reader: Reader, count: number, written = ""): string {
  reader.at += count;
  return written;
}

// Where the whole text begins and ends anyway, an anchor says nothing; elsewhere it asks what
// stands beside it, which a linear engine cannot.
function readAnchor(reader: Reader, isStart: boolean): string | undefined {
  const { source, at, isOneLine } = reader;
  if (source[at] === "^") {
    return skip(reader, 1, isStart ? "" : isOneLine ? "^" : "(?<![^\\n])");
  }
  if (source[at] === "$") {
    const isEnd = reader.depth === 1 && (at + 1 === source.length || source[at + 1] === "|");
    return skip(reader, 1, isEnd ? "" : isOneLine ? "$" : "(?![^\\n])");
  }
  if (source[at] !== "\\") return undefined;
  switch (source[at + 1]) {
    case "A":
    case "G":
      return skip(reader, 2, "^");
    case "z":
      return skip(reader, 2, "$");
    case "Z":
      return skip(reader, 2, isOneLine ? "$" : "(?=\\n?$)");
    case "b":
    case "B":
      if (!reader.isAscii) throw new Untranslatable(`\\${source[at + 1]} beyond ASCII`);
      return skip(reader, 2, `\\${source[at + 1]}`);
    default:
      return undefined;
  }
}

function readAtom(reader: Reader, options: Options): string {
  const { source, at } = reader;
  if (source[at] === "[") return readSet(reader, options.i);
  if (source[at] === ".") return skip(reader, 1, options.m ? "[^]" : "[^\\n]");
  const shorthand = readShorthand(reader);
  if (shorthand !== undefined) return `[${shorthand}]`;
  const reference = /\\(?:[1-9]|k<[A-Za-z_]\w*>)(?!\d)/y;
  reference.lastIndex = at;
  const [whole] = reference.exec(source) ?? [];
  if (whole !== undefined) return skip(reader, whole.length, whole);
  if (source.startsWith("\\R", at)) return skip(reader, 2, LINE_BREAK);
  if (source.startsWith("\\N", at)) return skip(reader, 2, "[^\\n]");
  if (source.startsWith("\\O", at)) return skip(reader, 2, "[^]");
  if (/[*+?]/.test(source[at]!)) throw new Untranslatable(`${source[at]} after nothing`);
  const code = readCode(reader);
  if (!options.i) return writeCode(code);
  const cases = writeCode(code, true);
  return cases === writeCode(code) ? cases : `[${cases}]`;
}

const LINE_BREAK = "(?:\\r\\n|[\\n-\\r\\u0085\\u2028\\u2029])";

function readGroup(reader: Reader, options: Options): string {
  const { source } = reader;
  const comment = /\(\?#[^)]*\)/y;
  comment.lastIndex = reader.at;
  const [whole] = comment.exec(source) ?? [];
  if (whole !== undefined) return skip(reader, whole.length);
  const opening = /\((?:\?(?::|=|!|<=|<!|<[A-Za-z_]\w*>|([imx]*)(-[imx]*)?([:)]))|(?!\?))/y;
  opening.lastIndex = reader.at;
  const [head, on, off, end] = opening.exec(source) ?? [];
  if (head === undefined)
    throw new Untranslatable(`the group ${source.slice(reader.at, reader.at + 4)}`);
  reader.at += head.length;
  if (end === undefined) return closed(reader, head, options);
  const changed = withOptions(options, on ?? "", off ?? "");
  if (end === ":") return closed(reader, "(?:", changed);
  // It holds for the rest of the group it stands in, alternatives included.
  return `(?:${readAlternatives(reader, changed)})`;
}

function withOptions(options: Options, on: string, off: string): Options {
  const value = (name: keyof Options) =>
    off.includes(name) ? false : on.includes(name) || options[name];
  return { i: value("i"), m: value("m"), x: value("x") };
}

function closed(reader: Reader, head: string, options: Options): string {
  const inside = readAlternatives(reader, options);
  if (reader.source[reader.at] !== ")") throw new Untranslatable("a ( without a )");
  reader.at += 1;
  return quantified(reader, `${head}${inside})`, options);
}

const QUANTIFIER = /[*+?]|\{(?:(\d+)(,?)(\d*)|,(\d+))\}/y;

function quantified(reader: Reader, atom: string, options: Options): string {
  if (options.x && /^\s+[*+?{]/.test(reader.source.slice(reader.at, reader.at + 100))) {
    throw new Untranslatable("a space before a quantifier");
  }
  QUANTIFIER.lastIndex = reader.at;
  const [whole, least, comma, most, most0] = QUANTIFIER.exec(reader.source) ?? [];
  if (whole === undefined) return atom;
  reader.at += whole.length;
  const isInterval = whole.startsWith("{");
  const written = most0 === undefined ? whole : `{0,${most0}}`;
  const after = reader.source[reader.at];
  if (isInterval && comma === "" && after !== undefined && /[?+]/.test(after)) {
    // After a fixed number, neither is a way to match: it is a quantifier of its own.
    reader.at += 1;
    return `(?:${atom}{${least}})${after}`;
  }
  if (isInterval && most !== "" && Number(least) > Number(most)) {
    throw new Untranslatable("a possessive interval");
  }
  if (after === "?") return skip(reader, 1, `${atom}${written}?`);
  if (after === "+" && !isInterval) throw new Untranslatable("a possessive quantifier");
  QUANTIFIER.lastIndex = reader.at;
  if (QUANTIFIER.test(reader.source)) throw new Untranslatable("a quantifier after another");
  return `${atom}${written}`;
}
