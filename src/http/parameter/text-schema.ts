/**
 * What a schema says of texts that stand for its values: numbers, lists, objects.
 *
 * On the wire everything is text; OpenAPI 3.1 #appendix-b-data-type-conversion leaves to us how it
 * becomes a value. What depends on the schema alone is worked out once.
 */
import {
  applying,
  declaredAdditional,
  declaredItems,
  declaredProperties,
} from "../../schema/declared-properties.ts";
import { instanceTypes } from "../../schema/instance-types.ts";
import { type ListedMembers, listedBranches, listedMembers } from "../../schema/listed-members.ts";
import { compilePattern } from "../../schema/pattern/pattern.ts";
import { type Schema, subschema } from "../../schema/schema.ts";
import { isValid } from "../../schema/validate.ts";

/** Whether a value is written as one text, a list or an object. */
export type Shape = "primitive" | "array" | "object";

export interface TextSchema {
  /** Undefined where nothing is declared: every text is a text. */
  readonly schema: Schema | undefined;
  /** What a value may be, in the order that readings are tried; never empty. */
  readonly shapes: readonly [Shape, ...Shape[]];
  readonly isNullable: boolean;
  /** Whether a text as it stands may be the value. */
  readonly isText: boolean;
  /** A text as a number, boolean or null where the schema has that type and the text reads so. */
  primitive(text: string): unknown;
  item(index: number): TextSchema;
  /** Of a property that may be there without being declared, what the schema says of the others. */
  property(name: string): TextSchema;
  readonly names: ReadonlySet<string>;
  /**
   * Whether names that are not declared are the object's all the same: where the schema speaks of
   * them, or declares none at all.
   */
  readonly isOpen: boolean;
}

const known = new WeakMap<Schema, TextSchema>();

/** One object for each schema. */
export function textSchemaOf(schema: Schema | undefined): TextSchema {
  if (schema === undefined) return ANY_TEXT;
  let text = known.get(schema);
  if (text === undefined) {
    text = makeTextSchema(schema, undefined);
    known.set(schema, text);
  }
  return text;
}

/** The same where one branch of `anyOf` or `oneOf` is meant: what it declares goes first. */
export function textSchemaOfBranch(schema: Schema, branch: Schema): TextSchema {
  return makeTextSchema(schema, branch);
}

/** More branches than these are not tried one by one. */
const MAX_BRANCHES = 50;

/**
 * The branches that declare what a value's members are, each by itself, in document order; then the
 * lists and objects that `const` and `enum` list.
 */
export function memberBranches(schema: Schema): Schema[] {
  return applying(schema)
    .filter((each) => each !== schema && declaresMembers(each))
    .concat(listedBranches(schema))
    .slice(0, MAX_BRANCHES);
}

function declaresMembers({ value }: Schema): boolean {
  const keywords = ["properties", "items", "prefixItems", "additionalProperties"];
  return typeof value === "object" && keywords.some((keyword) => Object.hasOwn(value, keyword));
}

const NO_NAMES: ReadonlySet<string> = new Set();

const ANY_TEXT: TextSchema = {
  schema: undefined,
  shapes: ["primitive"],
  isNullable: false,
  isText: true,
  primitive: (text) => text,
  item: () => ANY_TEXT,
  property: () => ANY_TEXT,
  names: NO_NAMES,
  isOpen: true,
};

function makeTextSchema(schema: Schema, branch: Schema | undefined): TextSchema {
  const types = instanceTypes(schema);
  const sources = branch === undefined ? [schema] : [branch, schema];
  let properties: ReadonlyMap<string, Schema> | undefined;
  let tuple: Schema[] | undefined;
  let items: TextSchema | undefined;
  let listed: ListedMembers[] | undefined;
  let patterns: [source: string, schema: Schema][] | undefined;
  let additional: TextSchema | undefined;
  let names: ReadonlySet<string> | undefined;
  let isOpen: boolean | undefined;
  const listedOf = () => {
    listed ??= sources.map(listedMembers).filter((members) => members !== undefined);
    return listed;
  };
  const propertiesOf = () => {
    properties ??= new Map(
      sources.toReversed().flatMap((source) => [...declaredProperties(source)]),
    );
    return properties;
  };
  const undeclared = (name: string): TextSchema => {
    patterns ??= sources.flatMap(declaredPatterns);
    const matching = patterns.find(([source]) => compilePattern(source).test(name) === true);
    if (matching !== undefined) return textSchemaOf(matching[1]);
    additional ??= textSchemaOf(firstOf(sources, declaredAdditional));
    return additional;
  };
  return {
    schema,
    shapes: isUntyped(types) ? untypedShapes(schema) : shapesOf(types),
    isNullable: types.has("null"),
    isText: types.has("string"),
    primitive: primitiveReader(schema, types),
    item(index) {
      tuple ??= firstOf(sources, declaredTuple) ?? [];
      items ??= textSchemaOf(firstOf(sources, declaredItems));
      const declared = index < tuple.length ? textSchemaOf(tuple[index]) : items;
      return typed(declared, listedOf(), (members) => members.item(index));
    },
    property(name) {
      const property = propertiesOf().get(name);
      const declared = property === undefined ? undeclared(name) : textSchemaOf(property);
      return typed(declared, listedOf(), (members) => members.properties.get(name));
    },
    get names() {
      names ??= new Set([
        ...propertiesOf().keys(),
        ...listedOf().flatMap(({ properties: members }) => [...members.keys()]),
      ]);
      return names;
    },
    get isOpen() {
      isOpen ??=
        sources.some(speaksOfOthers) || (this.names.size === 0 && !sources.some(forbidsOthers));
      return isOpen;
    },
  };
}

