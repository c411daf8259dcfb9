/**
 * What a check has to say about a value: which keyword refuses it, where both stand, and why.
 */
import { formatPointer } from "../source/pointer.ts";
import type { Node, Run } from "./evaluate/evaluate.ts";
import { pointerInside } from "./place.ts";
import { shown } from "./shown.ts";

/** One reason why a value is not valid. */
export interface Violation {
  /** `unresolved` is no fact about the value: the schema could not be understood or run. */
  kind: "invalid" | "unresolved";
  instancePointer: string;
  keyword: string;
  /** The keyword's own place. */
  schema: { uri: string; pointer: string };
  /** One line, to be read after the name of the place: `is the string "3"; the contract asks for …`. */
  message: string;
  expected?: unknown;
  actual?: unknown;
}

/** What can go wrong at one keyword, prepared so that a failing check costs nothing until it is told. */
export interface Problem {
  node: Node;
  keyword: string;
  /** What the contract asks for, as a noun: `an integer`. */
  wanted: string;
  expected?: unknown;
}

/** Tells, where anyone listens, that `instance` breaks a keyword; false, for the check to return. */
export function invalid(run: Run, problem: Problem, instance: unknown, seen?: string): false {
  if (run.violations === undefined || isFull(run)) return false;
  const { node, keyword, wanted, expected } = problem;
  add(run, node, {
    kind: "invalid",
    keyword,
    message: `${seen ?? `is ${named(instance)}`}; the contract asks for ${wanted}`,
    ...(expected === undefined ? {} : { expected }),
    actual: instance,
  });
  return false;
}

/** The same for what could not be decided. */
export function unresolved(run: Run, node: Node, keyword: string, message: string): false {
  run.unknowns += 1;
  if (run.violations === undefined || isFull(run)) return false;
  add(run, node, { kind: "unresolved", keyword, message });
  return false;
}

/**
 * Whether as much is said as will be heard. Making the words costs more than the check, and there
 * may be millions of them.
 *
 * @throws {Enough} where nothing is left to be found out either
 */
function isFull({ violations, told, maxViolations }: Run): boolean {
  if (violations === undefined || violations.length < maxViolations) return false;
  if (violations === told) throw new Enough();
  return true;
}

/** Tells what was found out aside. */
export function retell(run: Run, violations: readonly Violation[]): void {
  for (const violation of violations) {
    if (isFull(run)) return;
    run.violations?.push(violation);
  }
}

/** Thrown where all that is to be told is told. It is no error, and has no stack. */
export class Enough {}

/** Thrown where checking cannot go on at all, such as a schema that leads back to itself. */
export class Undecidable extends Error {
  readonly node: Node;
  readonly keyword: string;

  constructor(node: Node, keyword: string, message: string) {
    super(message);
    this.node = node;
    this.keyword = keyword;
  }
}

/**
 * Whether the stack has ended. The limits keep nearly every run within it, but not how deep the
 * caller stands in it, nor schemas of thousands of `allOf`s inside each other. V8 and
 * JavaScriptCore throw a RangeError, SpiderMonkey an InternalError.
 */
export function isStackOverflow(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "InternalError" || /call stack/i.test(error.message);
}

/** A value as a noun: `the string "3"`, `null`, `the object {"a":1}`. */
export function named(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  const kind = Array.isArray(value) ? "array" : typeof value;
  return `the ${kind} ${shown(value)}`;
}

function add(run: Run, node: Node, told: Omit<Violation, "instancePointer" | "schema">): void {
  const { schema } = node;
  const pointer = told.keyword === "" ? schema.pointer : pointerInside(schema, [told.keyword]);
  run.violations?.push({
    kind: told.kind,
    instancePointer: formatPointer(run.path ?? []),
    keyword: told.keyword,
    schema: { uri: schema.uri, pointer },
    message: told.message,
    ...("expected" in told ? { expected: told.expected } : {}),
    ...("actual" in told ? { actual: told.actual } : {}),
  });
}
