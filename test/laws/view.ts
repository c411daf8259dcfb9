/**
 * The closed view of a sender, on values, as DESIGN's first decision words it, with nobody's
 * judgement but Ajv's.
 */
import { at, entriesAt, isObject, listAt, type Node } from "../exchanges/documents.ts";

/** Ajv on the places of one document. */
export interface BareJudge {
  /** @throws {NotJudged} where Ajv has no answer, or a wrong one */
  accepts(schema: Node, value: unknown): boolean;
  /** Where the reference that stands there leads. */
  target(schema: Node): Node | undefined;
  /** Whether a property's schema says that it is not part of the direction. */
  isHidden(schema: Node): boolean;
}

/**
 * Whether the side that keeps to `schema`, read closed, may send `value`; "unclear" where
 * DESIGN does not say: whether what `contains` says of an item declares its members.
 */
export function isInView(judge: BareJudge, schema: Node, value: unknown): boolean | "unclear" {
  if (!judge.accepts(schema, value)) return false;
  const [without, withContains] = [false, true].map((readsContains) =>
    isDeclared({ judge, readsContains }, [schema], value),
  );
  return without === withContains ? without! : "unclear";
}

interface Reading {
  judge: BareJudge;
  readsContains: boolean;
}

function isDeclared(reading: Reading, schemas: readonly Node[], value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  const applied = schemas.flatMap((schema) => applying(reading, schema, value));
  if (Array.isArray(value)) {
    return value.every((item: unknown, index) => {
      const inner = applied.flatMap((each) => saidOfItem(reading, each, value, index));
      return isDeclared(reading, inner, item);
    });
  }
  const isFree = !applied.some((each) => entriesAt(each, "properties").length > 0);
  return Object.entries(value).every(([name, member]) => {
    const inner = applied.flatMap((each) => saidOfMember(reading, each, value, name));
    if (inner.length === 0 && !isFree) return false;
    return !inner.some(reading.judge.isHidden) && isDeclared(reading, inner, member);
  });
}

/** The schema and all that apply with it to the value itself, where Ajv says that they do. */
function applying(
  reading: Reading,
  schema: Node,
  value: unknown,
  seen = new Set<string>(),
): Node[] {
  if (seen.has(schema.uri) || !isObject(schema.value)) return [];
  seen.add(schema.uri);
  const { judge } = reading;
  const target = judge.target(schema);
  const branches = [...listAt(schema, "anyOf"), ...listAt(schema, "oneOf")];
  const inner = [
    ...(target === undefined ? [] : [target]),
    ...listAt(schema, "allOf"),
    ...branches.filter((branch) => judge.accepts(branch, value)),
  ];
  const condition = at(schema, "if");
  if (condition !== undefined) {
    const holds = judge.accepts(condition, value);
    const then = at(schema, holds ? "then" : "else");
    if (holds) inner.push(condition);
    if (then !== undefined) inner.push(then);
  }
  for (const [name, dependent] of entriesAt(schema, "dependentSchemas")) {
    if (isObject(value) && Object.hasOwn(value, name)) inner.push(dependent);
  }
  return [schema, ...inner.flatMap((each) => applying(reading, each, value, seen))];
}

/** What declares the member `name` at one schema. */
function saidOfMember(reading: Reading, schema: Node, value: object, name: string): Node[] {
  const found = saidOutright(schema, name);
  const rest = at(schema, "unevaluatedProperties");
  if (found.length > 0 || rest === undefined) return found;
  const below = applying(reading, schema, value).filter(({ uri }) => uri !== schema.uri);
  const isEvaluated = below.some((each) => saidOfMember(reading, each, value, name).length > 0);
  return isEvaluated ? [] : [rest];
}

function saidOutright(schema: Node, name: string): Node[] {
  const own = entriesAt(schema, "properties").filter(([key]) => key === name);
  const matching = entriesAt(schema, "patternProperties").filter(([key]) =>
    new RegExp(key, "u").test(name),
  );
  const found = [...own, ...matching].map(([, inner]) => inner);
  const rest = at(schema, "additionalProperties");
  return found.length === 0 && rest !== undefined ? [rest] : found;
}

function saidOfItem(reading: Reading, schema: Node, list: unknown[], index: number): Node[] {
  const prefix = listAt(schema, "prefixItems");
  const found: Node[] = [];
  const items = at(schema, "items");
  if (index < prefix.length) found.push(prefix[index]!);
  else if (items !== undefined) found.push(items);
  const contained = at(schema, "contains");
  const isContained = contained !== undefined && reading.judge.accepts(contained, list[index]);
  if (isContained && reading.readsContains) found.push(contained);
  const rest = at(schema, "unevaluatedItems");
  if (found.length > 0 || isContained || rest === undefined) return found;
  const below = applying(reading, schema, list).filter(({ uri }) => uri !== schema.uri);
  const isEvaluated = below.some((each) => {
    const inner = at(each, "contains");
    if (inner !== undefined && reading.judge.accepts(inner, list[index])) return true;
    return saidOfItem(reading, each, list, index).length > 0;
  });
  return isEvaluated ? found : [rest];
}
