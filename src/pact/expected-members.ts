/**
 * The names that a provider may send where a pact leaves names free.
 *
 * Pact V3 #matching-rules (`values`), V4 (`eachKey`, `eachValue`).
 */
import type { Schema } from "../schema/schema.ts";
import { subschema } from "../schema/schema.ts";
import { shown } from "../schema/shown.ts";
import { nameOfRules } from "./expected-rules.ts";
import { innerRules } from "./match/inner-rules.ts";
import { type RawSchema, valueSetOf } from "./matcher-set/value-set.ts";
import type { Matcher } from "./pact.ts";
import { askedOf, type Path, type Problem, placeOf, type Walk } from "./problem.ts";
import { keywordOf, type SchemaView } from "./schema-view.ts";

/** The other names that the view declares, each with the example that they are compared with. */
export function otherMembers(
  view: SchemaView,
  expected: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const [first] = Object.values(expected);
  if (first === undefined) return {};
  const others = declaredNames(view).filter((name) => !Object.hasOwn(expected, name));
  return Object.fromEntries(others.map((name) => [name, first]));
}

/** What `eachKey` refuses of the names that the provider may send. */
export function judgeKeys(walk: Walk, view: SchemaView, path: Path, rule: Matcher): Problem[] {
  const list = innerRules(rule);
  const set = valueSetOf(list, "", { isMeant: true });
  const [owner] = view;
  if (owner === undefined || list.matchers.length === 0) return [];
  const undecided = (reason: string): Problem => ({
    kind: "undecided",
    path,
    message: `has names that were not compared with the rule ${nameOfRules(list)}: it ${reason}`,
    rule: placeOf(owner),
  });
  if (set.doubt !== undefined) return [undecided(set.doubt.slice(set.doubt.indexOf(" ") + 1))];
  const accepted = walk.sets.schemaOf({ type: "string", allOf: [set.schema] });
  const { stated, isOpen } = namesOf(walk, view);
  const verdict = walk.sets.compare(walk.direction, stated, accepted);
  if (verdict.kind === "unknown") return [undecided(verdict.reason)];
  if (verdict.kind === "incompatible") {
    const { witness } = verdict;
    const message = `may have the name ${shown(witness)}; the rule ${nameOfRules(list)} refuses that`;
    const asked = askedOf([stated, accepted], witness);
    return [{ kind: "excluded", path, message, rule: placeOf(owner), witness, asked }];
  }
  if (!isOpen || walk.sets.compare(walk.direction, anyName(walk), accepted).kind === "compatible") {
    return [];
  }
  return [{ kind: "literal", path, message: "the names in ", rule: undefined }];
}

function anyName(walk: Walk): Schema {
  return walk.sets.schemaOf({ type: "string" });
}

/** Names that the view states, and whether it lets others be sent of which it says nothing. */
function namesOf(walk: Walk, view: SchemaView): { stated: Schema; isOpen: boolean } {
  const names = declaredNames(view);
  const patterns = view.flatMap((schema) => Object.keys(mapAt(schema, "patternProperties")));
  const asked = view.flatMap((schema) =>
    keywordOf(schema, "propertyNames") === undefined ? [] : [subschema(schema, "propertyNames")],
  );
  const rest = view.some((schema) => isOpenBy(schema));
  const isFree = names.length === 0 && patterns.length === 0;
  const raw: RawSchema[] = [
    ...(names.length > 0 ? [{ enum: names }] : []),
    ...patterns.map((pattern) => ({ type: "string", pattern })),
  ];
  const text = { type: "string" };
  if (asked.length > 0 && (rest || isFree)) {
    const all = [walk.sets.schemaOf(text), ...asked];
    return { stated: walk.sets.whole(all), isOpen: false };
  }
  return {
    stated: walk.sets.schemaOf(raw.length === 0 ? false : { anyOf: raw }),
    isOpen: rest || isFree,
  };
}

function isOpenBy(schema: Schema): boolean {
  return ["additionalProperties", "unevaluatedProperties"].some((keyword) => {
    const value = keywordOf(schema, keyword);
    return value !== undefined && value !== false;
  });
}

function declaredNames(view: SchemaView): string[] {
  return [...new Set(view.flatMap((schema) => Object.keys(mapAt(schema, "properties"))))];
}

function mapAt(schema: Schema, keyword: string): object {
  const value = keywordOf(schema, keyword);
  return typeof value === "object" && value !== null ? value : {};
}
