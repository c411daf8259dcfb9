/**
 * Breaking what is said of an object's members.
 *
 * 2020-12 core #properties and what follows it; validation #object.
 */
import { isCount } from "../evaluate/keywords-string.ts";
import { isObject, subschema } from "../place.ts";
import { wordsOf } from "../sample/pattern.ts";
import { below, fork } from "../sample/random.ts";
import { copyWithout, namesIn, withMember } from "./edit.ts";
import { resampled } from "./resample.ts";
import { type Breaking, beside, ODD_VALUES, stated, type Target, turned } from "./target.ts";

function* missing({ place, name }: Target): Generator<unknown> {
  if (isObject(place.value) && name !== undefined && Object.hasOwn(place.value, name)) {
    yield copyWithout(place.value, new Set([name]));
  }
}

function* missingBeside(target: Target): Generator<unknown> {
  const { value } = target.place;
  const asked = stated(target);
  if (!isObject(value) || !isObject(asked)) return;
  for (const [name, due] of Object.entries(asked)) {
    const names = Array.isArray(due) ? due.filter((each) => typeof each === "string") : [];
    const present = Object.hasOwn(value, name) ? value : withMember(value, name, "undeclared");
    for (const each of names) yield copyWithout(present, new Set([each]));
  }
}

function* tooFew(target: Target): Generator<unknown> {
  const limit = stated(target);
  const { value } = target.place;
  if (!isCount(limit) || limit < 1 || !isObject(value)) return;
  const asked = beside(target, "required");
  const required = Array.isArray(asked) ? asked : [];
  const names = Object.keys(value).sort(
    (a, b) => Number(required.includes(b)) - Number(required.includes(a)),
  );
  yield copyWithout(value, new Set(names.slice(limit - 1)));
  yield* resampled(target, { with: { maxProperties: limit - 1 } });
}

/** Objects of more members are not made for the sake of one too many. */
const mostMembers = 1000;

function* tooMany(target: Target): Generator<unknown> {
  const limit = stated(target);
  const { value } = target.place;
  if (!isCount(limit) || limit >= mostMembers || !isObject(value)) return;
  yield* resampled(target, { with: { minProperties: limit + 1 } });
  let object: object = value;
  for (let index = 1; Object.keys(object).length <= limit; index += 1) {
    object = withMember(object, `undeclared${index}`, "undeclared");
  }
  yield object;
}

/** Names that hardly any object declares. */
const ODD_NAMES: readonly string[] = ["undeclared", "no such property", "x", "Z9", "0", "%", ""];

/** With a member that is not declared: where members of that kind may be, one of an odd type. */
function* others(target: Target): Generator<unknown> {
  const { value } = target.place;
  if (!isObject(value)) return;
  const names = ODD_NAMES.filter((name) => !Object.hasOwn(value, name));
  for (const room of withRoom(target, value)) {
    for (const name of names) yield withMember(room, name, "undeclared");
    for (const odd of ODD_VALUES) yield withMember(room, names[0]!, odd);
  }
}

// Where no more members may be, one that need not be there makes room.
function withRoom(target: Target, value: object): object[] {
  const asked = beside(target, "required");
  const spare = Object.keys(value).find((name) => !Array.isArray(asked) || !asked.includes(name));
  return spare === undefined ? [value] : [value, copyWithout(value, new Set([spare]))];
}

function* othersByPattern(target: Target): Generator<unknown> {
  const { value } = target.place;
  if (!isObject(value)) return;
  for (const pattern of namesIn(stated(target))) {
    const words = wordsOf([pattern], { minLength: 0, maxLength: 40 });
    const name = words?.draw(fork(target.random, pattern));
    if (name === undefined) continue;
    for (const odd of ODD_VALUES) yield withMember(value, name, odd);
  }
}

function* namedOtherwise(target: Target): Generator<unknown> {
  const { value } = target.place;
  if (!isObject(value)) return;
  const long = "undeclared".repeat(13);
  const names = turned([...ODD_NAMES, long], below(target.random, ODD_NAMES.length + 1));
  for (const room of withRoom(target, value)) {
    // What a name that is allowed has for a value will do for one that is not.
    const [shown = "undeclared"] = Object.values(room);
    for (const name of names) yield withMember(room, name, shown);
  }
}

/** With a member whose schema is `false`. */
function* forbidden({ place, schema }: Target): Generator<unknown> {
  const { value } = place;
  if (!isObject(value)) return;
  const { properties } = schema.value as Record<string, unknown>;
  for (const name of namesIn(properties)) {
    if (subschema(schema, "properties", name).value !== false) continue;
    yield withMember(value, name, "undeclared");
  }
}

export const MEMBER_KEYWORDS: readonly [keyword: string, breaking: Breaking][] = [
  ["required", { type: "object", candidates: missing }],
  ["dependentRequired", { type: "object", candidates: missingBeside }],
  ["dependencies", { type: "object", candidates: missingBeside }],
  ["minProperties", { type: "object", candidates: tooFew }],
  ["maxProperties", { type: "object", candidates: tooMany }],
  ["properties", { type: "object", candidates: forbidden }],
  ["patternProperties", { type: "object", candidates: othersByPattern }],
  ["additionalProperties", { type: "object", candidates: others }],
  ["unevaluatedProperties", { type: "object", candidates: others }],
  ["propertyNames", { type: "object", candidates: namedOtherwise }],
];
