/**
 * The second opinion: Ajv on the same schema, for samples, witnesses and tests.
 *
 * It shares with `validate` how schemas are found and how patterns run, and nothing else: all
 * that a schema leads to is put together into one that stands alone, and compiled.
 */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { findFormat } from "./format/format.ts";
import { instanceTypes } from "./instance-types.ts";
import { compilePattern } from "./pattern/pattern.ts";
import { isObject, subschema } from "./place.ts";
import { isResolved, reference, type Schema } from "./schema.ts";
import { subschemaPaths } from "./subschemas.ts";

/** Whether a value is valid; undefined where Ajv has no answer. */
export type Judge = (instance: unknown) => boolean | undefined;

/**
 * Ajv's judgement by `schema`, in no direction. It is undefined for schemas that Ajv cannot
 * compile: ones with dynamic or dangling references, or too long chains of them. So it is for
 * formats that only one of us asserts, and for values with a name that Ajv gets wrong.
 */
export function judge(schema: Schema): Judge {
  let validate: ReturnType<Ajv2020["compile"]>;
  try {
    validate = compiled(bundle(schema));
  } catch {
    return () => undefined;
  }
  return (instance) => {
    try {
      return hasMistakenName(instance) ? undefined : validate(plain(instance)) === true;
    } catch {
      // The value is nested too deeply, or a pattern could not be run on it.
      return undefined;
    }
  };
}

// Ajv takes two objects with and without a prototype for different ones.
function plain(value: unknown): unknown {
  return typeof value === "object" ? structuredClone(value) : value;
}

/**
 * Whether a value has a name, at any depth, that Ajv gets wrong: to two objects with a
 * `constructor` of their own it says they are never equal, and `__proto__` it passes over silently.
 */
function hasMistakenName(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasMistakenName);
  if (!isObject(value)) return false;
  if (Object.hasOwn(value, "constructor") || Object.hasOwn(value, "__proto__")) return true;
  return Object.values(value).some(hasMistakenName);
}

let shared: Ajv2020 | undefined;

// Made when first needed: compiling the meta-schemas takes some 50 ms.
function ajv(): Ajv2020 {
  shared ??= newAjv();
  return shared;
}

function compiled(bundled: object): ReturnType<Ajv2020["compile"]> {
  try {
    return ajv().compile(bundled);
  } finally {
    // It would keep every schema it ever saw.
    ajv().removeSchema(bundled);
  }
}

function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    ownProperties: true,
    multipleOfPrecision: 10,
    // Whether a schema may be inlined is asked anew at each of its levels, and each asks twice.
    inlineRefs: false,
    code: { regExp: Object.assign(boundedPattern, { code: "boundedPattern" }) },
  });
  addFormats.default(ajv);
  return ajv;
}

function boundedPattern(source: string): { test(text: string): boolean; toString(): string } {
  const pattern = compilePattern(source);
  return {
    // Ajv keeps one expression for all that read the same.
    toString: () => source,
    test(text) {
      const matches = pattern.test(text);
      if (matches === undefined) throw new Error(`${source} cannot be run`);
      return matches;
    },
  };
}

// Only these mean something to both; Ajv has others, such as `nullable`, that 2020-12 has not.
const kept: ReadonlySet<string> = new Set(
  `additionalProperties allOf anyOf const contains dependencies dependentRequired dependentSchemas
  else enum exclusiveMaximum exclusiveMinimum format if items maxContains maxItems maxLength
  maxProperties maximum minContains minItems minLength minProperties minimum multipleOf not oneOf
  pattern patternProperties prefixItems properties propertyNames required then type
  unevaluatedItems unevaluatedProperties uniqueItems`.split(/\s+/),
);

// Together Ajv 8.20 gets these wrong, most of them by the official suite: it does not see what
// `contains`, nested `items` or an `if` without both branches have evaluated, and lets an empty
// list pass `contains` beside `prefixItems`; of what `items` types, `uniqueItems` looks at nothing else.
const mistaken: readonly (readonly string[])[] = [
  ["unevaluatedItems", "contains"],
  ["unevaluatedItems", "items"],
  ["unevaluatedItems", "if"],
  ["unevaluatedProperties", "if"],
  ["prefixItems", "contains"],
  ["prefixItems", "uniqueItems"],
];

