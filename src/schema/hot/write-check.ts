/**
 * A schema written as one program of plain functions: one for each schema that a value of several
 * parts can meet, conditions in place for the rest.
 */
import type { Node } from "../evaluate/evaluate.ts";
import { nodeOf } from "../evaluate/evaluate.ts";
import { usesValidation } from "../evaluate/vocabulary.ts";
import { isResolved, reference, type SchemaStore } from "../schema.ts";
import { circlesIn } from "./circles.ts";
import { type Kind, type Piece, UNSURE, type Writing } from "./piece.ts";
import { PIECES } from "./pieces.ts";

/** Whether a value fits. @throws {Unsure} where the rules have to decide */
export type Check = (instance: unknown) => boolean;

/** Thrown by a `Check`: it is no answer. */
export class Unsure extends Error {}

/** Larger programs are not written: they would cost more than they save. */
const MAX_FUNCTIONS = 3000;

/** Characters, so that it is written within tenths of a second; schemas share thousands of names. */
const MAX_CODE = 4_000_000;

/**
 * For one document no more are written than these, and some for each of its schemas: where all lead
 * into each other, each has a program that is nearly all of them.
 */
const MAX_WRITTEN = 50_000;
const MAX_WRITTEN_EACH = 20;

interface Written {
  functions: number;
  schemas: WeakSet<Node>;
  count: number;
}

const writtenFor = new WeakMap<SchemaStore, Written>();

function writtenIn(store: SchemaStore): Written {
  let written = writtenFor.get(store);
  if (written === undefined) {
    written = { functions: 0, schemas: new WeakSet(), count: 0 };
    writtenFor.set(store, written);
  }
  return written;
}

/**
 * As deep as the rules go into a value, where a schema for the same value counts twice: what is
 * certain here, they do not give up. And as long.
 */
const MAX_DEPTH = 1000;
const MAX_CALLS = 20_000_000;

/** Undefined where the program would be too large. @throws {EvalError} where code may not be made */
export function writeCheck(
  start: Node,
  direction: "request" | "response" | undefined,
): Check | undefined {
  const written = writtenIn(start.schema.store);
  if (written.functions > MAX_WRITTEN + MAX_WRITTEN_EACH * written.count) return undefined;
  const program = new Program(direction, written);
  const entry = program.nameOf(start, start);
  const functions = new Map<string, string>();
  let length = 0;
  for (let next = program.take(); next !== undefined; next = program.take()) {
    functions.set(next.name, next.code);
    written.functions += 1;
    length += next.code.length;
    if (functions.size > MAX_FUNCTIONS || length > MAX_CODE) return undefined;
  }
  // The rules see at once that a schema leads back to itself; a program would go round until its
  // stack ends, and test the value each time.
  for (const name of program.circular()) functions.set(name, `function ${name}(){unsure();}`);
  const code = `"use strict";let calls=0;
const sure=(answer)=>answer===undefined?unsure():answer;
${[...functions.values()].join("\n")}
return (v)=>{calls=0;return ${entry}(v,0);};`;
  const make = new Function("unsure", ...program.constants.keys(), code);
  return make(throwUnsure, ...program.constants.values()) as Check;
}

function throwUnsure(): never {
  // One for all: what it says is nobody's business, and a stack costs more than the check.
  throw UNSURE_ANSWER;
}

const UNSURE_ANSWER = new Unsure("the rules have to decide");

class Program {
  readonly constants: Map<string, unknown> = new Map();
  private readonly direction: "request" | "response" | undefined;
  private readonly constantNames = new Map<unknown, string>();
  private readonly functions = new Map<Node, Map<Node, string>>();
  private readonly waiting: { name: string; node: Node; top: Node }[] = [];
  /** By the name of a function: those that it calls for the same value. */
  private readonly inPlace = new Map<string, Set<string>>();
  private caller = "";
  private count = 0;

  private readonly written: Written;

  constructor(direction: "request" | "response" | undefined, written: Written) {
    this.direction = direction;
    this.written = written;
  }

  /** The name of the function that checks `node` where `top` was the first schema applied. */
  nameOf(node: Node, top: Node): string {
    let byTop = this.functions.get(node);
    if (byTop === undefined) {
      byTop = new Map();
      this.functions.set(node, byTop);
      if (!this.written.schemas.has(node)) {
        this.written.schemas.add(node);
        this.written.count += 1;
      }
    }
    let name = byTop.get(top);
    if (name === undefined) {
      name = `f${this.count}`;
      this.count += 1;
      byTop.set(top, name);
      this.waiting.push({ name, node, top });
    }
    return name;
  }

  /** The next function that some other one calls; undefined when all are written. */
  take(): { name: string; code: string } | undefined {
    const next = this.waiting.pop();
    if (next === undefined) return undefined;
    const { name, node, top } = next;
    this.caller = name;
    const guard = `if(++calls>${MAX_CALLS}||d>=${MAX_DEPTH})unsure();`;
    const body = bodyOf(this.piecesOf(node, top), knownKind(node));
    return { name, code: `function ${name}(v,d){${guard}${body}}` };
  }

  /** Functions that would call themselves for the same value, one at least of every circle. */
  circular(): Set<string> {
    return circlesIn(this.inPlace);
  }

