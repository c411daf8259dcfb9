/**
 * Values that may fit a schema, made naively: what it lists, what its type suggests, and only the
 * properties that it requires. Not a sampler: it is there to disprove that there is no value.
 */
import type { BareSchemas } from "./bare-schemas.ts";
import { entriesAt, isObject, isReference, type Json, listAt, type Node } from "./documents.ts";

const TEXTS: Record<string, string> = {
  "date-time": "2024-01-15T09:30:00Z",
  date: "2024-01-15",
  time: "09:30:00Z",
  email: "ada@example.com",
  uri: "https://example.com/",
  url: "https://example.com/",
  uuid: "7f8d2c1e-3b4a-4c5d-8e9f-0a1b2c3d4e5f",
  ipv4: "192.0.2.17",
  ipv6: "2001:db8::1",
  hostname: "example.com",
  byte: "AAAA",
  duration: "P1D",
};

const mostValues = 40;

/** Values of which one may fit all `all`. */
export function plainValues(schemas: BareSchemas, all: readonly Node[], depth = 0): unknown[] {
  if (depth > 6) return [];
  const parts = all.flatMap((schema) => partsOf(schemas, schema));
  const listed = parts.flatMap(({ value }) => {
    const { enum: values, const: only, example, default: usual } = value as Json;
    return [
      ...(only === undefined ? [] : [only]),
      ...(Array.isArray(values) ? values : []),
      ...(example === undefined ? [] : [example]),
      ...(usual === undefined ? [] : [usual]),
    ];
  });
  const merged: Json = Object.assign({}, ...parts.map(({ value }) => value as Json).reverse());
  const typed = [merged.type ?? guessedType(merged)].flat().flatMap((type) =>
    ofType(schemas, parts, {
      type: String(type),
      merged,
      depth,
    }),
  );
  const branches = parts
    .flatMap((part) => [...listAt(part, "anyOf"), ...listAt(part, "oneOf")])
    .slice(0, 5)
    .flatMap((branch) =>
      plainValues(schemas, [branch, ...all.filter((each) => !isChoice(each))], depth + 1),
    );
  return [...listed, ...branches, ...typed].slice(0, mostValues);
}

function isChoice({ value }: Node): boolean {
  return isObject(value) && (value.anyOf !== undefined || value.oneOf !== undefined);
}

function partsOf({ documents }: BareSchemas, schema: Node): Node[] {
  const found = new Map<string, Node>();
  const open = [schema];
  for (let node = open.shift(); node !== undefined; node = open.shift()) {
    if (!isObject(node.value) || found.has(node.uri)) continue;
    found.set(node.uri, node);
    if (isReference(node)) open.push(documents.step(node));
    open.push(...listAt(node, "allOf"));
  }
  return [...found.values()];
}

function guessedType(merged: Json): string {
  if (merged.properties !== undefined || merged.additionalProperties !== undefined) return "object";
  return merged.items === undefined ? "string" : "array";
}

function ofType(
  schemas: BareSchemas,
  parts: readonly Node[],
  { type, merged, depth }: { type: string; merged: Json; depth: number },
): unknown[] {
  switch (type) {
    case "null":
      return [null];
    case "boolean":
      return [true, false];
    case "integer":
    case "number":
      return [1, 0, 2, 10, 100, -1, 0.5, merged.minimum, merged.maximum, merged.multipleOf].filter(
        (value) => typeof value === "number",
      );
    case "string": {
      const known = TEXTS[String(merged.format)];
      const length = Number(merged.minLength ?? 0);
      const texts = ["text", "a", "A", "1", "AB", "123", "a".repeat(length), "1".repeat(length)];
      return [...(known === undefined ? [] : [known]), ...texts];
    }
    case "array": {
      const items = parts.filter(({ value }) => (value as Json).items !== undefined);
      const inner = items.map(({ uri, value }) => ({
        uri: `${uri}/items`,
        value: (value as Json).items,
      }));
      const count = Math.min(Math.max(1, Number(merged.minItems ?? 1)), 5);
      const values = plainValues(schemas, inner, depth + 1);
      const lists = values.map((value) => new Array<unknown>(count).fill(value));
      return [...lists, values.slice(0, count), []];
    }
    default:
      return [objectOf(schemas, parts, depth), {}];
  }
}

function objectOf(schemas: BareSchemas, parts: readonly Node[], depth: number): Json {
  const required = parts.flatMap(({ value }) => (value as Json).required ?? []) as string[];
  const made: Json = {};
  for (const name of new Set(required)) {
    const properties = parts.flatMap((part) =>
      entriesAt(part, "properties")
        .filter(([key]) => key === name)
        .map(([, property]) => property),
    );
    if (properties.some(schemas.isHidden)) continue;
    const values = plainValues(schemas, properties, depth + 1);
    made[name] =
      values.find((value) =>
        properties.every((property) => schemas.refusal(property, value) === undefined),
      ) ?? "text";
  }
  return made;
}
