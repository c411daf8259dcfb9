/**
 * Whether a provider may answer what a pact expects of a body, field by field.
 *
 * DESIGN: a pact is an expectation in a provider state. What `required` asks for and the pact
 * does not mention plays no part; the provider's schema is read closed.
 */

import { sample } from "../schema/sample.ts";
import type { Schema } from "../schema/schema.ts";
import { isValid, validate } from "../schema/validate.ts";
import { formatPointer } from "../source/pointer.ts";
import { judgeLeaf, judgeType } from "./expected-value.ts";
import type { MatchingRules } from "./pact.ts";
import {
  type Expected,
  isError,
  type Path,
  type Problem,
  placeOf,
  unresolved,
  type Walk,
} from "./problem.ts";
import { freesNames, rulesAt } from "./rule-at.ts";
import {
  isRequired,
  itemSchemas,
  keywordOf,
  readProperty,
  type SchemaView,
  viewsOf,
} from "./schema-view.ts";

/** The problems of `value` against `schema`, in the value's order. */
export function judgeBody(schema: Schema, value: unknown, rules: MatchingRules): Problem[] {
  const walk: Walk = { rules, steps: MAX_STEPS };
  return onePerField(judge(walk, [schema], { value, path: [] }));
}

// Alternatives inside alternatives multiply; beyond this the answer is "unknown".
const MAX_STEPS = 20_000;

function judge(walk: Walk, schemas: readonly Schema[], expected: Expected): Problem[] {
  const { value, path } = expected;
  walk.steps -= 1;
  if (walk.steps < 0) return [unresolved(path, schemas[0], "has too many alternatives to check")];
  if (value === null || typeof value !== "object") return judgeLeaf(walk, schemas, expected);
  const views = viewsOf(schemas);
  if (views === undefined)
    return [unresolved(path, schemas[0], "was not checked: its schema was not understood")];
  const wrongType = judgeType(schemas, expected);
  if (wrongType !== undefined) return [wrongType];
  let best: Problem[] | undefined;
  for (const view of views) {
    const problems = Array.isArray(value)
      ? judgeArray(walk, view, { value, path })
      : judgeObject(walk, view, { value: value as Record<string, unknown>, path });
    if (best === undefined || costOf(problems) < costOf(best)) best = problems;
    if (best.length === 0) break;
  }
  return (best ?? []).map((problem) => inWords(problem, views, path));
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
  const areNamesFree = freesNames(rulesAt(walk.rules, "body", path));
  const problems: Problem[] = [];
  for (const [name, child] of Object.entries(value)) {
    const property = readProperty(view, name);
    const at = { value: child, path: [...path, name] };
    if (property.state === "free") continue;
    if (property.state !== "declared") {
      if (!areNamesFree) problems.push(undeclared(at, property));
      continue;
    }
    const own = judge(walk, property.schemas, at);
    for (const problem of own) problems.push(problem);
    const isSure = areNamesFree || own.some(isError);
    const state = isSure ? undefined : stateOf(view, property.schemas, at);
    if (state !== undefined) problems.push(state);
  }
  return problems.some(isError) ? problems : [...problems, ...undecided(view, value, path)];
}

function judgeArray(
  walk: Walk,
  view: SchemaView,
  { value, path }: { value: readonly unknown[]; path: Path },
): Problem[] {
  const problems: Problem[] = [];
  const count = judgeCount(walk, view, { value, path });
  if (count !== undefined) problems.push(count);
  for (const [index, item] of value.entries()) {
    const schemas = itemSchemas(view, index);
    if (schemas.length === 0) continue;
    const own = judge(walk, schemas, { value: item, path: [...path, index] });
    for (const problem of own) problems.push(problem);
  }
  return problems.some(isError) ? problems : [...problems, ...undecided(view, value, path)];
}

