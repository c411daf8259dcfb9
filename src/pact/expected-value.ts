/**
 * Whether a provider may answer a value that is no object or list, and whether an object or a
 * list may stand where the pact has one.
 *
 * Pact V4 #matching-rules: a rule about types lets every value of the type through, so only the
 * type of the example counts; without a rule the value is meant literally.
 */
import { type InstanceType, instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { type Violation, validate } from "../schema/validate.ts";
import type { Matcher } from "./pact.ts";
import type { Expected, Problem, Walk } from "./problem.ts";
import { rulesAt } from "./rule-at.ts";
import { keywordOf, viewsOf } from "./schema-view.ts";

export function judgeLeaf(
  walk: Walk,
  schemas: readonly Schema[],
  { value, path }: Expected,
): Problem[] {
  const violations = schemas.flatMap((schema) =>
    validate(schema, value, { direction: "response" }),
  );
  const matchers = rulesAt(walk.rules, "body", path).filter(({ match }) => match !== "equality");
  if (violations.length === 0) {
    const isSure = matchers.length > 0 || haveOneValue(schemas);
    return isSure ? [] : [{ kind: "literal", path, message: "", rule: undefined }];
  }
  const isPossible = matchers.length > 0 && maySend(schemas, wantedTypes(matchers, value));
  return violations.map((violation) => ({
    kind: violation.kind === "unresolved" ? "unresolved" : isPossible ? "example" : "invalid",
    ...told(violation, { value, path }),
  }));
}

/** That no object, or no list, may stand where the pact has one. */
export function judgeType(
  schemas: readonly Schema[],
  { value, path }: Expected,
): Problem | undefined {
  const type = Array.isArray(value) ? "array" : "object";
  const refusing = schemas.find((schema) => !instanceTypes(schema).has(type));
  if (refusing === undefined) return undefined;
  const [violation] = validate(refusing, value, { direction: "response" });
  if (violation === undefined) return undefined;
  return { kind: "invalid", ...told(violation, { value, path }) };
}

function told({ message, schema }: Violation, { value, path }: Expected): Omit<Problem, "kind"> {
  return { path, message, rule: schema, witness: value };
}

function maySend(schemas: readonly Schema[], wanted: readonly InstanceType[]): boolean {
  return wanted.some((type) => schemas.every((schema) => instanceTypes(schema).has(type)));
}

// A rule about text, such as `regex`, applies to numbers as well: to how they are written.
function wantedTypes(matchers: readonly Matcher[], example: unknown): InstanceType[] {
  const match = matchers[0]!.match;
  if (match === "integer") return ["integer"];
  if (match === "number" || match === "decimal") return ["integer", "number"];
  if (match === "boolean") return ["boolean"];
  if (match === "null" || example === null) return ["null"];
  if (typeof example === "number") return ["integer", "number"];
  return [typeof example as InstanceType];
}

function haveOneValue(schemas: readonly Schema[]): boolean {
  return viewsOf(schemas)?.every((view) => view.some(isFixed)) ?? false;
}

function isFixed(schema: Schema): boolean {
  if (keywordOf(schema, "const") !== undefined) return true;
  const values = keywordOf(schema, "enum");
  return Array.isArray(values) && values.length === 1;
}
