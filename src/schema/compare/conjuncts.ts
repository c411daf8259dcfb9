/**
 * The schemas that hold wherever one holds: itself, what it refers to, and its `allOf`.
 */
import { dynamicReference, isResolved, reference, type Schema } from "../schema.ts";
import { listed } from "./parts.ts";

const known = new WeakMap<Schema, readonly Schema[] | undefined>();

/** In document order, each once; undefined where not all of them can be told. */
export function conjunctsOf(schema: Schema): readonly Schema[] | undefined {
  if (!known.has(schema)) known.set(schema, gather(schema));
  return known.get(schema);
}

function gather(schema: Schema): Schema[] | undefined {
  const found = new Set([schema]);
  for (const each of found) {
    if (each.fault !== undefined) return undefined;
    if (typeof each.value === "boolean") continue;
    if (dynamicReference(each) !== undefined) return undefined;
    const target = reference(each);
    if (target !== undefined) {
      if (!isResolved(target)) return undefined;
      found.add(target);
    }
    for (const branch of listed(each, "allOf") ?? []) found.add(branch);
  }
  return [...found];
}