// Without a rule the pact asks for as many items as its example has; a rule may say `min`, `max`.
function judgeCount(
  walk: Walk,
  view: SchemaView,
  { value, path }: { value: readonly unknown[]; path: Path },
): Problem | undefined {
  const matchers = rulesAt(walk.rules, "body", path);
  const bound = (keyword: "min" | "max") =>
    matchers.map((matcher) => matcher[keyword]).find((each) => typeof each === "number");
  const isLiteral = matchers.length === 0;
  const least = isLiteral ? value.length : ((bound("min") as number | undefined) ?? 0);
  const most = isLiteral ? value.length : ((bound("max") as number | undefined) ?? Infinity);
  for (const schema of view) {
    const minItems = (keywordOf(schema, "minItems") as number | undefined) ?? 0;
    const maxItems = (keywordOf(schema, "maxItems") as number | undefined) ?? Infinity;
    const keyword = minItems > most ? "minItems" : "maxItems";
    if (minItems > most || maxItems < least) {
      const asked = keyword === "minItems" ? `at least ${minItems}` : `at most ${maxItems}`;
      const message = `has ${value.length} items; the contract sends ${asked}`;
      return { kind: "invalid", path, message, rule: placeOf(schema, keyword), witness: value };
    }
    if (minItems === most && maxItems === least) return undefined;
  }
  const allowed = (keyword: "minItems" | "maxItems") =>
    view.map((schema) => keywordOf(schema, keyword)).filter((each) => typeof each === "number");
  const sendsFewer = Math.max(0, ...(allowed("minItems") as number[])) < least;
  const sendsMore = Math.min(Infinity, ...(allowed("maxItems") as number[])) > most;
  if (!sendsFewer && !sendsMore) return undefined;
  return { kind: "literal", path, message: "the number of items in ", rule: undefined };
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
  view: SchemaView,
  schemas: readonly Schema[],
  { value, path }: Expected,
): Problem | undefined {
  const name = String(path.at(-1));
  const isOptional = !isRequired(view, name);
  const isNullable =
    value !== null && schemas.every((schema) => isValid(schema, null, { direction: "response" }));
  if (!isOptional && !isNullable) return undefined;
  const may = [isOptional && "leave it out", isNullable && "send null"].filter(Boolean);
  return {
    kind: "optional",
    path,
    message: `is expected; the contract lets the provider ${may.join(" or ")}`,
    rule: placeOf(schemas[0]!),
    ...witnessOf(view, name, isOptional),
  };
}

// An object that the contract allows and the pact does not: without the property, or null there.
function witnessOf(view: SchemaView, name: string, isOptional: boolean): { witness?: unknown } {
  const made = sample(view[0]!, { seed: 0, direction: "response", minimal: true });
  if (!made.ok || made.value === null || typeof made.value !== "object") return {};
  const { [name]: _, ...rest } = made.value as Record<string, unknown>;
  const witness = isOptional ? rest : { ...rest, [name]: null };
  const holds = view.every((schema) => isValid(schema, witness, { direction: "response" }));
  return holds ? { witness } : {};
}

const UNDECIDED = [
  "not",
  "if",
  "const",
  "enum",
  "dependentSchemas",
  "propertyNames",
  "contains",
  "uniqueItems",
];

// What these say of a value that is known in part only is not decided here.
function undecided(view: SchemaView, value: unknown, path: Path): Problem[] {
  return view.flatMap((schema) => {
    const keyword = UNDECIDED.find((each) => keywordOf(schema, each) !== undefined);
    if (keyword === undefined) return [];
    const reasons = validate(schema, value, { direction: "response" });
    if (reasons.every((reason) => reason.keyword === "required")) return [];
    return [unresolved(path, schema, `was not checked against \`${keyword}\``, keyword)];
  });
}

// Every item of a list shows the same of a field that is optional or not declared.
function onePerField(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ kind, path }) => {
    if (kind === "invalid" || kind === "literal") return true;
    const field = path.map((token) => (typeof token === "number" ? "*" : token));
    const key = `${kind} ${formatPointer(field)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
