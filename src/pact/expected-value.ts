/**
 * Whether a provider may answer a value that is no object or list, and whether an object or a
 * list may stand where the pact has one.
 *
 * Pact V4 #matching-rules; without a rule the value is meant literally.
 */
import type { Schema } from "../schema/schema.ts";
import type { Violation } from "../schema/validate.ts";
import { judgeExample, judgeExclusion, maySatisfy, nameOfRules } from "./expected-rules.ts";
import { ruleName } from "./match/match-text.ts";
import type { Matcher } from "./pact.ts";
import {
  askedOf,
  type Expected,
  type Problem,
  placeOf,
  rulesOf,
  violationsOf,
  type Walk,
} from "./problem.ts";
import type { FoundRules } from "./rule-at.ts";
import { keywordOf, viewsOf } from "./schema-view.ts";

export function judgeLeaf(walk: Walk, schemas: readonly Schema[], expected: Expected): Problem[] {
  const violations = schemas.flatMap((schema) => violationsOf(walk, schema, expected.value));
  const found = rulesOf(walk, expected.path);
  if (found === undefined || isLiteral(found))
    return judgeLiteral(walk, schemas, expected, violations);
  if (violations.length === 0 && isOfPlainType(found) && expected.value !== null) {
    // One value of a type is as good as another: most fields are such, and are asked about once.
    const kind = `excluded from ${walk.direction} ${kindOfLeaf(expected.value)} ${found.isCascaded}`;
    const isNothing = walk.sets.once(
      schemas,
      kind,
      () => judgeExclusion(walk, schemas, found, expected).length === 0,
    );
    if (isNothing) return [];
  }
  const problems = judgeRules(walk, schemas, found, { expected, violations });
  if (problems.some(({ kind }) => kind === "invalid")) return problems;
  return [...problems, ...judgeExclusion(walk, schemas, found, expected)];
}

function isOfPlainType({ list }: FoundRules): boolean {
  return list.matchers.every(isPlainType);
}

function isPlainType(matcher: Matcher): boolean {
  return matcher.match === "type" && matcher.min === undefined && matcher.max === undefined;
}

// Of numbers the rule may ask how they are written.
function kindOfLeaf(value: unknown): string {
  return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}

function isLiteral({ list }: FoundRules): boolean {
  return list.matchers.every((matcher) => ruleName(matcher) === "equality");
}

function judgeLiteral(
  walk: Walk,
  schemas: readonly Schema[],
  expected: Expected,
  violations: readonly Violation[],
): Problem[] {
  if (violations.length > 0) {
    return violations.map((violation) => broken(violation, expected, schemas));
  }
  if (haveOneValue(walk, schemas)) return [];
  return [{ kind: "literal", path: expected.path, message: "", rule: undefined }];
}

// The example shows that the rules can be met, unless it is wrong itself.
function judgeRules(
  walk: Walk,
  schemas: readonly Schema[],
  found: FoundRules,
  { expected, violations }: { expected: Expected; violations: readonly Violation[] },
): Problem[] {
  const { value, path } = expected;
  const { list, isCascaded } = found;
  const fitsRules = judgeExample(list, isCascaded, value, value).length === 0;
  if (violations.length === 0 && fitsRules) return [];
  const isPossible = maySatisfy(walk, schemas, found, expected);
  const rule = placeOf(schemas[0]!);
  if (isPossible === false && violations.length === 0) {
    const message = `can never satisfy its rule ${nameOfRules(list)}: the contract allows nothing that does`;
    const asked = askedOf(schemas, value);
    return [{ kind: "invalid", path, message, rule, witness: value, asked }];
  }
  const told = violations.map((violation): Problem => {
    const problem = broken(violation, expected, schemas);
    return problem.kind === "invalid" && isPossible === true
      ? { ...problem, kind: "example" }
      : problem;
  });
  if (typeof isPossible === "boolean") return told;
  const reason = `was not compared with the rule ${nameOfRules(list)}: it ${isPossible.reason}`;
  const examples = told.map(
    (problem): Problem => (problem.kind === "invalid" ? { ...problem, kind: "example" } : problem),
  );
  return [...examples, { kind: "undecided", path, message: reason, rule }];
}

/** What is wrong with an object, or a list, standing where the pact has one. */
export function judgeType(
  walk: Walk,
  schemas: readonly Schema[],
  expected: Expected,
): Problem | undefined {
  const { value } = expected;
  const type = Array.isArray(value) ? "array" : "object";
  const refusing = schemas.find((schema) => !walk.sets.typesOf(schema).has(type));
  if (refusing === undefined) return undefined;
  const [violation] = violationsOf(walk, refusing, value);
  return violation && { ...broken(violation, expected, [refusing]), kind: "invalid" };
}

/** What the provider may send where the pact has an object or a list. */
export function judgeOtherTypes(
  walk: Walk,
  schemas: readonly Schema[],
  { value, path }: Expected,
): Problem[] {
  const type = Array.isArray(value) ? "array" : "object";
  const others = walk.sets.typesOf(walk.sets.whole(schemas));
  if (others.size === ALL_TYPES) {
    // Contracts say `properties` and mean an object: a type that is not stated is none.
    const isMeant = walk.sets.once(
      schemas,
      "is meant",
      () => viewsOf(schemas)?.some((view) => view.some(hasMembers)) ?? true,
    );
    return isMeant ? [] : [{ kind: "literal", path, message: "", rule: undefined }];
  }
  if (![...others].some((each) => each !== type && each !== "null")) return [];
  const sides = [walk.sets.withoutNull(schemas), walk.sets.schemaOf({ type })] as const;
  const verdict = walk.sets.compare(walk.direction, ...sides);
  if (verdict.kind !== "incompatible") return [];
  const { witness } = verdict;
  const asked = askedOf(sides, witness);
  const found = rulesOf(walk, path);
  const isTyped = found?.list.matchers.some((rule) => /^(type|min|max)$/.test(ruleName(rule)));
  if (isTyped !== true) {
    return [{ kind: "literal", path, message: "", rule: undefined, witness, asked }];
  }
  const message = `may be ${JSON.stringify(witness)}; the rule ${nameOfRules(found!.list)} refuses that`;
  return [{ kind: "excluded", path, message, rule: placeOf(schemas[0]!), witness, asked }];
}

const ALL_TYPES = 7;

function hasMembers(schema: Schema): boolean {
  return MEMBERS.some((keyword) => keywordOf(schema, keyword) !== undefined);
}

const MEMBERS = [
  "properties",
  "patternProperties",
  "additionalProperties",
  "unevaluatedProperties",
  "required",
  "items",
  "prefixItems",
];

function broken(
  { message, schema, kind }: Violation,
  { value, path }: Expected,
  schemas: readonly Schema[],
): Problem {
  return {
    kind: kind === "unresolved" ? "unresolved" : "invalid",
    path,
    message,
    rule: schema,
    witness: value,
    asked: askedOf(schemas, value),
  };
}

function haveOneValue({ sets }: Walk, schemas: readonly Schema[]): boolean {
  return sets.once(
    schemas,
    "is one value",
    () => viewsOf(schemas)?.every((view) => view.some(isFixed)) ?? false,
  );
}

function isFixed(schema: Schema): boolean {
  if (keywordOf(schema, "const") !== undefined) return true;
  const values = keywordOf(schema, "enum");
  return Array.isArray(values) && values.length === 1;
}
