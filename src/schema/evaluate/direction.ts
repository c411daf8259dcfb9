/**
 * Which required properties a direction does not ask for.
 *
 * OpenAPI 3.1 #schema-object (and 3.0 #fixed-fields-for-schema-object): a property `required`
 * and `readOnly` is required in responses only; `writeOnly`, in requests only.
 */

import { isObject, subschema } from "../place.ts";
import { isResolved, reference, type Schema } from "../schema.ts";
import type { Node, Run } from "./evaluate.ts";

/** Whether the property `name`, required by `node`, is due in the direction of the run. */
export function isAskedFor(name: string, node: Node, run: Pick<Run, "direction" | "top">): boolean {
  if (run.direction === undefined) return true;
  const flag = run.direction === "request" ? "readOnly" : "writeOnly";
  // The property may be declared beside `required` or elsewhere in what applies here.
  return !isFlagged(run.top, name, flag) && !isFlagged(node, name, flag);
}

type Answers = WeakMap<Node, Map<string, boolean>>;

const answers: Record<"readOnly" | "writeOnly", Answers> = {
  readOnly: new WeakMap(),
  writeOnly: new WeakMap(),
};

function isFlagged(node: Node, name: string, flag: keyof typeof answers): boolean {
  let known = answers[flag].get(node);
  if (known === undefined) {
    known = new Map();
    answers[flag].set(node, known);
  }
  let answer = known.get(name);
  if (answer === undefined) {
    answer = together(node.schema)
      .flatMap((schema) => propertyOf(schema, name))
      .some((property) => together(property).some((schema) => isOn(schema, flag)));
    known.set(name, answer);
  }
  return answer;
}

const wholes = new WeakMap<Schema, readonly Schema[]>();

/** The schema and all that applies with it: through `$ref` and `allOf`, each once. */
function together(schema: Schema): readonly Schema[] {
  let whole = wholes.get(schema);
  if (whole === undefined) {
    whole = gather(schema);
    wholes.set(schema, whole);
  }
  return whole;
}

function gather(schema: Schema): Schema[] {
  const found = new Set([schema]);
  for (const each of found) {
    const target = reference(each);
    if (isResolved(target)) found.add(target);
    const { value } = each;
    if (!isObject(value) || !Object.hasOwn(value, "allOf") || !Array.isArray(value.allOf)) continue;
    for (const index of value.allOf.keys()) found.add(subschema(each, "allOf", index));
  }
  return [...found];
}

function propertyOf(schema: Schema, name: string): Schema[] {
  const { value } = schema;
  if (!isObject(value) || !Object.hasOwn(value, "properties")) return [];
  const { properties } = value;
  if (!isObject(properties) || !Object.hasOwn(properties, name)) return [];
  return [subschema(schema, "properties", name)];
}

function isOn(schema: Schema, flag: string): boolean {
  const { value } = schema;
  return isObject(value) && Object.hasOwn(value, flag) && value[flag] === true;
}
