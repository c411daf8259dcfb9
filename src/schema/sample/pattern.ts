/**
 * Words that regular expressions accept, found by walking their automata.
 *
 * ECMA-262 #sec-patterns; 2020-12 core #regex: a pattern is found anywhere in the text unless
 * it is anchored.
 */
import { CharSet, NFA } from "refa";
import { automatonOf } from "../pattern/automaton.ts";
import { below, pick, type Random } from "./random.ts";

/** What words of a set of patterns can be drawn from. */
export interface Words {
  /** One word, as far as possible of readable characters. */
  draw: (random: Random) => string;
}

/** The longest word made; longer ones are not wanted in a sample. */
const longest = 2000;

/** Within these limits the length of a word is chosen freely. */
const usualLength = 6;

/**
 * The words that all `patterns` accept, with a length within bounds.
 *
 * @returns undefined where there is none that this finds, such as one with a back reference
 */
export function wordsOf(
  patterns: readonly string[],
  bounds: { minLength: number; maxLength: number },
): Words | undefined {
  const repeats = Math.max(40, Math.min(bounds.minLength, longest));
  try {
    const automaton = patterns
      .map((pattern) => automatonOf(pattern, { repeats, inexpressible: "leave out" }))
      .reduce(intersection);
    return walkable(automaton, bounds);
  } catch {
    // refa throws where a pattern is none, or needs more states than it is allowed.
    return undefined;
  }
}

function intersection(left: NFA, right: NFA): NFA {
  return NFA.fromIntersection(left, right, new NFA.LimitedNodeFactory(5000));
}

function walkable(
  automaton: NFA,
  { minLength, maxLength }: { minLength: number; maxLength: number },
): Words | undefined {
  const states = [...automaton.nodes()];
  const limit = Math.min(maxLength, Math.max(longest, minLength));
  // ends[n] holds the states from which exactly n characters lead to an end.
  const ends: Set<NFA.ReadonlyNode>[] = [new Set(automaton.finals)];
  const lengths: number[] = [];
  // The work is states times length; a bound on it bounds both.
  const most = Math.min(limit, Math.ceil(2_000_000 / Math.max(states.length, 1)));
  for (let length = 0; length <= most; length += 1) {
    if (length > 0) ends.push(predecessors(ends[length - 1]!));
    if (ends[length]!.size === 0) break;
    if (length >= minLength && ends[length]!.has(automaton.initial)) lengths.push(length);
    if (lengths.length > 0 && length >= usualLength && length >= lengths[0]! + 2) break;
  }
  if (lengths.length === 0) return undefined;
  const usual = lengths.filter((length) => length >= usualLength);
  const chosen = usual.length > 0 ? usual : lengths.slice(-2);
  return {
    draw: (random) => walk(automaton.initial, { ends, length: pick(random, chosen), random }),
  };
}

function predecessors(states: ReadonlySet<NFA.ReadonlyNode>): Set<NFA.ReadonlyNode> {
  const before = new Set<NFA.ReadonlyNode>();
  for (const state of states) for (const from of state.in.keys()) before.add(from);
  return before;
}

function walk(
  start: NFA.ReadonlyNode,
  {
    ends,
    length,
    random,
  }: { ends: readonly ReadonlySet<NFA.ReadonlyNode>[]; length: number; random: Random },
): string {
  let word = "";
  let state = start;
  for (let left = length; left > 0; left -= 1) {
    const steps: { to: NFA.ReadonlyNode; readable: Readable }[] = [];
    for (const [to, set] of state.out) {
      if (ends[left - 1]!.has(to)) steps.push({ to, readable: readable(set) });
    }
    const best = Math.min(...steps.map((step) => step.readable.rank));
    const step = pick(
      random,
      steps.filter(({ readable: { rank } }) => rank === best || rank < 3),
    );
    word += characterOf(step.readable.set, random);
    state = step.to;
  }
  return word;
}

const maxCharacter = 0x10ffff;

/** Kinds of characters, the ones that read best first; a surrogate is no character at all. */
const kinds = [
  [[0x61, 0x7a]],
  [[0x30, 0x39]],
  [[0x41, 0x5a]],
  [[0x21, 0x7e]],
  [[0x20, 0x20]],
  [[0xa1, 0x24f]],
  [[0x250, 0xd7ff]],
  [[0, 0xd7ff]],
  [[0xe000, maxCharacter]],
].map((ranges) =>
  CharSet.empty(maxCharacter).union(ranges.map(([min, max]) => ({ min: min!, max: max! }))),
);

interface Readable {
  set: CharSet;
  rank: number;
}

const knownReadable = new WeakMap<CharSet, Readable>();

// Asked for each character of a word, of the few sets that an automaton has.
function readable(set: CharSet): Readable {
  let known = knownReadable.get(set);
  if (known === undefined) {
    known = mostReadable(set);
    knownReadable.set(set, known);
  }
  return known;
}

function mostReadable(set: CharSet): Readable {
  const wide = set.maximum === maxCharacter ? set : set.resize(maxCharacter);
  for (const [rank, kind] of kinds.entries()) {
    const kept = wide.intersect(kind);
    if (!kept.isEmpty) return { set: kept, rank };
  }
  return { set: wide, rank: kinds.length };
}

function characterOf(set: CharSet, random: Random): string {
  const { min, max } = pick(random, set.ranges);
  return String.fromCodePoint(min + below(random, Math.min(max - min + 1, 500)));
}