// A value that contains itself, as YAML can write one, has schemas without end.
const mostSchemas = 100_000;

interface Bundle {
  /** By the schema that is referred to: its name among the `$defs`. */
  names: Map<Schema, string>;
  keywords: Set<string>;
  count: number;
}

function bundle(schema: Schema): object {
  const bundled: Bundle = { names: new Map([[schema, "0"]]), keywords: new Set(), count: 0 };
  const definitions: Record<string, unknown> = {};
  // The map grows while it is walked.
  for (const [referred, name] of bundled.names) definitions[name] = copy(referred, bundled);
  if (mistaken.some((keywords) => keywords.every((keyword) => bundled.keywords.has(keyword)))) {
    throw new Error("Ajv would be wrong");
  }
  return { $ref: "#/$defs/0", $defs: definitions };
}

// `{ required: [""] }` accepts everything there.
function namesNothing({ required, dependentRequired }: Readonly<Record<string, unknown>>): boolean {
  const lists = isObject(dependentRequired) ? Object.values(dependentRequired) : [];
  return [required, ...lists].some((list) => Array.isArray(list) && list.includes(""));
}

function copy(schema: Schema, bundled: Bundle): unknown {
  const { value, fault } = schema;
  bundled.count += 1;
  if (fault !== undefined || bundled.count > mostSchemas) throw new Error("Not to be bundled");
  if (!isObject(value)) return value;
  if (!isFormatShared(schema, value.format))
    throw new Error("A format means something to one of us only");
  if (namesNothing(value)) throw new Error("Ajv takes the empty name for none");
  if (Object.hasOwn(value, "$dynamicRef")) throw new Error("A dynamic reference has no one target");
  const copied: Record<string, unknown> = {};
  for (const keyword of Object.keys(value)) {
    if (!kept.has(keyword)) continue;
    copied[keyword] = beginCopy(value[keyword], keyword);
    bundled.keywords.add(keyword);
  }
  for (const [keyword, name] of subschemaPaths(value)) {
    if (!kept.has(keyword as string)) continue;
    if (name === undefined) copied[keyword as string] = copy(subschema(schema, keyword!), bundled);
    else {
      const inner = copy(subschema(schema, keyword!, name), bundled);
      (copied[keyword as string] as Record<string, unknown>)[name] = inner;
    }
  }
  const target = reference(schema);
  if (target === undefined) return copied;
  if (!isResolved(target)) throw new Error(target.reason);
  const name = bundled.names.get(target) ?? String(bundled.names.size);
  bundled.names.set(target, name);
  copied.$ref = `#/$defs/${name}`;
  return copied;
}

// ajv-formats has not all of 2020-12 and of the registry of OpenAPI, and has some, such as `url`,
// that neither of these lists. Giving it ours would make it no other opinion.
function isFormatShared(schema: Schema, name: unknown): boolean {
  if (typeof name !== "string") return true;
  const format = ajv().formats[name];
  const isAsserted = format !== undefined && format !== true;
  const own = findFormat(name);
  // Formats of numbers speak of texts, too, in the registry; Ajv asks numbers alone.
  const isOfBoth = own?.number !== undefined && own.text !== undefined;
  if (isOfBoth && instanceTypes(schema).has("string")) return false;
  return isAsserted === (own !== undefined);
}

// What holds schemas is filled with their copies afterwards.
function beginCopy(value: unknown, keyword: string): unknown {
  if (keyword === "const" || keyword === "enum") {
    if (hasMistakenName(value)) throw new Error("Ajv would be wrong");
    return plain(value);
  }
  if (isObject(value) && Object.hasOwn(value, "__proto__")) throw new Error("Ajv would be wrong");
  if (Array.isArray(value)) return [...value];
  return isObject(value) ? { ...value } : value;
}