  private piecesOf(node: Node, top: Node): Piece[] {
    const { value, fault } = node.schema;
    if (fault !== undefined) return [UNSURE];
    if (typeof value === "boolean") return value ? [] : [{ on: "any", test: "false" }];
    if (!usesValidation(node.schema)) return [UNSURE];
    const writing: Writing = {
      node,
      top,
      direction: this.direction,
      constant: (constant) => this.constant(constant),
      member: (inside, name) => this.test(inside, inside, name, "d+1"),
      here: (inside) => this.test(inside, top, "v", "d+2"),
    };
    const pieces: Piece[] = [];
    for (const [keyword, pieceOf] of PIECES) {
      if (Object.hasOwn(value, keyword)) pieces.push(pieceOf(value[keyword], writing) ?? UNSURE);
    }
    const target = reference(node.schema);
    if (target !== undefined) {
      const test = isResolved(target) ? writing.here(nodeOf(target)) : "unsure()";
      pieces.push({ on: "any", test });
    }
    return pieces;
  }

  private test(start: Node, outer: Node, name: string, depth: string): string {
    const node = target(start);
    // What a lone reference leads to stands in its place in every way.
    const top = outer === start ? node : outer;
    const { value, fault } = node.schema;
    if (fault === undefined && value === true) return "true";
    const isPlain =
      typeof value === "object" && Object.keys(value).every((key) => !COMPOUND.has(key));
    if (!isPlain) {
      const callee = this.nameOf(node, top);
      if (name === "v") this.noteCall(callee);
      return `${callee}(${name},${depth})`;
    }
    const kind = knownKind(node);
    const tests = this.piecesOf(node, top)
      .filter(({ on }) => on === "any" || kind === undefined || on === kind)
      .map(({ on, test }) => (on === "any" || on === kind ? test! : `(!(${GUARDS[on]})||${test})`));
    // `v` is the value in every piece; as a word of its own it is nothing else in a condition.
    if (tests.length === 0) return "true";
    const joined = `(${tests.join("&&")})`;
    return name === "v" ? joined : renamed(joined, name);
  }

  private noteCall(callee: string): void {
    const callees = this.inPlace.get(this.caller);
    if (callees === undefined) this.inPlace.set(this.caller, new Set([callee]));
    else callees.add(callee);
  }

  private constant(value: unknown): string {
    let name = this.constantNames.get(value);
    if (name === undefined) {
      name = `c${this.constants.size}`;
      this.constantNames.set(value, name);
      this.constants.set(name, value);
    }
    return name;
  }
}

const GUARDS: Record<Exclude<Kind, "any">, string> = {
  object: 'typeof v==="object"&&v!==null&&!Array.isArray(v)',
  array: "Array.isArray(v)",
  string: 'typeof v==="string"',
  number: 'typeof v==="number"',
};

/** Keywords whose code needs a function of its own. */
const COMPOUND: ReadonlySet<string> = new Set([
  "$ref",
  "$dynamicRef",
  "required",
  "minProperties",
  "maxProperties",
  "propertyNames",
  "dependentRequired",
  "properties",
  "patternProperties",
  "additionalProperties",
  "dependentSchemas",
  "dependencies",
  "minItems",
  "maxItems",
  "uniqueItems",
  "prefixItems",
  "items",
  "contains",
  "allOf",
  "anyOf",
  "oneOf",
  "not",
  "if",
  "unevaluatedItems",
  "unevaluatedProperties",
]);

// Strings of the document stand in quotes, and are left alone.
function renamed(condition: string, name: string): string {
  return condition.replace(/"(?:[^"\\]|\\.)*"|\bv\b/g, (part) => (part === "v" ? name : part));
}

function bodyOf(pieces: readonly Piece[], kind: Kind | undefined): string {
  const parts: string[] = [];
  const guarded = new Map<Exclude<Kind, "any">, string>();
  for (const { on, test, body } of pieces) {
    const statement = body ?? (test === "true" ? "" : `if(!${wrapped(test!)})return false;`);
    if (statement === "") continue;
    const own = body === undefined ? statement : `{${statement}}`;
    if (on === "any" || on === kind) parts.push(own);
    else if (kind === undefined) {
      parts.push(`if(${GUARDS[on]}){${own}}`);
      guarded.set(on, own);
    }
  }
  return `${parts.join("")}return true;`;
}

function wrapped(test: string): string {
  return `(${test})`;
}

/** The one kind that the values of a schema have; undefined where there may be several. */
function knownKind({ schema: { value } }: Node): Kind | undefined {
  const type = typeof value === "object" ? value.type : undefined;
  if (type === "integer" || type === "number") return "number";
  if (type === "string" || type === "object" || type === "array") return type;
  return undefined;
}

/** References in one chain: real documents have a handful, generated ones a few thousand. */
const MAX_HOPS = 20_000;

// The end of a chain of schemas that are nothing but a reference.
function target(start: Node): Node {
  let node = start;
  for (let hops = 0; hops < MAX_HOPS; hops += 1) {
    const { value, fault } = node.schema;
    if (fault !== undefined || typeof value !== "object") return node;
    if (!Object.hasOwn(value, "$ref") || Object.keys(value).some((key) => PIECES.has(key))) {
      return node;
    }
    const next = reference(node.schema);
    if (!isResolved(next)) return node;
    node = nodeOf(next);
  }
  return node;
}
