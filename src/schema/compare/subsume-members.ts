/**
 * Whether what is certain of an object implies what is wanted of its members.
 */
import { compilePattern } from "../pattern/pattern.ts";
import type { Schema } from "../schema.ts";
import { isDueIn, shapeOf } from "./affirm-members.ts";
import type { MemberShape } from "./cells.ts";
import type { Facts } from "./facts.ts";
import { isAnything } from "./is-anything.ts";
import { has, isNames, type Keywords, keyword } from "./parts.ts";
import type { Group } from "./proof-graph.ts";
import type { Subsumption } from "./subsume.ts";
import { atLeast } from "./subsume-scalar.ts";

export interface Wanted {
  wanted: Schema;
  /** What it is a conjunct of. */
  top: Schema;
}

export function impliesMembers(
  proofs: Subsumption,
  facts: Facts,
  { wanted, top }: Wanted,
  groups: Group[],
): boolean {
  const value = wanted.value as Keywords;
  for (const [name, sign] of SIZES) {
    if (has(wanted, name) && !atLeast("object", sign)(facts, value[name], name)) return false;
  }
  if (WHOLE_SCHEMA.some((name) => has(wanted, name))) return false;
  const required = keyword(value, "required");
  if (required !== undefined && !impliesNames(proofs, facts, { wanted, top }, required)) {
    return false;
  }
  const shape = shapeOf(wanted, false);
  return shape === undefined || impliesShape(proofs, facts, shape, groups);
}

const SIZES = [
  ["minProperties", 1],
  ["maxProperties", -1],
] as const;

const WHOLE_SCHEMA = [
  "unevaluatedProperties",
  "dependentSchemas",
  "dependentRequired",
  "dependencies",
  "propertyNames",
];

function impliesNames(
  { direction }: Subsumption,
  { schema, conjuncts }: Facts,
  { wanted, top }: Wanted,
  required: unknown,
): boolean {
  if (!isNames(required)) return false;
  return required.every((name) => {
    if (!isDueIn(wanted, name, direction, top)) return true;
    return conjuncts.some((each) => {
      const own = keyword(each.value as Keywords, "required");
      return isNames(own) && own.includes(name) && isDueIn(each, name, direction, schema);
    });
  });
}

function impliesShape(
  proofs: Subsumption,
  facts: Facts,
  shape: MemberShape,
  groups: Group[],
): boolean {
  const { shapes } = facts;
  const simple = simpleShape(shape, facts);
  const names = new Set<string>();
  for (const [at, name] of shape.names.names.entries()) {
    const own = simple?.names.schemaOf(name, at);
    const due = shape.names.schemas[at]!;
    if (own === undefined) names.add(name);
    else if (own !== due && !isAnything(due)) {
      groups.push(proofs.claim(own, due, facts.isClosed));
    }
  }
  // Of names that are not declared here, only `additionalProperties` and patterns speak.
  const isOpen = shape.rest === undefined && shape.patterns.length === 0;
  for (const own of isOpen ? [] : shapes) addNames(names, own.names.names, simple && shape);
  for (const name of isOpen ? [] : (facts.sent ?? [])) addNames(names, [name], simple && shape);
  for (const name of names) {
    const due = dueOf(shape, name);
    if (due === undefined) return false;
    for (const each of due) {
      if (isAnything(each)) continue;
      const own = ownOf(facts, name);
      if (own === undefined) return false;
      if (own === "never") continue;
      const isAlone = own.length === 1 && facts.isClosed;
      groups.push(own.map((schema) => proofs.claim(schema, each, isAlone)));
    }
  }
  return isOpen || facts.sent !== undefined || impliesOthers(proofs, facts, shape, groups);
}

/** The one shape of the sender's, where names alone decide what is said of a member. */
function simpleShape(wanted: MemberShape, { shapes }: Facts): MemberShape | undefined {
  const [own] = shapes;
  if (own === undefined || shapes.length > 1) return undefined;
  return own.patterns.length === 0 && wanted.patterns.length === 0 ? own : undefined;
}

/** Adds those that were not looked at already. */
function addNames(names: Set<string>, more: Iterable<string>, done: MemberShape | undefined): void {
  for (const name of more) if (done === undefined || !done.names.has(name)) names.add(name);
}

/** What a shape says of a name; undefined where it cannot be told. */
function dueOf({ names, patterns, rest }: MemberShape, name: string): Schema[] | undefined {
  const due: Schema[] = [];
  const declared = names.get(name);
  if (declared !== undefined) due.push(declared.schema);
  for (const [source, { schema }] of patterns) {
    const matches = compilePattern(source).test(name);
    if (matches === undefined) return undefined;
    if (matches) due.push(schema);
  }
  if (due.length === 0 && rest !== undefined) due.push(rest.schema);
  return due;
}

/** The schemas of which a member that is sent meets each; undefined where there is none. */
function ownOf(facts: Facts, name: string): Schema[] | "never" | undefined {
  const own = facts.shapes.flatMap((shape) => dueOf(shape, name) ?? []);
  if (own.length > 0) return own;
  return facts.sent === undefined || facts.sent.has(name) ? undefined : "never";
}

// Names that neither side mentions, and those that only patterns speak of.
function impliesOthers(
  proofs: Subsumption,
  { shapes, isClosed }: Facts,
  shape: MemberShape,
  groups: Group[],
): boolean {
  const isAlone = isClosed && shapes.length === 1 && shapes[0]!.patterns.length <= 1;
  for (const [source, { schema }] of shape.patterns) {
    if (isAnything(schema)) continue;
    const own = shapes.flatMap(({ patterns, rest }) => {
      const same = patterns.find(([other]) => other === source);
      // What a pattern of its own takes out of `additionalProperties` is not looked for.
      const others = patterns.length === 0 ? rest : undefined;
      const found = same?.[1] ?? others;
      return found === undefined ? [] : [found.schema];
    });
    if (own.length === 0) return false;
    groups.push(own.map((each) => proofs.claim(each, schema, isAlone)));
  }
  const { rest } = shape;
  if (rest === undefined || isAnything(rest.schema)) return true;
  const own = shapes.filter((each) => each.rest !== undefined);
  if (own.length === 0) return false;
  // A name that a pattern takes has that pattern's schema instead.
  const [{ rest: others, patterns }] = own as [MemberShape];
  groups.push(proofs.claim(others!.schema, rest.schema, isAlone));
  for (const [, { schema }] of patterns) groups.push(proofs.claim(schema, rest.schema, isAlone));
  return true;
}
