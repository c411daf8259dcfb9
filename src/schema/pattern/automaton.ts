/**
 * The automaton of a regular expression: of all texts in which it is found.
 *
 * refa does the theory; what it leaves open is where a text begins and ends, as its automata
 * know no anchors. They are taken off the edges here.
 */
import {
  CharSet,
  type Concatenation,
  DFA,
  type Element,
  type Expression,
  JS,
  NFA,
  type NoParent,
  Transformers,
  transform,
} from "refa";

const maxNodes = 3000;

type Part = NoParent<Concatenation>;

export interface AutomatonOptions {
  /** How many repeats of one thing are of use; words that need more are left out. Default: all. */
  repeats?: number;
  /**
   * What is to become of paths that no automaton has, such as those with backreferences: left out,
   * or the whole refused. Default `refuse`.
   */
  inexpressible?: "leave out" | "refuse";
}

/**
 * @throws where `pattern` is no regular expression, or its automaton would be too large
 */
export function automatonOf(
  pattern: string,
  { repeats, inexpressible = "refuse" }: AutomatonOptions = {},
): NFA {
  const isExact = inexpressible === "refuse";
  const { expression, maxCharacter } = parse(pattern, isExact);
  const toNfa = (alternatives: Part[]) => toAutomaton(alternatives, maxCharacter, isExact);
  if (repeats !== undefined) clampAll(expression.alternatives, repeats);
  const all = CharSet.all(maxCharacter);
  const found: Part[] = [];
  let automaton: NFA | undefined;
  for (const part of (expression.alternatives as Part[]).flatMap(spread)) {
    const { body, ahead } = anchored(part, all);
    if (ahead.length === 0) found.push(body);
    else {
      const looked = ahead.reduce(
        (left, look) => intersection(left, conditionOf(look, all, toNfa)),
        toNfa([body]),
      );
      automaton = automaton === undefined ? looked : automaton;
      if (automaton !== looked) automaton.union(looked, factory());
    }
  }
  const rest = toNfa(found);
  if (automaton === undefined) return rest;
  automaton.union(rest, factory());
  return automaton;
}

function parse(
  pattern: string,
  isExact: boolean,
): { expression: NoParent<Expression>; maxCharacter: number } {
  const parser = JS.Parser.fromLiteral({ source: pattern, flags: "u" });
  return parser.parse({ backreferences: isExact ? "throw" : "disable", maxNodes });
}

function factory(): NFA.LimitedNodeFactory {
  return new NFA.LimitedNodeFactory(maxNodes);
}

function intersection(left: NFA, right: NFA): NFA {
  return NFA.fromIntersection(left, right, factory());
}

function toAutomaton(alternatives: Part[], maxCharacter: number, isExact: boolean): NFA {
  const copies = alternatives.map(copyOf);
  const expression = { type: "Expression", alternatives: copies } as NoParent<Expression>;
  const simple = transform(Transformers.applyAssertions(), expression);
  return NFA.fromRegex(
    simple,
    { maxCharacter },
    { assertions: isExact ? "throw" : "disable" },
    factory(),
  );
}

// Transforming changes parts in place, and they share some of theirs.
function copyOf(part: Part): Part {
  const elements = part.elements.map((element) =>
    "alternatives" in element
      ? { ...element, alternatives: (element.alternatives as Part[]).map(copyOf) }
      : { ...element },
  );
  return { type: "Concatenation", elements } as Part;
}

/** `part` for whole texts: with anything before and after it where it has no anchor there. */
function anchored(part: Part, all: CharSet): { body: Part; ahead: Look[] } {
  let elements = part.elements as NoParent<Element>[];
  const ahead: Look[] = [];
  let startsHere = false;
  let endsHere = false;
  for (;;) {
    const [first] = elements;
    if (first?.type !== "Assertion") break;
    if (isEdge(first, "behind")) startsHere = true;
    else if (first.kind === "ahead" && startsHere) ahead.push(first);
    else break;
    elements = elements.slice(1);
  }
  for (;;) {
    const last = elements.at(-1);
    if (last?.type !== "Assertion" || !isEdge(last, "ahead")) break;
    endsHere = true;
    elements = elements.slice(0, -1);
  }
  const body = [
    ...(startsHere ? [] : [anything(all)]),
    ...elements,
    ...(endsHere ? [] : [anything(all)]),
  ];
  return { body: { type: "Concatenation", elements: body } as Part, ahead };
}

type Look = NoParent<Element> & { type: "Assertion" };

/**
 * `^` is "behind there is no character", `$` is "ahead there is none". Where some character is
 * not to be behind or ahead, an edge will do too.
 */
function isEdge(look: Look, kind: "ahead" | "behind"): boolean {
  return look.kind === kind && look.negate;
}

/** A part for each way to begin and end, where those are a choice of assertions, as in `\\b`. */
function spread(part: Part): Part[] {
  const { elements } = part;
  for (const [index, element] of [...elements.entries()]) {
    if (index > 0 && index < elements.length - 1) continue;
    if (element.type !== "Alternation" || !element.alternatives.every(isLook)) continue;
    return element.alternatives.flatMap((alternative) => {
      const inner = [
        ...elements.slice(0, index),
        ...alternative.elements,
        ...elements.slice(index + 1),
      ];
      return spread({ type: "Concatenation", elements: inner } as Part);
    });
  }
  return [part];
}

function isLook({ elements }: NoParent<Concatenation>): boolean {
  return elements.length > 0 && elements.every(({ type }) => type === "Assertion");
}

/** The whole texts of which a look ahead from their start is true. */
function conditionOf(look: Look, all: CharSet, toNfa: (alternatives: Part[]) => NFA): NFA {
  const bodies = look.alternatives.map((part) => {
    const { body } = anchored(
      {
        type: "Concatenation",
        elements: [startOf(all), ...part.elements],
      } as Part,
      all,
    );
    return body;
  });
  const automaton = toNfa(bodies);
  if (!look.negate) return automaton;
  const complement = DFA.fromFA(automaton, new DFA.LimitedNodeFactory(maxNodes));
  complement.complement(new DFA.LimitedNodeFactory(maxNodes));
  return NFA.fromFA(complement, factory());
}

function startOf(all: CharSet): object {
  const alternatives = [
    { type: "Concatenation", elements: [{ type: "CharacterClass", characters: all }] },
  ];
  return { type: "Assertion", kind: "behind", negate: true, alternatives };
}

function anything(all: CharSet): NoParent<Element> {
  return {
    type: "Quantifier",
    min: 0,
    max: Number.POSITIVE_INFINITY,
    lazy: false,
    alternatives: [
      { type: "Concatenation", elements: [{ type: "CharacterClass", characters: all }] },
    ],
  };
}

// Every repeat takes states of its own.
function clampAll(alternatives: readonly NoParent<Concatenation>[], repeats: number): void {
  for (const { elements } of alternatives) {
    for (const element of elements) {
      if (!("alternatives" in element)) continue;
      if (element.type === "Quantifier" && element.max !== Number.POSITIVE_INFINITY) {
        element.max = Math.min(element.max, Math.max(element.min, repeats));
      }
      clampAll(element.alternatives, repeats);
    }
  }
}
