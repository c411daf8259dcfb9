/**
 * Whether one schema's values all fit another because its keywords say at least as much, one by
 * one. What is not seen so may be so all the same: the solver finds out.
 *
 * It keeps large documents cheap: most of what is compared differs in few places.
 */
import type { Schema } from "../schema.ts";
import { ITEMS_WELL_FORMED } from "./affirm-items.ts";
import { MEMBERS_WELL_FORMED } from "./affirm-members.ts";
import { conjunctsOf } from "./conjuncts.ts";
import { type Facts, factsOf } from "./facts.ts";
import { has, isBranches, type Keywords, keyword, listed } from "./parts.ts";
import { pastReferences } from "./past-references.ts";
import {
  type Claim,
  claim,
  createRelation,
  type Group,
  type Groups,
  isProved,
  type Relation,
} from "./proof-graph.ts";
import { sameClaim } from "./same.ts";
import { impliesItems } from "./subsume-items.ts";
import { impliesMembers, type Wanted } from "./subsume-members.ts";
import { impliesScalar, SCALARS_WELL_FORMED } from "./subsume-scalar.ts";

/** Proofs in one direction. */
export class Subsumption {
  private readonly closed: Relation;
  private readonly open: Relation;
  readonly direction: "request" | "response" | undefined;

  constructor(direction: "request" | "response" | undefined) {
    this.direction = direction;
    this.closed = createRelation((left, right) => this.rule(left, right, true));
    this.open = createRelation((left, right) => this.rule(left, right, false));
  }

  /**
   * @param isClosed whether `left` alone says what is sent; where other schemas speak of the same
   * place too, they may declare more
   */
  claim(left: Schema, right: Schema, isClosed: boolean): Claim {
    const relation = isClosed ? this.closed : this.open;
    return claim(relation, pastReferences(left) ?? left, pastReferences(right) ?? right);
  }

  proves(left: Schema, right: Schema, isClosed: boolean): boolean {
    return isProved(this.claim(left, right, isClosed));
  }

  /** How many steps into the values the nearest reason is why it is not proved. */
  rank(left: Schema, right: Schema, isClosed: boolean): number {
    const asked = this.claim(left, right, isClosed);
    return isProved(asked) ? Number.POSITIVE_INFINITY : asked.rank;
  }

  private rule(left: Schema, right: Schema, isClosed: boolean): Groups {
    if (left === right || left.value === false) return [];
    // What it says nobody knows; but the same words say the same.
    if (right.fault !== undefined) return [sameClaim(left, right)];
    if (right.value === true) return [];
    if (right.value === false) return undefined;
    const facts = factsOf(left, isClosed);
    const conjuncts = conjunctsOf(right);
    if (facts === undefined || conjuncts === undefined) return undefined;
    const groups: Group[] = [];
    for (const conjunct of conjuncts) {
      if (typeof conjunct.value === "boolean") {
        if (conjunct.value) continue;
        return undefined;
      }
      if (facts.conjuncts.includes(conjunct)) continue;
      if (!isWellFormed(conjunct)) return [sameClaim(left, right)];
      if (!this.implies(facts, { wanted: conjunct, top: right }, groups))
        return this.byBranches(facts, right);
    }
    return groups;
  }

  // Each branch of the sender's by itself. It is read closed only where nothing holds beside it
  // that might declare more.
  private byBranches(facts: Facts, right: Schema): Groups {
    const choices = facts.conjuncts.flatMap((each) =>
      CHOICES.flatMap((name) => (has(each, name) ? [{ each, name }] : [])),
    );
    for (const { each, name } of choices) {
      const branches = listed(each, name);
      if (branches === undefined || branches.length === 0) continue;
      if (branches.length > MAX_BRANCHES) continue;
      const isAlone = choices.length === 1 && facts.shapes.length === 0 && name === "oneOf";
      return branches.map((branch) => [this.claim(branch, right, facts.isClosed && isAlone)]);
    }
    return undefined;
  }

  private implies(facts: Facts, { wanted, top }: Wanted, groups: Group[]): boolean {
    const value = wanted.value as Keywords;
    if (!impliesScalar(facts, value)) return false;
    if (facts.types.has("object") && !impliesMembers(this, facts, { wanted, top }, groups)) {
      return false;
    }
    if (facts.types.has("array") && !impliesItems(this, facts, wanted, groups)) return false;
    return this.impliesBranches(facts, wanted, groups);
  }

  private impliesBranches(facts: Facts, wanted: Schema, groups: Group[]): boolean {
    const any = listed(wanted, "anyOf");
    const { conjuncts, isClosed } = facts;
    if (any !== undefined) {
      const same = this.sameKeywords(conjuncts, wanted, ["anyOf"]);
      if (same !== undefined) groups.push(...same);
      else groups.push(any.map((branch) => this.claim(facts.schema, branch, isClosed)));
    }
    for (const names of WHOLE) {
      if (!names.some((name) => has(wanted, name))) continue;
      const same = this.sameKeywords(conjuncts, wanted, names);
      if (same === undefined) return false;
      groups.push(...same);
    }
    return true;
  }

  /** What it takes for some conjunct to say the same with these keywords, where one may. */
  sameKeywords(
    conjuncts: readonly Schema[],
    wanted: Schema,
    names: readonly string[],
  ): Group[] | undefined {
    const owner = conjuncts.find(
      (each) =>
        typeof each.value === "object" &&
        names.every((name) => has(each, name) === has(wanted, name)),
    );
    if (owner === undefined) return undefined;
    const groups: Group[] = [];
    for (const name of names) {
      if (!has(wanted, name)) continue;
      const left = listed(owner, name);
      const right = listed(wanted, name);
      if (left !== undefined && right !== undefined) {
        if (left.length !== right.length) return undefined;
        for (const [index, branch] of left.entries()) {
          groups.push([sameClaim(branch, right[index]!)]);
        }
      } else {
        groups.push(sameClaim(only(owner, name), only(wanted, name)));
      }
    }
    return groups;
  }
}

function isWellFormed(schema: Schema): boolean {
  const value = schema.value as Keywords;
  return WELL_FORMED.every(([name, fits]) => !Object.hasOwn(value, name) || fits(value[name]));
}

const WELL_FORMED = [
  ...["allOf", "anyOf", "oneOf"].map((name) => [name, isBranches] as const),
  ...SCALARS_WELL_FORMED,
  ...MEMBERS_WELL_FORMED,
  ...ITEMS_WELL_FORMED,
];

/** Keywords that are only seen to be implied where they are said in the same words. */
const WHOLE = [["oneOf"], ["not"], ["if", "then", "else"]];

const CHOICES = ["anyOf", "oneOf", "if", "dependentSchemas", "dependencies"];

/** More branches are left to the solver. */
const MAX_BRANCHES = 100;

const singles = new WeakMap<Schema, Map<string, Schema>>();

/** A schema that has nothing but one keyword of another. */
function only(schema: Schema, name: string): Schema {
  let known = singles.get(schema);
  if (known === undefined) {
    known = new Map();
    singles.set(schema, known);
  }
  let single = known.get(name);
  if (single === undefined) {
    single = { ...schema, value: { [name]: keyword(schema.value as Keywords, name) } };
    known.set(name, single);
  }
  return single;
}
