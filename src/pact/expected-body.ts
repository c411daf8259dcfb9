/**
 * Whether a provider may answer what a pact expects of a body, field by field.
 *
 * DESIGN, decision 3: a pact is an expectation in a provider state. What `required` asks for and
 * the pact does not mention plays no part; the provider's schema is read closed.
 */

import type { Asked } from "../compat/second-opinion.ts";
import { sample } from "../schema/sample.ts";
import type { Schema } from "../schema/schema.ts";
import { isValid } from "../schema/validate.ts";
import { formatPointer } from "../source/pointer.ts";
import { judgeItems } from "./expected-items.ts";
import { judgeKeys, otherMembers } from "./expected-members.ts";
import { judgeExample } from "./expected-rules.ts";
import { judgeLeaf, judgeOtherTypes, judgeType } from "./expected-value.ts";
import { judgeWhole } from "./expected-whole.ts";
import { ruleName } from "./match/match-text.ts";
import { withItemRules } from "./matcher-set/body-set.ts";
import {
  askedOf,
  type Expected,
  isError,
  isImpossible,
  type Judging,
  type Path,
  type Problem,
  placeOf,
  rulePath,
  rulesOf,
  unresolved,
  type Walk,
} from "./problem.ts";
import { freesNames } from "./rule-at.ts";
import { isRequired, readProperty, type SchemaView, viewsOf } from "./schema-view.ts";

/** The problems of `value` against `schema`, in the value's order. */
export function judgeBody(judging: Judging, schema: Schema, value: unknown): Problem[] {
  const walk: Walk = { ...judging, base: 0, budget: { left: MAX_STEPS } };
  return onePerField(judge(walk, [schema], { value, path: [] }));
}

// Alternatives inside alternatives multiply; beyond this the answer is "unknown".
const MAX_STEPS = 20_000;

export function judge(walk: Walk, schemas: readonly Schema[], expected: Expected): Problem[] {
  const { value, path } = expected;
  walk.budget.left -= 1;
  if (walk.budget.left < 0) {
    return [unresolved(path, schemas[0], "has too many alternatives to check")];
  }
  if (value === null || typeof value !== "object") return judgeLeaf(walk, schemas, expected);
  const views = walk.sets.once(schemas, "views", () => viewsOf(schemas));
  if (views === undefined)
    return [unresolved(path, schemas[0], "was not checked: its schema was not understood")];
  const wrongType = judgeType(walk, schemas, expected);
  if (wrongType !== undefined) return [wrongType];
  let best: Problem[] | undefined;
  // An alternative for values of another type is none for this one.
  const type = Array.isArray(value) ? "array" : "object";
  const ofType = walk.sets.once(schemas, `views of ${type}`, () => {
    const fitting = views.filter((view) => view.every((each) => walk.sets.typesOf(each).has(type)));
    return fitting.length > 0 ? fitting : views;
  });
  for (const view of ofType) {
    const problems = judgeView(walk, view, expected);
    if (best === undefined || costOf(problems) < costOf(best)) best = problems;
    if (best.length === 0) break;
  }
  const problems = (best ?? []).map((problem) => inWords(problem, views, path));
  return [...problems, ...judgeOtherTypes(walk, schemas, expected)];
}

function judgeView(walk: Walk, view: SchemaView, { value, path }: Expected): Problem[] {
  const problems = Array.isArray(value)
    ? judgeItems(walk, view, { value, path }, judge)
    : judgeObject(walk, view, { value: value as Record<string, unknown>, path });
  return problems.some(isImpossible)
    ? problems
    : [...problems, ...judgeWhole(walk, view, { value, path }, problems)];
}

// What one alternative declares and another does not is not missing from the contract.
function inWords(problem: Problem, views: readonly SchemaView[], path: Path): Problem {
  if (problem.kind !== "undeclared" || problem.path.length !== path.length + 1) return problem;
  const name = String(problem.path.at(-1));
  if (!views.some((view) => readProperty(view, name).state === "declared")) return problem;
  const message = "is expected; no alternative of the contract has it beside the other fields";
  return { ...problem, message };
}

// The alternative that the consumer most likely means is the one that comes closest.
function costOf(problems: readonly Problem[]): number {
  return problems.reduce((cost, problem) => cost + (isError(problem) ? 1000 : 1), 0);
}

