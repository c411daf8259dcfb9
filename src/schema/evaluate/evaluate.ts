/**
 * How a value is held against a schema: rules one by one, references in a loop, so that the
 * stack grows with the value and not with the schema.
 *
 * 2020-12 core #applicators, #dynamic-ref (the dynamic scope).
 */
import type { PointerToken } from "../../source/pointer.ts";
import type { Resource } from "../place.ts";
import type { Schema } from "../schema.ts";
import { Undecidable, type Violation } from "../violation.ts";
import { extend } from "./effort.ts";
import { type Evaluated, include, newEvaluated } from "./evaluated.ts";

/** One check of a value; where it fails and `run.violations` is there, it says why. */
export type Rule = (instance: unknown, run: Run) => boolean;

/** A schema made ready to run, at its first use. */
export interface Node {
  readonly schema: Schema;
  readonly resource: Resource;
  rules: readonly Rule[] | undefined;
  /** The schema that has to hold too: what `$ref` leads to. */
  next: Node | undefined;
  /** Whether it keeps account of what is evaluated, for an `unevaluated*` of its own. */
  keepsAccount: boolean;
  /** The location at which it is being applied right now. */
  active: number;
}

/** One validation on its way. What is true of a run is never kept after it. */
export interface Run {
  readonly compile: (node: Node) => readonly Rule[];
  readonly direction: "request" | "response" | undefined;
  readonly maxViolations: number;
  /** Absent while only the verdict matters. */
  violations: Violation[] | undefined;
  /** What the run is to tell in the end; `violations` is another list while a branch is explained. */
  readonly told: Violation[] | undefined;
  /** Where in the value the run is; kept only where it will be told. */
  readonly path: PointerToken[] | undefined;
  depth: number;
  /** Schemas being applied, one inside the other. */
  nesting: number;
  /** A number for the place in the value, never used twice. */
  location: number;
  /** The schema first applied at this place of the value. */
  top: Node;
  evaluated: Evaluated | undefined;
  /** The resources entered, outermost first. */
  readonly scope: Resource[];
  /** How often something could not be decided. A false that comes with one is no proof. */
  unknowns: number;
  /** Schemas applied so far. */
  steps: number;
  /** As many as may be; see `extend`. */
  maxSteps: number;
  /** The value that all this is about. */
  readonly whole: unknown;
}

/** How deep a value may be nested. */
const maxDepth = 1000;

/**
 * How many schemas may be applied one inside the other; a branch of several counts twice.
 * Twice as many end the stack, sooner or later as the platform has optimized what is on it: the
 * answer must not depend on that.
 */
const maxNesting = 1100;

// References in one chain. Real documents have a handful, generated ones a few thousand.
const maxHops = 20_000;

const nodes = new WeakMap<Schema, Node>();

// Numbers for locations are never used twice, so that a mark left on a node by a run that
// ended early cannot be mistaken for one of this run.
let locations = 0;

/** The one node of a schema. */
export function nodeOf(schema: Schema): Node {
  let node = nodes.get(schema);
  if (node === undefined) {
    node = {
      schema,
      resource: schema.links.resource,
      rules: undefined,
      next: undefined,
      keepsAccount: false,
      active: 0,
    };
    nodes.set(schema, node);
  }
  return node;
}

/**
 * Whether `instance`, which stands where the run is, fits. True is proof; false is proof unless
 * `run.unknowns` grew.
 *
 * @throws {Undecidable} where the schema leads back to itself or the work exceeds a limit
 */
export function evaluate(start: Node, instance: unknown, run: Run): boolean {
  const { scope } = run;
  const scopeDepth = scope.length;
  let isValid = true;
  let hops = 0;
  // A node to come back to, the further along the longer the chain is: Brent's way to find circles.
  let milestone: Node | undefined;
  run.nesting += 1;
  if (run.nesting > maxNesting) {
    throw new Undecidable(start, "", `takes more than ${maxNesting} schemas inside each other`);
  }
  for (let node: Node | undefined = start; node !== undefined; node = node.next) {
    const rules = node.rules ?? run.compile(node);
    run.steps += 1;
    hops += 1;
    if (run.steps > run.maxSteps && !extend(run)) {
      throw new Undecidable(node, "", `takes more than ${run.maxSteps} steps to check`);
    }
    if (node.active === run.location || node === milestone || hops > maxHops) {
      throw new Undecidable(node, "", "cannot be checked: the schema refers back to itself");
    }
    if ((hops & (hops - 1)) === 0) milestone = node;
    if (node.resource !== scope[scope.length - 1]) scope.push(node.resource);
    const before = node.active;
    node.active = run.location;
    const holds = node.keepsAccount
      ? applyWithAccount(rules, instance, run)
      : applyAll(rules, instance, run);
    node.active = before;
    if (!holds) {
      isValid = false;
      if (run.violations === undefined) break;
    }
  }
  if (scope.length !== scopeDepth) scope.length = scopeDepth;
  run.nesting -= 1;
  return isValid;
}

/** The same one step further in: `value` stands at `token` in the present value. */
export function evaluateInside(node: Node, token: PointerToken, value: unknown, run: Run): boolean {
  const { location, evaluated, top, path } = run;
  path?.push(token);
  run.depth += 1;
  if (run.depth > maxDepth) {
    throw new Undecidable(node, "", `is nested deeper than ${maxDepth} levels`);
  }
  run.location = newLocation();
  run.evaluated = undefined;
  run.top = node;
  const isValid = evaluate(node, value, run);
  path?.pop();
  run.depth -= 1;
  run.location = location;
  run.evaluated = evaluated;
  run.top = top;
  return isValid;
}

/** `evaluate` without a word about why not. */
export function evaluateQuietly(node: Node, instance: unknown, run: Run): boolean {
  const { violations } = run;
  run.violations = undefined;
  run.nesting += 1;
  const isValid = evaluate(node, instance, run);
  run.nesting -= 1;
  run.violations = violations;
  return isValid;
}

const TELLING_STEPS = 20;

/** What `evaluate` has to say, apart from what was said so far. */
export function violationsOf(node: Node, instance: unknown, run: Run): Violation[] {
  const { violations } = run;
  const own: Violation[] = [];
  run.violations = own;
  run.nesting += 1;
  evaluate(node, instance, run);
  run.nesting -= 1;
  run.violations = violations;
  // To put words aside and look through them takes as long as some schemas do.
  run.steps += TELLING_STEPS + own.length;
  return own;
}

/** A number for a place in a value, never given before. */
export function newLocation(): number {
  locations += 1;
  return locations;
}

function applyAll(rules: readonly Rule[], instance: unknown, run: Run): boolean {
  let holds = true;
  for (let index = 0; index < rules.length; index += 1) {
    if (rules[index]!(instance, run)) continue;
    if (run.violations === undefined) return false;
    holds = false;
  }
  return holds;
}

function applyWithAccount(rules: readonly Rule[], instance: unknown, run: Run): boolean {
  const outer = run.evaluated;
  const own = newEvaluated();
  run.evaluated = own;
  const holds = applyAll(rules, instance, run);
  run.evaluated = outer;
  if (outer !== undefined) include(outer, own);
  return holds;
}
