/**
 * Values with one thing wrong, by the keywords of a schema: made without `src/`.
 */
import type { BareSchemas } from "./bare-schemas.ts";
import { entriesAt, isObject, type Json, type Node } from "./documents.ts";
import { edited, NOTHING } from "./edit.ts";
import { holdingAt } from "./lacking.ts";

export interface Break {
  fault: string;
  /** The whole value with the fault in it. */
  value: unknown;
  /** Where a finding is due: the place itself; of what is missing, its own or its owner's. */
  pointers: string[];
  /** The places around that have an `anyOf` or the like: what is wrong inside may be told of those. */
  choices: readonly string[];
}

/** One value of each JSON type. */
const OF_TYPES: readonly (readonly [type: string, value: unknown])[] = [
  ["null", null],
  ["boolean", true],
  ["number", 1.25],
  ["string", "no such value"],
  ["array", []],
  ["object", {}],
];

interface Place {
  pointer: string;
  value: unknown;
  holding: readonly Node[];
  /** The places around that have a choice: what is wrong inside may be told of them. */
  choices: readonly string[];
}

/** Every break of `whole`, each of another kind or at another place; some may be no breaks. */
export function breaksOf(schemas: BareSchemas, schema: Node, whole: unknown): Break[] {
  return placesOf(schemas, [schema], { value: whole, pointer: "", choices: [] }).flatMap((place) =>
    place.holding.flatMap((each) => breaksAt(each, place, whole)),
  );
}

function placesOf(
  schemas: BareSchemas,
  outer: readonly Node[],
  { value, pointer, choices }: Omit<Place, "holding">,
): Place[] {
  const holding = outer.flatMap((schema) => holdingAt(schemas, schema, value));
  const hasChoice = holding.some(
    ({ value }) => isObject(value) && ["anyOf", "oneOf", "not", "if"].some((key) => key in value),
  );
  const around = hasChoice ? [...choices, pointer] : choices;
  const own: Place = { pointer, value, holding, choices: around };
  const members = Array.isArray(value)
    ? value.map((item: unknown, index) => ({
        token: String(index),
        item,
        schemas: inside(holding, "items"),
      }))
    : Object.entries(isObject(value) ? value : {}).map(([name, item]) => ({
        token: name,
        item,
        schemas: propertiesOf(holding, name),
      }));
  return [
    own,
    ...members.flatMap(({ token, item, schemas: inner }) =>
      inner.length === 0
        ? []
        : placesOf(schemas, inner, {
            value: item,
            pointer: `${pointer}/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`,
            choices: around,
          }),
    ),
  ];
}

function inside(holding: readonly Node[], key: string): Node[] {
  return holding.flatMap(({ uri, value }) => {
    const held = (value as Json)[key];
    return isObject(held) ? [{ uri: `${uri}/${key}`, value: held }] : [];
  });
}

function propertiesOf(holding: readonly Node[], name: string): Node[] {
  return holding.flatMap((schema) => {
    const declared = entriesAt(schema, "properties").filter(([key]) => key === name);
    if (declared.length > 0) return declared.map(([, property]) => property);
    return (schema.value as Json).patternProperties === undefined
      ? inside([schema], "additionalProperties")
      : [];
  });
}

function breaksAt({ value: schema }: Node, place: Place, whole: unknown): Break[] {
  const { pointer, value, choices } = place;
  const stated = schema as Json;
  const made = (keyword: string, replacement: unknown, more: string[] = []): Break => ({
    fault: `${keyword} at ${pointer || "the whole"}`,
    value: edited(whole, pointer, replacement),
    pointers: [pointer, ...more],
    choices,
  });
  return [
    ...ofOtherTypes(stated).map((other) => made("type", other)),
    ...breakingValues(stated, value).map(([keyword, other]) => made(keyword, other)),
    ...withoutRequired(stated, value).map(([name, other]) =>
      made(`required ${name}`, other, [`${pointer}/${name}`]),
    ),
    ...withUndeclared(stated, value).map((other) =>
      made("additionalProperties", other, [`${pointer}/noSuchProperty`]),
    ),
  ];
}

