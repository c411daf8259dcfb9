/**
 * What it takes for a value to fit a schema: its keywords as conditions, its branches as choices.
 *
 * 2020-12 core #applicators, validation. Each schema is taken apart once for a value.
 */
import { applying } from "../declared-properties.ts";
import { usesValidation } from "../evaluate/vocabulary.ts";
import type { Resource } from "../place.ts";
import { dynamicReference, isResolved, reference, type Schema } from "../schema.ts";
import { affirmItems, recordItems } from "./affirm-items.ts";
import { affirmMembers, recordMembers } from "./affirm-members.ts";
import { affirmNumber, affirmText } from "./affirm-scalar.ts";
import type { Kind } from "./cells.ts";
import type { Context } from "./context.ts";
import { type Literal, literal } from "./goal.ts";
import { failing, has, holding, isBranches, type Keywords, listed } from "./parts.ts";
import type { OpenLiteral, State, Way } from "./state.ts";
import { acceptsKind, kindOf } from "./types.ts";

export interface Affirmed {
  schema: Schema;
  isClosed: boolean;
  /** Who asks what is evaluated here. */
  scopes: readonly number[];
}

/** Adds to `state` what it takes to fit. */
export function affirm(
  state: State,
  { literal: wanted, scopes }: OpenLiteral,
  context: Context,
): void {
  const { schema, isClosed } = wanted;
  const { value, fault } = schema;
  const key = scopes.length === 0 ? `${wanted.id}` : `${wanted.id} ${scopes.join(" ")}`;
  if (state.seen.has(key)) return;
  state.seen.add(key);
  state.affirmed.add(schema);
  if (state.pending.some((refused) => refused.schema === schema)) {
    state.isDead = true;
    return;
  }
  if (typeof value === "boolean") {
    if (fault !== undefined) state.doubt(schema, "", fault);
    else if (!value) state.isDead = true;
    return;
  }
  if (!isValidated(schema)) {
    state.doubt(schema, "$schema", "leaves validation out");
    return;
  }
  affirmValue(state, schema);
  if (state.isDead) return;
  const own = { schema, isClosed, scopes: ownScopes(state, schema, { isClosed, scopes }) };
  switch (state.kind) {
    case "number":
      affirmNumber(state, schema);
      break;
    case "string":
      affirmText(state, schema);
      break;
    case "array":
      affirmItems(state, own);
      break;
    case "object":
      affirmMembers(state, own, context);
      break;
    default:
  }
  affirmReferences(state, own);
  affirmBranches(state, own);
}

const validated = new WeakMap<Resource, boolean>();

function isValidated(schema: Schema): boolean {
  const { resource } = schema.links;
  let known = validated.get(resource);
  if (known === undefined) {
    known = usesValidation(schema);
    validated.set(resource, known);
  }
  return known;
}

// 2020-12 validation #general.
function affirmValue(state: State, schema: Schema): void {
  const value = schema.value as Keywords;
  if (Object.hasOwn(value, "type")) {
    const accepts = acceptsKind(value.type, state.kind);
    if (accepts === undefined) state.doubt(schema, "type", "names no type");
    else if (accepts === "integers") state.number.multiples.push(1);
    else if (!accepts) state.isDead = true;
  }
  if (Object.hasOwn(value, "format") && typeof value.format !== "string") {
    state.doubt(schema, "format", "is no name");
  }
  if (Object.hasOwn(value, "const")) restrict(state, [value.const]);
  if (!Object.hasOwn(value, "enum")) return;
  if (Array.isArray(value.enum)) restrict(state, value.enum);
  else state.doubt(schema, "enum", "is no list");
}

// What the values have in common is seen when each is looked at.
function restrict(state: State, values: readonly unknown[]): void {
  const ofKind = values.filter((value) => kindOf(value) === state.kind);
  if (state.only === undefined || ofKind.length < state.only.length) state.only = ofKind;
}

// 2020-12 core #unevaluatedproperties, #unevaluateditems.
function ownScopes(
  state: State,
  schema: Schema,
  { isClosed, scopes }: Omit<Affirmed, "schema">,
): readonly number[] {
  const of = state.kind === "object" ? "members" : "items";
  const name = of === "members" ? "unevaluatedProperties" : "unevaluatedItems";
  if ((state.kind !== "object" && state.kind !== "array") || !has(schema, name)) return scopes;
  const scope = state.newScope();
  state.rests.push({ scope, of, wanted: holding(schema, isClosed, name) });
  for (const outer of scopes) {
    if (of === "members") state.scopes[outer]!.hasAllNames = true;
    else state.scopes[outer]!.hasAllItems = true;
  }
  return [...scopes, scope];
}

