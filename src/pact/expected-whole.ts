/**
 * Whether a provider may answer an object or a list as a whole, where its schema says more than
 * what each part is.
 *
 * DESIGN, decision 3: what is expected is compared as a set of values. It is an error where that
 * and what the provider may send are proved to have none in common.
 */
import type { Schema } from "../schema/schema.ts";
import { matchJson } from "./match/match-json.ts";
import { ruleName } from "./match/match-text.ts";
import { bodySetOf } from "./matcher-set/body-set.ts";
import {
  askedOf,
  type Expected,
  type Path,
  type Problem,
  placeOf,
  rulePath,
  rulesOf,
  violationsOf,
  type Walk,
} from "./problem.ts";
import type { FoundRules } from "./rule-at.ts";
import { keywordOf, type SchemaView } from "./schema-view.ts";

/** What these say of a value cannot be seen at one of its parts. */
const OF_THE_WHOLE = [
  "not",
  "if",
  "const",
  "enum",
  "dependentSchemas",
  "dependentRequired",
  "propertyNames",
  "minProperties",
  "maxProperties",
  "contains",
  "uniqueItems",
];

/** The view is known to let each part through by itself. */
export function judgeWhole(
  walk: Walk,
  view: SchemaView,
  expected: Expected,
  areParts: readonly Problem[],
): Problem[] {
  const { value, path } = expected;
  const rules = rulesOf(walk, path);
  const isOfRules = rules !== undefined && isAboutWhole(rules);
  const owner = ownerOf(view, isOfRules);
  if (owner === undefined) return [];
  const isExample = view.every((schema) => violationsOf(walk, schema, value).length === 0);
  if (isExample && !isOfRules) return [];
  const rule = placeOf(owner.schema, owner.keyword);
  const whole = walk.sets.whole(view);
  const meeting = meetAt(walk, whole, expected);
  if (meeting.kind === "unknown") {
    const against = owner.keyword === undefined ? "its rules" : `\`${owner.keyword}\``;
    const message = `was not checked against ${against}: it ${meeting.reason}`;
    return [{ kind: "undecided", path, message, rule }];
  }
  if (meeting.kind === "disjoint") return [narrowed(walk, view, expected, owner)];
  if (!isOfRules || areParts.length > 0) return [];
  // What lists of rules say together is seen in the whole alone.
  const set = bodySetOf(walk, value, rulePath(walk, path));
  const accepted = walk.sets.schemaOf(set.schema);
  const verdict = walk.sets.compare(walk.direction, walk.sets.withoutNull(view), accepted);
  if (verdict.kind === "compatible" && set.isExact) return [];
  if (verdict.kind === "incompatible") {
    const { witness } = verdict;
    const asked = askedOf([walk.sets.withoutNull(view), accepted], witness);
    return [{ kind: "literal", path, message: "", rule: undefined, witness, asked }];
  }
  const reason = verdict.kind === "unknown" ? verdict.reason : (set.doubt ?? "has texts not known");
  const message = `was not compared with its rules: it ${reason}`;
  return [{ kind: "undecided", path, message, rule }];
}

interface Owner {
  schema: Schema;
  /** Undefined where it is the rules that ask for more. */
  keyword: string | undefined;
}

function ownerOf(view: SchemaView, isOfRules: boolean): Owner | undefined {
  for (const schema of view) {
    const keyword = OF_THE_WHOLE.find((each) => keywordOf(schema, each) !== undefined);
    if (keyword !== undefined) return { schema, keyword };
  }
  const [schema] = view;
  return isOfRules && schema !== undefined ? { schema, keyword: undefined } : undefined;
}

/** Whether rules say more of a list or an object than its parts, their number and names show. */
function isAboutWhole({ list, isCascaded }: FoundRules): boolean {
  const { combine, matchers } = list;
  const isOfEach = matchers.some((rule) => /^(values|eachkey|eachvalue)$/.test(ruleName(rule)));
  if (matchers.length > 1 && (combine === "OR" || isOfEach)) return true;
  return matchers.some((rule) => {
    const name = ruleName(rule);
    if (PARTIAL.test(name)) return false;
    if (name !== "type") return name !== "min" && name !== "max";
    return !isCascaded && (rule.min !== undefined || rule.max !== undefined);
  });
}

const PARTIAL = /^(regex|values|eachkey|eachvalue)$/;

type Meeting = { kind: "common" } | { kind: "disjoint" } | { kind: "unknown"; reason: string };

function meetAt(walk: Walk, sender: Schema, { value, path }: Expected): Meeting {
  const place = rulePath(walk, path);
  const set = bodySetOf(walk, value, place);
  const meeting = walk.sets.meet(walk.direction, sender, walk.sets.schemaOf(set.schema));
  if (meeting.kind !== "common" || set.isExact) return meeting;
  // The set holds more than the rules accept: the value found is to be one of theirs.
  const isMatch = matchJson(walk, value, meeting.value, place).length === 0;
  return isMatch ? meeting : { kind: "unknown", reason: set.doubt ?? "has texts not compared" };
}

// One member that is refused by itself is named rather than all of them.
function narrowed(
  walk: Walk,
  view: SchemaView,
  { value, path }: Expected,
  { schema, keyword }: Owner,
): Problem {
  const refuses =
    keyword === undefined ? "its rules refuse it" : `the contract's \`${keyword}\` refuses it`;
  const told = (at: Path, witness: unknown, what: string): Problem => ({
    kind: "invalid",
    path: at,
    message: `is never sent ${what}: ${refuses}`,
    rule: placeOf(schema, keyword),
    witness,
    asked: askedOf([walk.sets.whole(view)], witness),
  });
  if (!Array.isArray(value)) {
    const sender = walk.sets.whole(view);
    for (const [name, member] of Object.entries(value as object)) {
      const one = { value: { [name]: member }, path };
      if (meetAt(walk, sender, one).kind === "disjoint") {
        return told([...path, name], member, "so");
      }
    }
  }
  return told(path, value, "with what is expected");
}
