/**
 * The texts that match some regular expressions and not others, as an automaton.
 *
 * Regular languages are closed under intersection and complement, and whether one is empty can be
 * seen: Hopcroft and Ullman, "Introduction to Automata Theory", chapters 3 and 4. refa has the
 * algorithms; what it cannot do, such as backreferences, has no automaton here.
 */
import { DFA, NFA } from "refa";
import { automatonOf } from "../pattern/automaton.ts";

/** Larger automata are not built. */
const MAX_NODES = 3000;

/** Texts are not sought in more pairs of a length and a state than these. */
const MAX_CELLS = 300_000;

const MAX_KNOWN = 2000;
const known = new Map<string, DFA | undefined>();

/**
 * @returns undefined where there is none, or it would be too large
 */
export function languageOf(
  patterns: readonly string[],
  notPatterns: readonly string[],
): DFA | undefined {
  const key = JSON.stringify([patterns.toSorted(), notPatterns.toSorted()]);
  if (known.has(key)) return known.get(key);
  if (known.size > MAX_KNOWN) known.clear();
  let language: DFA | undefined;
  try {
    language = build(patterns, notPatterns);
  } catch {
    // Too large, or more than a regular expression.
  }
  known.set(key, language);
  return language;
}

function build(patterns: readonly string[], notPatterns: readonly string[]): DFA {
  const parts = [
    ...patterns.map((source) => automatonOf(source)),
    ...notPatterns.map(complementOf),
  ];
  const all = parts.reduce((left, right) =>
    NFA.fromIntersection(left, right, new NFA.LimitedNodeFactory(MAX_NODES)),
  );
  const language = DFA.fromFA(all, new DFA.LimitedNodeFactory(MAX_NODES));
  language.minimize();
  return language;
}

function complementOf(source: string): NFA {
  const nodes = new DFA.LimitedNodeFactory(MAX_NODES);
  const language = DFA.fromFA(automatonOf(source), nodes);
  language.complement(nodes);
  return NFA.fromFA(language, new NFA.LimitedNodeFactory(MAX_NODES));
}

/** Texts of a finite language are looked at one by one up to this many. */
const MAX_WORDS = 2000;

/** All texts of a language, where they are finitely and not too many. */
export function allTexts(language: DFA): string[] | undefined {
  if (!language.isFinite) return undefined;
  const texts: string[] = [];
  for (const word of language.words()) {
    if (texts.length === MAX_WORDS) return undefined;
    texts.push(String.fromCodePoint(...word));
  }
  return texts;
}

/** How a state was reached: the state before it, a layer up, and the character between. */
interface Step {
  from: DFA.ReadonlyNode;
  character: number;
}

/**
 * Texts of the language with so many code points, shortest first, one or a few for each length.
 *
 * @returns whether there is none at all; undefined where the search was given up. What `found`
 * takes ends it.
 */
export function searchTexts(
  language: DFA,
  { min, max }: { min: number; max: number },
  take: (text: string) => boolean,
): boolean | undefined {
  const states = language.countNodes();
  // From a state that is reached with the least length, a final one is no further than this.
  const longest = Math.min(max, min + states + MORE_LENGTHS);
  let hasAny = false;
  let cells = 0;
  let layer = new Map<DFA.ReadonlyNode, Step | undefined>([[language.initial, undefined]]);
  const layers = [layer];
  for (let length = 0; length <= longest && layer.size > 0; length += 1) {
    if (length >= min) {
      for (const node of layer.keys()) {
        if (!language.finals.has(node as DFA.Node)) continue;
        hasAny = true;
        for (let variant = 0; variant < VARIANTS; variant += 1) {
          if (take(textTo(layers, node, variant))) return false;
        }
      }
    }
    layer = nextLayer(layer);
    layers.push(layer);
    cells += layer.size;
    if (cells > MAX_CELLS) return hasAny ? false : undefined;
  }
  return !hasAny;
}

/** Beyond the lengths at which a language shows whether it is empty. */
const MORE_LENGTHS = 10;
const VARIANTS = 3;

function nextLayer(
  layer: ReadonlyMap<DFA.ReadonlyNode, Step | undefined>,
): Map<DFA.ReadonlyNode, Step | undefined> {
  const next = new Map<DFA.ReadonlyNode, Step | undefined>();
  for (const from of layer.keys()) {
    for (const [range, to] of from.out) {
      if (!next.has(to)) next.set(to, { from, character: plainest(range) });
    }
  }
  return next;
}

/** A character of a range that is easily read, where there is one. */
function plainest({ min, max }: { min: number; max: number }): number {
  for (const wanted of PLAIN) if (wanted >= min && wanted <= max) return wanted;
  // A surrogate alone is no character of a JSON text that travels as UTF-8.
  return min >= 0xd800 && min <= 0xdfff && max > 0xdfff ? 0xe000 : min;
}

const PLAIN = [..."aAb1 0-_.@/"].map((character) => character.charCodeAt(0));

function textTo(
  layers: readonly ReadonlyMap<DFA.ReadonlyNode, Step | undefined>[],
  end: DFA.ReadonlyNode,
  variant: number,
): string {
  const characters: number[] = [];
  let node = end;
  for (let at = layers.length - 1; at > 0; at -= 1) {
    const step = layers[at]!.get(node)!;
    characters.push(variant === 0 ? step.character : another(step, node, variant));
    node = step.from;
  }
  return String.fromCodePoint(...characters.reverse());
}

/** Another character that leads the same way, if there is one. */
function another({ from, character }: Step, to: DFA.ReadonlyNode, variant: number): number {
  for (const [{ min, max }, target] of from.out) {
    if (target !== to || character < min || character > max) continue;
    const other = character + variant;
    return other <= max && (other < 0xd800 || other > 0xdfff) ? other : character;
  }
  return character;
}
