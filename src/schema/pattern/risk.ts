/**
 * How badly a backtracking engine can fare with a pattern.
 *
 * A pattern in which one character always tells how to go on has no choices to take back, and
 * costs a linear number of steps from each start (deterministic in the sense of Brüggemann-Klein
 * and Wood, "One-unambiguous regular languages"). Every place where that fails is a choice:
 * outside of loops it adds one to the degree of the polynomial, inside a loop it may double the
 * work with every character.
 */
import type { AST } from "@eslint-community/regexpp";
import { CharSet } from "refa";
import { charactersOf } from "./syntax.ts";

/** What a text of n characters takes, estimated from above. */
export interface Risk {
  /** About n to the power of this many steps; 0 where n does not matter, or infinite. */
  degree: number;
  /** Where that is infinite: what each character may multiply the steps by, 2 or more; else 1. */
  factor: number;
}

/** How badly `pattern` can fare. */
export function backtrackingRisk(pattern: AST.Pattern): Risk {
  const tally = newTally();
  visitAlternatives(pattern.alternatives, { follow: nothing, isInLoop: false, tally });
  if (tally.isExponential) {
    // Loops inside loops are as many ways to go on with the next character.
    const factor = 1 + Math.max(1, tally.choices + tally.choicesAside);
    return { degree: Number.POSITIVE_INFINITY, factor };
  }
  return { degree: degreeOf(pattern, tally), factor: 1 };
}

function degreeOf(pattern: AST.Pattern, tally: Tally): number {
  const choices = tally.choices + tally.choicesAside;
  if (!tally.hasLoop && choices === 0) return 0;
  // One for the way through the text; one more for the places to start at.
  return choices + (isAnchored(pattern) ? 1 : 2);
}

interface Context {
  /** What may come next after the part. */
  follow: CharSet;
  isInLoop: boolean;
  tally: Tally;
}

interface Tally {
  /** Choices between ways that the next character does not decide. */
  choices: number;
  /** The most of them in one lookaround: what these have chosen is never taken back. */
  choicesAside: number;
  isExponential: boolean;
  hasLoop: boolean;
  starts: Map<AST.Element, Start>;
}

/** How a part of a pattern can begin. */
interface Start {
  first: CharSet;
  /** Whether the part may match without a character. */
  isNullable: boolean;
}

const nothing = CharSet.empty(0x10ffff);

function newTally(starts: Map<AST.Element, Start> = new Map()): Tally {
  return { choices: 0, choicesAside: 0, isExponential: false, hasLoop: false, starts };
}

function isAnchored(pattern: AST.Pattern): boolean {
  return pattern.alternatives.every(({ elements: [element] }) => {
    return element?.type === "Assertion" && element.kind === "start";
  });
}

function visitAlternatives(alternatives: readonly AST.Alternative[], context: Context): void {
  let before = nothing;
  for (const { elements } of alternatives) {
    const start = startOfSequence(elements, context.tally.starts);
    const onward = start.isNullable ? start.first.union(context.follow) : start.first;
    if (!onward.isDisjointWith(before)) addChoice(context);
    before = before.union(onward);
    visitSequence(elements, context);
  }
}

function visitSequence(elements: readonly AST.Element[], context: Context): void {
  let { follow } = context;
  // From the end, as what follows an element has to be known before it.
  for (const element of elements.toReversed()) {
    visit(element, { ...context, follow });
    const start = startOf(element, context.tally.starts);
    follow = start.isNullable ? follow.union(start.first) : start.first;
  }
}

function visit(element: AST.Element, context: Context): void {
  switch (element.type) {
    case "Group":
    case "CapturingGroup":
      visitAlternatives(element.alternatives, context);
      break;
    case "Quantifier":
      visitQuantifier(element, context);
      break;
    case "Assertion":
      if (element.kind === "lookahead" || element.kind === "lookbehind") {
        visitAside(element.alternatives, context);
      }
      break;
    case "Backreference":
      // What it matches is not known here.
      addChoice(context);
  }
}

function visitQuantifier(quantifier: AST.Quantifier, context: Context): void {
  const { element, min, max } = quantifier;
  if (max === 0) return;
  const { tally, follow, isInLoop } = context;
  const { first, isNullable } = startOf(element, tally.starts);
  const isLoop = max > 1;
  if (isLoop) tally.hasLoop = true;
  // A loop's body may be followed by the body again.
  const onward = isLoop ? follow.union(first) : follow;
  visit(element, { follow: onward, isInLoop: isInLoop || isLoop, tally });
  if (isLoop && isNullable) tally.isExponential = true;
  if (min !== max && !first.isDisjointWith(follow)) addChoice(context);
}

function visitAside(alternatives: readonly AST.Alternative[], context: Context): void {
  const { tally, isInLoop } = context;
  const aside = newTally(tally.starts);
  visitAlternatives(alternatives, { follow: nothing, isInLoop: false, tally: aside });
  const choices = aside.choices + aside.choicesAside + (isInLoop ? 1 : 0);
  tally.choicesAside = Math.max(tally.choicesAside, choices);
  tally.isExponential ||= aside.isExponential;
  tally.hasLoop ||= aside.hasLoop;
}

function addChoice({ tally, isInLoop }: Context): void {
  tally.choices += 1;
  if (isInLoop) tally.isExponential = true;
}

function startOf(element: AST.Element, starts: Map<AST.Element, Start>): Start {
  let start = starts.get(element);
  if (start === undefined) {
    start = newStart(element, starts);
    starts.set(element, start);
  }
  return start;
}

function newStart(element: AST.Element, starts: Map<AST.Element, Start>): Start {
  switch (element.type) {
    case "Character":
    case "CharacterSet":
    case "CharacterClass":
      return { first: charactersOf(element), isNullable: false };
    case "Group":
    case "CapturingGroup": {
      const each = element.alternatives.map(({ elements }) => startOfSequence(elements, starts));
      return {
        first: nothing.union(...each.map(({ first }) => first)),
        isNullable: each.some(({ isNullable }) => isNullable),
      };
    }
    case "Quantifier": {
      const { first, isNullable } = startOf(element.element, starts);
      return { first, isNullable: isNullable || element.min === 0 };
    }
    case "Assertion":
      return { first: nothing, isNullable: true };
    default:
      return { first: CharSet.all(0x10ffff), isNullable: true };
  }
}

function startOfSequence(elements: readonly AST.Element[], starts: Map<AST.Element, Start>): Start {
  let first = nothing;
  for (const element of elements) {
    const start = startOf(element, starts);
    first = first.union(start.first);
    if (!start.isNullable) return { first, isNullable: false };
  }
  return { first, isNullable: true };
}