function ofOtherTypes({ type, nullable }: Json): unknown[] {
  if (type === undefined) return [];
  const types = [type]
    .flat()
    .flatMap((each) => (each === "integer" ? ["integer", "number"] : [each]));
  const isInteger = [type].flat().includes("integer") && ![type].flat().includes("number");
  const others = OF_TYPES.filter(
    ([name]) => !types.includes(name) && !(nullable && name === "null"),
  );
  return [...others.map(([, value]) => value), ...(isInteger ? [1.25] : [])];
}

/** Values of the same type beyond what each keyword allows. */
export function breakingValues(schema: Json, value: unknown): [keyword: string, value: unknown][] {
  if (typeof value === "number") return breakingNumbers(schema, value);
  if (typeof value === "string") return breakingTexts(schema, value);
  if (Array.isArray(value)) return breakingLists(schema, value);
  return [];
}

function breakingNumbers(schema: Json, value: number): [string, unknown][] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = schema;
  const found: [string, unknown][] = [];
  if (typeof minimum === "number") {
    found.push(["minimum", minimum - 1]);
    if (exclusiveMinimum === true) found.push(["exclusiveMinimum", minimum]);
  }
  if (typeof maximum === "number") {
    found.push(["maximum", maximum + 1]);
    if (exclusiveMaximum === true) found.push(["exclusiveMaximum", maximum]);
  }
  if (typeof exclusiveMinimum === "number") found.push(["exclusiveMinimum", exclusiveMinimum]);
  if (typeof exclusiveMaximum === "number") found.push(["exclusiveMaximum", exclusiveMaximum]);
  if (typeof multipleOf === "number") found.push(["multipleOf", value + multipleOf / 2]);
  if (format === "int32") found.push(["format", 2 ** 31]);
  if (Array.isArray(schema.enum)) found.push(["enum", 987_654_321]);
  return found;
}

function breakingTexts(schema: Json, value: string): [string, unknown][] {
  const { minLength, maxLength, pattern, format } = schema;
  const found: [string, unknown][] = [];
  if (typeof minLength === "number" && minLength > 0) {
    found.push(["minLength", value.slice(0, minLength - 1)]);
  }
  if (typeof maxLength === "number" && maxLength < 70_000) {
    found.push(["maxLength", value.padEnd(maxLength + 1, "a")]);
  }
  if (typeof pattern === "string") {
    for (const odd of ["!", "no such value", `${value}!`]) found.push(["pattern", odd]);
  }
  if (typeof format === "string") found.push(["format", "no such value"]);
  if (Array.isArray(schema.enum)) found.push(["enum", "no such value"]);
  return found;
}

function breakingLists(schema: Json, value: readonly unknown[]): [string, unknown][] {
  const { minItems, maxItems, uniqueItems } = schema;
  const found: [string, unknown][] = [];
  if (typeof minItems === "number" && minItems > 0) {
    found.push(["minItems", value.slice(0, minItems - 1)]);
  }
  if (typeof maxItems === "number" && maxItems < 1000 && value.length > 0) {
    found.push([
      "maxItems",
      Array.from({ length: maxItems + 1 }, (_, n) => value[n % value.length]),
    ]);
  }
  if (uniqueItems === true && value.length > 0) found.push(["uniqueItems", [...value, value[0]]]);
  return found;
}

function withoutRequired({ required }: Json, value: unknown): [name: string, value: unknown][] {
  if (!Array.isArray(required) || !isObject(value)) return [];
  return required
    .filter((name): name is string => typeof name === "string" && Object.hasOwn(value, name))
    .map((name) => [
      name,
      edited(value, `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, NOTHING),
    ]);
}

function withUndeclared({ additionalProperties }: Json, value: unknown): unknown[] {
  if (additionalProperties !== false || !isObject(value)) return [];
  return [{ ...value, noSuchProperty: 1 }];
}