// Where the declaration says no type, the listed values do.
function typed(
  declared: TextSchema,
  listed: readonly ListedMembers[],
  find: (members: ListedMembers) => Schema | undefined,
): TextSchema {
  if (listed.length === 0 || (declared.schema && !isUntyped(instanceTypes(declared.schema)))) {
    return declared;
  }
  const member = firstOf(listed, find);
  return member === undefined ? declared : textSchemaOf(member);
}

function firstOf<S, T>(sources: readonly S[], find: (source: S) => T | undefined): T | undefined {
  for (const source of sources) {
    const found = find(source);
    if (found !== undefined) return found;
  }
  return undefined;
}

// Nothing is said of the type: a text is a text. Reading it otherwise would find a type that the
// schema's other keywords do not speak of.
function isUntyped(types: ReadonlySet<string>): boolean {
  return types.size === 7;
}

// Many documents declare members and forget to say `type`.
function untypedShapes(schema: Schema): [Shape, ...Shape[]] {
  const says = (...keywords: string[]) =>
    applying(schema).some(({ value }) =>
      keywords.some((name) => keyword(value, name) !== undefined),
    );
  const shapes: [Shape, ...Shape[]] = ["primitive"];
  if (says("items", "prefixItems")) shapes.push("array");
  if (says("properties", "additionalProperties", "patternProperties")) shapes.push("object");
  return shapes;
}

function shapesOf(types: ReadonlySet<string>): [Shape, ...Shape[]] {
  const isPrimitive = ["string", "integer", "number", "boolean"].some((type) => types.has(type));
  const shapes: Shape[] = [];
  // Where a text would do as well, the text as it stands is what was meant.
  if (isPrimitive) shapes.push("primitive");
  if (types.has("array")) shapes.push("array");
  if (types.has("object")) shapes.push("object");
  return shapes.length === 0 ? ["primitive"] : (shapes as [Shape, ...Shape[]]);
}

function declaredTuple(schema: Schema): Schema[] | undefined {
  const [owner] = applying(schema).filter(({ value }) =>
    Array.isArray(keyword(value, "prefixItems")),
  );
  const list = owner && (keyword(owner.value, "prefixItems") as unknown[]);
  return list?.map((_, index) => subschema(owner!, "prefixItems", index));
}

function declaredPatterns(schema: Schema): [source: string, schema: Schema][] {
  return applying(schema).flatMap((owner) =>
    namesIn(keyword(owner.value, "patternProperties")).map((source): [string, Schema] => [
      source,
      subschema(owner, "patternProperties", source),
    ]),
  );
}

function speaksOfOthers(schema: Schema): boolean {
  return applying(schema).some(({ value }) => {
    const additional = keyword(value, "additionalProperties");
    if (additional !== undefined && additional !== false) return true;
    return namesIn(keyword(value, "patternProperties")).length > 0;
  });
}

function forbidsOthers(schema: Schema): boolean {
  return applying(schema).some(({ value }) => keyword(value, "additionalProperties") === false);
}

function keyword(value: Schema["value"], name: string): unknown {
  return typeof value === "object" && Object.hasOwn(value, name) ? value[name] : undefined;
}

function namesIn(value: unknown): string[] {
  return value !== null && typeof value === "object" ? Object.keys(value) : [];
}

// As JSON writes numbers: what is written otherwise, such as `042`, is a text.
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

type ReadPrimitive = (text: string) => unknown;

// Undefined where the text does not read so.
const readNumber: ReadPrimitive = (text) => {
  if (!NUMBER.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
};
const readBoolean: ReadPrimitive = (text) =>
  text === "true" ? true : text === "false" ? false : undefined;
const readNull: ReadPrimitive = (text) => (text === "" || text === "null" ? null : undefined);

// Where several readings are possible, the first that the schema accepts.
function primitiveReader(schema: Schema, types: ReadonlySet<string>): ReadPrimitive {
  if (isUntyped(types)) return (text) => text;
  const readers: ReadPrimitive[] = [];
  if (types.has("string")) readers.push((text) => text);
  if (types.has("integer") || types.has("number")) readers.push(readNumber);
  if (types.has("boolean")) readers.push(readBoolean);
  if (types.has("null")) readers.push(readNull);
  const [only] = readers;
  if (only === undefined) return (text) => text;
  if (readers.length === 1) {
    return (text) => {
      const reading = only(text);
      return reading === undefined ? text : reading;
    };
  }
  return (text) => {
    let first: unknown;
    let isSeveral = false;
    for (const read of readers) {
      const reading = read(text);
      if (reading === undefined) continue;
      if (first !== undefined) isSeveral = true;
      else first = reading;
    }
    if (!isSeveral) return first === undefined ? text : first;
    const accepted = readers
      .map((read) => read(text))
      .filter((reading) => reading !== undefined)
      .find((reading) => isValid(schema, reading));
    return accepted === undefined ? first : accepted;
  };
}