function judgeObject(
  walk: Walk,
  view: SchemaView,
  { value, path }: { value: Record<string, unknown>; path: Path },
): Problem[] {
  const found = rulesOf(walk, path);
  const own = found?.isCascaded === false ? found.list.matchers : [];
  const areNamesFree = freesNames(own);
  const each = own.find((rule) => ruleName(rule) === "eachvalue");
  const inner = each === undefined ? walk : withItemRules(walk, rulePath(walk, path), each);
  const areAlike = own.some((rule) => /^(values|eachvalue)$/.test(ruleName(rule)));
  const all = areAlike ? { ...value, ...otherMembers(view, value) } : value;
  const problems: Problem[] = own
    .filter((rule) => ruleName(rule) === "eachkey")
    .flatMap((rule) => judgeKeys(walk, view, path, rule));
  for (const [name, child] of Object.entries(all)) {
    const property = readProperty(view, name);
    const at = { value: child, path: [...path, name] };
    if (property.state === "free") continue;
    if (property.state !== "declared") {
      if (!areNamesFree) problems.push(undeclared(at, property));
      continue;
    }
    const isExpected = Object.hasOwn(value, name);
    const inside = judge(inner, property.schemas, at);
    // What the pact shows no example of may be left out: it is refused where it is sent.
    for (const problem of inside) problems.push(isExpected ? problem : asExclusion(problem));
    const isSure = areNamesFree || inside.some(isImpossible);
    const state = isSure ? undefined : stateOf(walk, { view, object: value }, property.schemas, at);
    if (state !== undefined) problems.push(state);
  }
  return problems;
}

function asExclusion(problem: Problem): Problem {
  return isImpossible(problem) ? { ...problem, kind: "excluded" } : problem;
}

function undeclared(
  { value, path }: Expected,
  { state, by }: { state: "undeclared" | "write-only"; by: Schema | undefined },
): Problem {
  const message =
    state === "write-only"
      ? "is expected; the contract declares it for requests only (writeOnly)"
      : "is expected; the contract does not declare it";
  const rule = by && placeOf(by);
  return { kind: "undeclared", path, message, rule, witness: value };
}

function stateOf(
  walk: Walk,
  { view, object }: { view: SchemaView; object: object },
  schemas: readonly Schema[],
  { value, path }: Expected,
): Problem | undefined {
  const name = String(path.at(-1));
  const isOptional = !isRequired(view, name);
  const isNullable =
    value !== null && takesNull(walk, schemas) && !rulesTakeNull(walk, { value, path });
  if (!isOptional && !isNullable) return undefined;
  const may = [isOptional && "leave it out", isNullable && "send null"].filter(Boolean);
  return {
    kind: "optional",
    path,
    message: `is expected; the contract lets the provider ${may.join(" or ")}`,
    rule: placeOf(schemas[0]!),
    ...walk.sets.once(view, `without ${isOptional ? "" : "null "}${name}`, () =>
      witnessOf(walk, view, { object, name, isOptional }),
    ),
  };
}

// Where the contract says nothing of a type, that is told of the value.
const ALL_TYPES = 7;

function takesNull(walk: Walk, schemas: readonly Schema[]): boolean {
  const types = walk.sets.typesOf(walk.sets.whole(schemas));
  if (!types.has("null") || types.size === ALL_TYPES) return false;
  return walk.sets.once(schemas, "null", () =>
    schemas.every((schema) => isValid(schema, null, { direction: "response" })),
  );
}

function rulesTakeNull(walk: Walk, { value, path }: Expected): boolean {
  const found = rulesOf(walk, path);
  if (found === undefined || (typeof value === "object" && value !== null)) return false;
  return judgeExample(found.list, found.isCascaded, value, null).length === 0;
}

// An object that the contract allows and the pact does not: without the property, or null there.
// The consumer's own example, changed there, is the nearest, where it is a whole answer.
function witnessOf(
  walk: Walk,
  view: SchemaView,
  changed: { object: object; name: string; isOptional: boolean },
): { witness?: unknown; asked?: readonly Asked[] } {
  const near = changedIn(changed.object, changed);
  if (areDeclared(view, near) && isSent(view, near))
    return { witness: near, asked: askedOf(view, near) };
  const made = walk.sets.once([view[0]!], "sample", () =>
    sample(view[0]!, { seed: 0, direction: "response", minimal: true }),
  );
  if (!made.ok || made.value === null || typeof made.value !== "object") return {};
  const witness = changedIn(made.value, changed);
  return isSent(view, witness) ? { witness, asked: askedOf(view, witness) } : {};
}

function changedIn(
  object: object,
  { name, isOptional }: { name: string; isOptional: boolean },
): object {
  const { [name]: _, ...rest } = object as Record<string, unknown>;
  return isOptional ? rest : { ...rest, [name]: null };
}

function areDeclared(view: SchemaView, value: object): boolean {
  return Object.keys(value).every((name) => {
    const { state } = readProperty(view, name);
    return state === "declared" || state === "free";
  });
}

function isSent(view: SchemaView, value: unknown): boolean {
  return view.every((schema) => isValid(schema, value, { direction: "response" }));
}

// Every item of a list shows the same of a field that is optional or not declared.
function onePerField(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ kind, path, message }) => {
    if (kind === "invalid") return true;
    const field = path.map((token) => (typeof token === "number" ? "*" : token));
    const at = kind === "literal" ? path : field;
    const key = `${kind} ${formatPointer(at)} ${kind === "literal" ? message : ""}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
