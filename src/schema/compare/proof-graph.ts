/**
 * Claims about pairs of schemas that hold because others hold, recursion included: the greatest
 * fixed point of their rules (Amadio and Cardelli, "Subtyping Recursive Types", 1993).
 *
 * Each claim is worked out once. Those that fail do so by themselves or because of others; how far
 * away the reason is, is known too.
 */
import type { Schema } from "../schema.ts";

/** A claim, or several of which any one will do. */
export type Group = Claim | readonly Claim[];

/** All of the groups are needed. Undefined: the claim fails by itself. */
export type Groups = readonly Group[] | undefined;

/** A relation of schemas: says what a claim needs. */
export interface Relation {
  readonly claims: WeakMap<Schema, Map<Schema, Claim>>;
  rule(left: Schema, right: Schema): Groups;
}

export interface Claim {
  readonly relation: Relation;
  readonly left: Schema;
  readonly right: Schema;
  /** Undefined until all that it leads to is worked out. */
  holds: boolean | undefined;
  /** Of a claim that fails: how many claims away a reason is, about. */
  rank: number;
  groups: Groups;
  /** Claims that need this one, and beside each the index of the group. */
  readonly users: Claim[];
  readonly usedIn: number[];
  /** By group: how many of it may still hold. */
  open: number[];
}

export function createRelation(rule: Relation["rule"]): Relation {
  return { claims: new WeakMap(), rule };
}

/** One object for each pair. */
export function claim(relation: Relation, left: Schema, right: Schema): Claim {
  let ofLeft = relation.claims.get(left);
  if (ofLeft === undefined) {
    ofLeft = new Map();
    relation.claims.set(left, ofLeft);
  }
  let found = ofLeft.get(right);
  if (found === undefined) {
    found = {
      relation,
      left,
      right,
      holds: undefined,
      rank: Number.POSITIVE_INFINITY,
      groups: undefined,
      users: [],
      usedIn: [],
      open: [],
    };
    ofLeft.set(right, found);
  }
  return found;
}

/** Claims are not worked out together in larger numbers; then none of them counts as proved. */
const MAX_CLAIMS = 200_000;

/** Whether the claim holds. */
export function isProved(start: Claim): boolean {
  if (start.holds === undefined) settle(start);
  return start.holds === true;
}

function settle(start: Claim): void {
  const fresh = reach(start);
  let failed = fresh.filter(({ groups }) => groups === undefined);
  for (const each of failed) each.holds = false;
  while (failed.length > 0) {
    const next: Claim[] = [];
    for (const { users, usedIn, rank } of failed) {
      for (const [index, user] of users.entries()) {
        if (user.holds === false) continue;
        const group = usedIn[index]!;
        user.open[group]! -= 1;
        if (user.open[group]! > 0) continue;
        user.holds = false;
        user.rank = rank + 1;
        next.push(user);
      }
    }
    failed = next;
  }
  for (const each of fresh) each.holds ??= true;
}

// All that is not settled yet and that the claim leads to.
function reach(start: Claim): Claim[] {
  const fresh = new Set([start]);
  for (const each of fresh) {
    each.rank = 0;
    each.groups = fresh.size > MAX_CLAIMS ? undefined : each.relation.rule(each.left, each.right);
    for (let index = 0; index < (each.groups?.length ?? 0); index += 1) {
      const group = each.groups![index]!;
      const open = isSeveral(group)
        ? needAny(each, index, group, fresh)
        : need(each, index, group, fresh);
      each.open[index] = open;
      if (open > 0) continue;
      // What it needs has failed before.
      each.rank = 1 + rankOf(group);
      each.groups = undefined;
      break;
    }
  }
  return [...fresh];
}

function isSeveral(group: Group): group is readonly Claim[] {
  return Array.isArray(group);
}

function rankOf(group: Group): number {
  return isSeveral(group) ? Math.min(...group.map(({ rank }) => rank)) : group.rank;
}

function needAny(user: Claim, index: number, group: readonly Claim[], fresh: Set<Claim>): number {
  let open = 0;
  for (const needed of group) open += need(user, index, needed, fresh);
  return open;
}

/** 1 where the claim may hold, 0 where it is known to fail. */
function need(user: Claim, index: number, needed: Claim, fresh: Set<Claim>): number {
  if (needed.holds === false) return 0;
  if (needed.holds === true) return 1;
  needed.users.push(user);
  needed.usedIn.push(index);
  fresh.add(needed);
  return 1;
}
