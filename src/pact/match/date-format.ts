/**
 * Whether a text is a date or a time of a format such as `yyyy-MM-dd'T'HH:mm:ssXXX`.
 *
 * Pact V3 #matching-rules: the letters of Java's DateTimeFormatter. Read as leniently as the
 * official tools do: a number may be written without its leading zero.
 */

/**
 * Whether `text` has the format; undefined where a letter of it is not understood here.
 * Linear: each part takes what it can, and gives nothing back.
 */
export function hasDateFormat(text: string, format: string): boolean | undefined {
  let parts = formats.get(format);
  if (parts === undefined) {
    parts = compile(format);
    if (formats.size >= MAX_CACHED) formats.clear();
    formats.set(format, parts);
  }
  if (parts === "unknown") return undefined;
  const date: DateParts = {};
  let at = 0;
  for (const part of parts) {
    part.lastIndex = at;
    const found = part.exec(text);
    if (found === null) return false;
    at += found[0].length;
    Object.assign(date, found.groups);
  }
  return at === text.length && isDay(date);
}

/**
 * A pattern that the texts of the format match, and few others: days that no month has, and texts
 * whose parts can be told apart in another way only.
 *
 * @returns undefined where a letter of the format is not understood here
 */
export function patternOfDateFormat(format: string): string | undefined {
  const parts = compile(format);
  if (parts === "unknown") return undefined;
  const sources = parts.map(({ source, ignoreCase }) => {
    // Under the `u` flag a hyphen is not escaped, and none of these stands in a class.
    const anonymous = source.replace(/\(\?<\w+>/g, "(?:").replaceAll("\\-", "-");
    return ignoreCase ? anonymous.replace(/\\.|[A-Za-z]/g, inAnyCase) : anonymous;
  });
  return `^${sources.join("")}$`;
}

function inAnyCase(letter: string): string {
  return letter.length > 1 ? letter : `[${letter.toLowerCase()}${letter.toUpperCase()}]`;
}

interface DateParts {
  year?: string;
  month?: string;
  day?: string;
}

const MAX_CACHED = 1000;
const formats = new Map<string, readonly RegExp[] | "unknown">();

const MONTHS =
  "january|february|march|april|may|june|july|august|september|october|november|december";
const DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
const DIGIT_12 = "(?:1[0-2]|0?[1-9])";
const DIGIT_31 = "(?:3[01]|[12]\\d|0?[1-9])";
const DIGIT_59 = "[0-5]?\\d";
// The offset's hours and its two ways to write minutes.
const OFFSET_HOUR = "[+-](?:1[0-8]|0?\\d)";
const OFFSET_MINUTE = "[0-5]\\d";

const short = (names: string) =>
  names
    .split("|")
    .map((name) => name.slice(0, 3))
    .join("|");

/** What each letter stands for, by how often it is written; the pattern ignores case. */
const LETTERS: Record<string, (count: number) => string | undefined> = {
  G: () => "(?:ad|bc)",
  u: year,
  y: year,
  Y: (count) => `\\d{1,${count}}`,
  M: (count) => (count < 3 ? month() : `(?<month>${count === 3 ? short(MONTHS) : MONTHS})`),
  L: month,
  D: () => "(?:36[0-6]|3[0-5]\\d|[12]\\d{2}|0?[1-9]\\d|0{0,2}[1-9])",
  d: () => `(?<day>${DIGIT_31})`,
  Q: (count) => (count < 3 ? "0?[1-4]" : count === 3 ? "q[1-4]" : "(?:1st|2nd|3rd|4th) quarter"),
  q: () => "0?[1-4]",
  w: () => "(?:5[0-6]|[1-4]\\d|0?[1-9])",
  W: () => "0?[1-5]",
  F: () => "0?[0-4]",
  E: (count) => `(?:${count < 4 ? short(DAYS) : DAYS})`,
  e: (count) => (count < 3 ? "[1-7]" : `(?:${count === 3 ? short(DAYS) : DAYS})`),
  c: () => "[1-7]",
  a: () => "(?:am|pm)",
  h: () => DIGIT_12,
  K: () => "(?:1[01]|0?\\d)",
  k: () => "(?:2[0-4]|1\\d|0?[1-9])",
  H: () => "(?:2[0-3]|[01]?\\d)",
  m: () => DIGIT_59,
  s: () => "(?:60|[0-5]?\\d)",
  S: (count) => `\\d{1,${count}}`,
  A: () => "\\d+",
  n: () => "\\d+",
  N: () => "\\d+",
  X: (count) => `(?:Z|${offset(count)})`,
  x: offset,
  Z: (count) =>
    count < 4
      ? `${OFFSET_HOUR}${OFFSET_MINUTE}`
      : count === 4
        ? `(?:GMT|UTC)(?:${OFFSET_HOUR}:${OFFSET_MINUTE})?`
        : `${OFFSET_HOUR}:${OFFSET_MINUTE}`,
  O: (count) =>
    `(?:GMT|UTC)${OFFSET_HOUR}${count < 4 ? `(?::${OFFSET_MINUTE})?` : `:${OFFSET_MINUTE}`}`,
  // Names of time zones are data that this module does not have.
  z: () => undefined,
  V: () => undefined,
};

function year(count: number): string {
  return `(?<year>\\d{1,${count}})`;
}

function month(): string {
  return `(?<month>${DIGIT_12})`;
}

function offset(count: number): string {
  const minute = count === 3 || count === 5 ? `:${OFFSET_MINUTE}` : OFFSET_MINUTE;
  if (count === 1) return `${OFFSET_HOUR}(?:${minute})?`;
  const seconds = count === 5 ? "(?::[0-5]\\d)?" : count === 4 ? "(?:[0-5]\\d)?" : "";
  return `${OFFSET_HOUR}${minute}${seconds}`;
}

const TOKEN = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z\d'{}[\]]+|[\s\S]/g;

function compile(format: string): readonly RegExp[] | "unknown" {
  const parts: RegExp[] = [];
  for (const [token, quoted, letter] of format.matchAll(TOKEN)) {
    let source: string | undefined;
    if (letter !== undefined) {
      source = Object.hasOwn(LETTERS, letter) ? LETTERS[letter]!(token.length) : undefined;
    } else if (quoted !== undefined) {
      source = escaped(quoted === "" ? "'" : quoted.replaceAll("''", "'"));
    } else if (!/^[\d'{}[\]]/.test(token)) {
      source = escaped(token);
    }
    if (source === undefined) return "unknown";
    parts.push(new RegExp(source, letter === undefined ? "y" : "iy"));
  }
  return parts;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

// The 30th of February has the form of a date and is none.
function isDay({ year, month, day }: DateParts): boolean {
  if (day === undefined || month === undefined) return true;
  const isNumber = /^\d+$/.test(month);
  const name = month.slice(0, 3).toLowerCase();
  const index = isNumber ? Number(month) - 1 : short(MONTHS).split("|").indexOf(name);
  const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][index]!;
  if (Number(day) > days) return false;
  if (index !== 1 || Number(day) < 29 || year === undefined) return true;
  const number = Number(year);
  return number % 4 === 0 && (number % 100 !== 0 || number % 400 === 0);
}