// 2020-12 core #references.
function affirmReferences(state: State, { schema, isClosed, scopes }: Affirmed): void {
  const target = reference(schema);
  if (isResolved(target)) state.add(literal(target, true, isClosed), scopes);
  else if (target !== undefined) state.doubt(schema, "$ref", target.reason);
  if (dynamicReference(schema) !== undefined) {
    state.doubt(schema, "$dynamicRef", "depends on the way there");
  }
}

// 2020-12 core #in-place.
function affirmBranches(state: State, part: Affirmed): void {
  const { schema, isClosed, scopes } = part;
  const value = schema.value as Keywords;
  for (const branch of listed(schema, "allOf") ?? []) {
    state.add(literal(branch, true, isClosed), scopes);
  }
  const any = listed(schema, "anyOf")?.map((branch) => literal(branch, true, isClosed));
  if (any !== undefined && any.length > 0) affirmAny(state, any, scopes);
  const one = listed(schema, "oneOf");
  if (one !== undefined && one.length > 0) {
    state.choose(
      one.map(
        (chosen): Way =>
          (next) => {
            next.add(literal(chosen, true, isClosed), scopes);
            for (const other of one) if (other !== chosen) next.add(literal(other, false, false));
          },
      ),
    );
  }
  for (const name of ["allOf", "anyOf", "oneOf"]) {
    if (has(schema, name) && !isBranches(value[name])) {
      state.doubt(schema, name, "is no list of schemas");
    }
  }
  if (has(schema, "not")) state.add(failing(schema, "not"));
  if (!has(schema, "if") || !(has(schema, "then") || has(schema, "else") || scopes.length > 0)) {
    return;
  }
  state.choose([
    (next) => {
      next.add(holding(schema, isClosed, "if"), scopes);
      if (has(schema, "then")) next.add(holding(schema, isClosed, "then"), scopes);
    },
    (next) => {
      next.add(failing(schema, "if"));
      if (has(schema, "else")) next.add(holding(schema, isClosed, "else"), scopes);
    },
  ]);
}

// Static: whether anything in a branch may say that a member or an item is evaluated.
function evaluates(branch: Schema, kind: Kind): boolean {
  const names = kind === "object" ? MEMBER_KEYWORDS : ITEM_KEYWORDS;
  return applying(branch).some(({ value }) =>
    names.some((name) => typeof value === "object" && Object.hasOwn(value, name)),
  );
}

const MEMBER_KEYWORDS = [
  "properties",
  "patternProperties",
  "additionalProperties",
  "unevaluatedProperties",
  "dependentSchemas",
  "if",
];
const ITEM_KEYWORDS = ["prefixItems", "items", "contains", "unevaluatedItems", "if"];

/** Of more branches that evaluate something it is not asked which of them hold together. */
const MOST_SPLIT = 5;

// Where somebody asks what is evaluated it matters whether other branches hold too.
function affirmAny(state: State, branches: readonly Literal[], scopes: readonly number[]): void {
  if (scopes.length === 0 || !branches.some(({ schema }) => evaluates(schema, state.kind))) {
    state.choose(
      branches.map(
        (branch): Way =>
          (next) =>
            next.add(branch),
      ),
    );
    return;
  }
  const isSplit = branches.length <= MOST_SPLIT;
  if (!isSplit) widen(state, branches, scopes);
  state.choose(
    branches.map(
      (first, index): Way =>
        (next) => {
          next.add(first, scopes);
          for (const before of branches.slice(0, index))
            next.add(literal(before.schema, false, false));
          for (const after of isSplit ? branches.slice(index + 1) : []) {
            next.choose([
              (fails) => fails.add(literal(after.schema, false, false)),
              (holds) => holds.add(after, scopes),
            ]);
          }
        },
    ),
  );
}

// It is not asked which branches hold together: what any of them declares counts as evaluated, and
// what is found is held to all of the goal.
function widen(state: State, branches: readonly Literal[], scopes: readonly number[]): void {
  const { schema } = branches[0]!;
  const reason = "is one of too many branches that may hold together";
  state.doubt(schema, "", reason);
  for (const index of scopes) {
    if (state.scopes[index]!.isExact) state.narrow(schema, "", reason);
    for (const branch of branches) {
      for (const each of applying(branch.schema)) recordEvaluated(state, index, each);
    }
  }
}

function recordEvaluated(state: State, index: number, schema: Schema): void {
  if (state.kind === "object") {
    recordMembers(state, index, schema);
    if (has(schema, "unevaluatedProperties")) state.scopes[index]!.hasAllNames = true;
  } else {
    recordItems(state, index, schema);
    if (has(schema, "unevaluatedItems")) state.scopes[index]!.hasAllItems = true;
  }
}
