/**
 * What the values that `const` and `enum` list say of the members of lists and objects.
 *
 * JSON Schema 2020-12 Validation #name-enum, #name-const: a schema that lists its values may leave
 * its members undeclared, as the values tell what stands in them.
 */
import { applying } from "./declared-properties.ts";
import { isObject, place } from "./place.ts";
import type { Schema } from "./schema.ts";

export interface ListedMembers {
  /** What stands at `index` in one of the lists; undefined where all of them are shorter. */
  item(index: number): Schema | undefined;
  /** By name, in the order of the values. */
  readonly properties: ReadonlyMap<string, Schema>;
}

/**
 * The members of the lists and objects among the listed values, each as the `enum` of what stands
 * there. These schemas stand at the place of `schema`.
 *
 * @returns undefined where no list and no object is listed
 */
export function listedMembers(schema: Schema): ListedMembers | undefined {
  const values = listedComposites(schema);
  if (values.length === 0) return undefined;
  const lists = values.filter((value) => Array.isArray(value));
  const items = new Map<number, Schema>();
  return {
    item(index) {
      let item = items.get(index);
      if (item !== undefined) return item;
      const members = lists.filter(({ length }) => index < length).map((list) => list[index]);
      if (members.length === 0) return undefined;
      item = enumOf(schema, members);
      items.set(index, item);
      return item;
    },
    properties: propertiesOf(schema, values),
  };
}

/** Each list and object among the listed values as a schema of it alone. */
export function listedBranches(schema: Schema): Schema[] {
  return listedComposites(schema).map((value) => enumOf(schema, [value]));
}

function propertiesOf(schema: Schema, values: readonly object[]): Map<string, Schema> {
  const members = new Map<string, unknown[]>();
  for (const value of values.filter(isObject)) {
    for (const [name, member] of Object.entries(value)) {
      const before = members.get(name);
      if (before === undefined) members.set(name, [member]);
      else before.push(member);
    }
  }
  return new Map([...members].map(([name, list]) => [name, enumOf(schema, list)]));
}

function listedComposites(schema: Schema): object[] {
  return applying(schema).flatMap(({ value }) => {
    if (typeof value === "boolean") return [];
    const listed = Object.hasOwn(value, "const") ? [value.const] : value.enum;
    if (!Array.isArray(listed)) return [];
    return listed.filter((each) => typeof each === "object" && each !== null);
  });
}

function enumOf(schema: Schema, values: readonly unknown[]): Schema {
  const raw = { enum: values };
  const { document, resource: around } = schema.links;
  const { pointer } = schema;
  return place(schema.store, document, { pointer, raw, around, inPlace: new Set([raw]) });
}
