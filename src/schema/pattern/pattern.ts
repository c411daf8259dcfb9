/**
 * Regular expressions from documents, run so that no text can make them run for long.
 *
 * 2020-12 core #regex: ECMA-262 with the `u` flag, unanchored. Where backtracking cannot
 * explode the platform's engine runs them; elsewhere re2js does, in linear time.
 */
import { RE2JS } from "re2js";
import { writeRe2 } from "./re2.ts";
import { backtrackingRisk, type Risk } from "./risk.ts";
import { parsePattern } from "./syntax.ts";

/** A regular expression, ready to run. */
export interface Pattern {
  readonly source: string;
  /** Why it can never run. */
  readonly fault: string | undefined;
  /** Whether it matches somewhere in `text`; undefined where that cannot be told in bounded time. */
  test(text: string): boolean | undefined;
}

// Steps that a backtracking engine may take for one text: some tens of milliseconds.
const maxSteps = 10_000_000;

/** Where each character multiplies them, a step is one through all loops that stand in each other. */
const MAX_NESTED_STEPS = 2 ** 16;

/**
 * Of texts from this length on the last answers are kept: alternatives inside alternatives ask the
 * same again and again, and each answer may have taken milliseconds. Few, for the texts stay alive.
 */
const LONG = 256;
const MAX_REMEMBERED = 8;

interface Answer {
  source: string;
  text: string;
  matches: boolean | undefined;
}

const answers: Answer[] = [];

function remembered(source: string, text: string, answer: (text: string) => Answer["matches"]) {
  const known = answers.find((each) => each.source === source && each.text === text);
  if (known !== undefined) return known.matches;
  const matches = answer(text);
  if (answers.length === MAX_REMEMBERED) answers.shift();
  answers.push({ source, text, matches });
  return matches;
}

// Patterns come from documents, so there are as many as documents have; tests with random ones
// would fill the memory without a limit.
const maxCached = 10_000;
const cache = new Map<string, Pattern>();

/** The pattern that `source` stands for; a faulty one has a `fault` and decides nothing. */
export function compilePattern(source: string): Pattern {
  let pattern = cache.get(source);
  if (pattern === undefined) {
    if (cache.size >= maxCached) cache.clear();
    pattern = build(source);
    cache.set(source, pattern);
  }
  return pattern;
}

function build(source: string): Pattern {
  const native = compileNative(source);
  const syntax = native && parsePattern(source, { isUnicode: native.unicode });
  if (native === undefined || syntax === undefined) {
    return { source, fault: "it is no regular expression", test: () => undefined };
  }
  const longest = longestFor(backtrackingRisk(syntax));
  let linear: RE2JS | undefined | null;
  const answer = (text: string): boolean | undefined => {
    if (text.length <= longest) return tested(native, text);
    // Compiled late, as most texts are short enough never to need it.
    if (linear === undefined) linear = compileLinear(writeRe2(syntax)) ?? null;
    return linear?.test(text);
  };
  return {
    source,
    fault: undefined,
    test: (text) => (text.length < LONG ? answer(text) : remembered(source, text, answer)),
  };
}

// The platform compiles a pattern when it first runs, and only then finds it too large.
function tested(pattern: RegExp, text: string): boolean | undefined {
  try {
    return pattern.test(text);
  } catch {
    return undefined;
  }
}

function compileNative(source: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(source, flags);
    } catch {
      // Without the flag, escapes such as `\_` are allowed: people write them.
    }
  }
  return undefined;
}

function compileLinear(source: string | undefined): RE2JS | undefined {
  if (source === undefined) return undefined;
  try {
    return RE2JS.compile(source, RE2JS.LOOKBEHINDS);
  } catch {
    // It repeats something more often than re2 allows, or the like.
    return undefined;
  }
}

// How long a text may be so that so many steps remain bearable.
function longestFor({ degree, factor }: Risk): number {
  if (degree === 0) return Number.POSITIVE_INFINITY;
  return degree === Number.POSITIVE_INFINITY
    ? Math.floor(Math.log(MAX_NESTED_STEPS) / Math.log(factor))
    : Math.floor(maxSteps ** (1 / degree));
}
