/**
 * Changes to what a document says.
 */
import fc from "fast-check";
import { NAMES, oneOf, REFERENCES, VALUES } from "./hostile.ts";
import {
  copyOf,
  isMapping,
  Lexeme,
  put,
  remove,
  rename,
  type Slot,
  slotsOf,
  valueIn,
  writeJson,
} from "./json-tree.ts";

/** A place, as far as there is one: by its key where one has it, else any. */
interface Pick {
  key: string;
  index: number;
}

export type TreeMutation =
  | { kind: "replace"; at: Pick; value: string }
  | { kind: "set"; at: Pick; keyword: string; value: string }
  | { kind: "remove"; at: Pick }
  | { kind: "rename"; at: Pick; name: string }
  | { kind: "copy"; at: Pick; from: Pick }
  | { kind: "refer"; at: Pick; to: Pick | string; beside: boolean }
  | { kind: "wrap"; at: Pick; keyword: string }
  | { kind: "chain"; at: Pick; section: string; link: string; length: number; isCircle: boolean }
  | { kind: "bloom"; at: Pick; link: string; levels: number }
  | { kind: "grow"; at: Pick; count: number };

/** How one schema, or whatever else stands in a section, leads to the next. */
const LINKS: Readonly<Record<string, (next: object) => object>> = {
  $ref: (next) => next,
  allOf: (next) => ({ allOf: [next] }),
  anyOf: (next) => ({ anyOf: [next, { type: "null" }] }),
  oneOf: (next) => ({ oneOf: [{ type: "null" }, next] }),
  not: (next) => ({ not: next }),
  properties: (next) => ({ type: "object", properties: { a: next }, required: ["a"] }),
  items: (next) => ({ type: "array", minItems: 1, items: next }),
  prefixItems: (next) => ({ prefixItems: [next] }),
  additionalProperties: (next) => ({ additionalProperties: next }),
  propertyNames: (next) => ({ propertyNames: next, minProperties: 1 }),
  content: (next) => ({ content: { "application/json": { schema: next } } }),
  schema: (next) => ({ schema: next }),
};

/** The same twice, so that what is walked doubles with each level. */
const BLOOMS: Readonly<Record<string, (next: object) => object>> = {
  allOf: (next) => ({ allOf: [next, next] }),
  anyOf: (next) => ({ anyOf: [next, next] }),
  oneOf: (next) => ({ oneOf: [next, next] }),
  properties: (next) => ({ type: "object", properties: { a: next, b: next } }),
  required: (next) => ({
    type: "object",
    properties: { a: next, b: next },
    required: ["a", "b"],
  }),
  items: (next) => ({ type: "array", items: next, minItems: 2 }),
  prefixItems: (next) => ({ type: "array", prefixItems: [next, next], minItems: 2 }),
  "not and allOf": (next) => ({ not: { allOf: [next, next] } }),
  "if and else": (next) => ({ if: next, else: next }),
  "anyOf of properties": (next) => ({
    anyOf: [{ properties: { a: next } }, { properties: { b: next } }],
  }),
  "properties and unevaluated": (next) => ({
    allOf: [{ properties: { a: next } }, next],
    unevaluatedProperties: false,
  }),
};

const SECTIONS = [
  "schemas",
  "parameters",
  "responses",
  "requestBodies",
  "headers",
  "examples",
  "callbacks",
  "pathItems",
  "links",
  "securitySchemes",
  "messages",
] as const;

/** @param keys of this kind of document: half of all changes are made at one of them */
export function treeMutations(keys: readonly string[]): fc.Arbitrary<TreeMutation> {
  const index = fc.nat({ max: MAX_INDEX });
  const pick = fc.record({ key: fc.oneof(fc.constant(""), fc.constantFrom(...keys)), index });
  const value = oneOf(VALUES);
  const kinds: fc.Arbitrary<TreeMutation>[] = [
    fc.record({ kind: fc.constant("replace"), at: pick, value }),
    fc.record({ kind: fc.constant("set"), at: pick, keyword: fc.constantFrom(...keys), value }),
    fc.record({ kind: fc.constant("remove"), at: pick }),
    fc.record({ kind: fc.constant("rename"), at: pick, name: oneOf(NAMES) }),
    fc.record({ kind: fc.constant("copy"), at: pick, from: pick }),
    fc.record({
      kind: fc.constant("refer"),
      at: pick,
      to: fc.oneof({ weight: 3, arbitrary: pick }, oneOf(REFERENCES)),
      beside: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant("wrap"),
      at: pick,
      keyword: fc.constantFrom(...Object.keys(LINKS)),
    }),
    fc.record({
      kind: fc.constant("chain"),
      at: pick,
      section: fc.constantFrom(...SECTIONS),
      link: fc.constantFrom(...Object.keys(LINKS)),
      length: fc.constantFrom(1, 2, 3, 10, 300, 3000),
      isCircle: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant("bloom"),
      at: pick,
      link: fc.constantFrom(...Object.keys(BLOOMS)),
      levels: fc.constantFrom(2, 10, 30, 200),
    }),
    fc.record({ kind: fc.constant("grow"), at: pick, count: fc.constantFrom(2, 100, 3000) }),
  ];
  return fc.oneof(...kinds);
}

const MAX_INDEX = 1_000_000;

/** A copy of `root` with the changes made one after another; what cannot be changed stays. */
export function mutateTree(root: unknown, mutations: readonly TreeMutation[]): unknown {
  const whole = { root: copyOf(root) };
  for (const mutation of mutations) {
    const slot = find(whole, mutation.at);
    if (slot !== undefined) mutate(whole, slot, mutation);
  }
  return whole.root;
}

function find(whole: object, { key, index }: Pick): Slot | undefined {
  const slots = slotsOf(whole);
  const named = key === "" ? [] : slots.filter((slot) => slot.key === key);
  const choice = named.length > 0 ? named : slots;
  return choice[index % Math.max(choice.length, 1)];
}

function mutate(whole: { root: unknown }, slot: Slot, mutation: TreeMutation): void {
  const old = valueIn(slot);
  const set = (value: unknown) => put(slot.owner, slot.key, value);
  switch (mutation.kind) {
    case "replace":
      set(new Lexeme(VALUES.get(mutation.value)!));
      return;
    case "set":
      if (isMapping(old)) put(old, mutation.keyword, new Lexeme(VALUES.get(mutation.value)!));
      return;
    case "remove":
      remove(slot);
      return;
    case "rename":
      rename(slot, NAMES.get(mutation.name)!);
      return;
    case "copy": {
      const from = find(whole, mutation.from);
      if (from !== undefined) set(copyOf(valueIn(from)));
      return;
    }
    case "refer": {
      const $ref = referenceTo(whole, mutation.to);
      if (mutation.beside && isMapping(old)) put(old, "$ref", $ref);
      else set({ $ref });
      return;
    }
    case "wrap":
      set(LINKS[mutation.keyword]!(old as object));
      return;
    case "chain": {
      const { section, length, isCircle } = mutation;
      const made = addChain(whole, LINKS[mutation.link]!, { section, length });
      if (isCircle) put(made, `c${length - 1}`, refersTo(section, "c0"));
      set(refersTo(section, "c0"));
      return;
    }
    case "bloom":
      addChain(whole, BLOOMS[mutation.link]!, { section: "schemas", length: mutation.levels });
      set(refersTo("schemas", "c0"));
      return;
    case "grow":
      grow(old, mutation.count);
  }
}

function referenceTo(whole: object, to: Pick | string): string {
  if (typeof to === "string") return REFERENCES.get(to)!;
  const pointer = find(whole, to)?.pointer.replace(/^\/root/, "") ?? "";
  return `#${encodeURI(pointer.toWellFormed()).replaceAll("#", "%23")}`;
}

function refersTo(section: string, name: string): { $ref: string } {
  return { $ref: `#/components/${section}/${name}` };
}

/** `c0` to the last in `components`, each leading to the next; the last is any string. */
function addChain(
  whole: { root: unknown },
  link: (next: object) => object,
  { section, length }: { section: string; length: number },
): object {
  const components = mappingIn(whole.root, "components");
  const made = mappingIn(components, section);
  for (let at = 0; at < length - 1; at += 1) {
    put(made, `c${at}`, link(refersTo(section, `c${at + 1}`)));
  }
  put(made, `c${length - 1}`, { type: "string" });
  return made;
}

function mappingIn(owner: unknown, key: string): Record<string, unknown> {
  if (!isMapping(owner)) return {};
  const known = Object.hasOwn(owner, key) ? owner[key] : undefined;
  if (isMapping(known)) return known;
  const made = {};
  put(owner, key, made);
  return made;
}

/** Characters: a copy of much, thousands of times, would be no document that anybody reads. */
const MAX_GROWN = 10_000_000;

function grow(old: unknown, count: number): void {
  if (old === null || typeof old !== "object" || old instanceof Lexeme) return;
  const values = Object.values(old);
  if (values.length === 0 || (writeJson(old).length / values.length) * count > MAX_GROWN) return;
  for (let at = 0; at < count; at += 1) {
    const copy = copyOf(values[at % values.length]);
    if (Array.isArray(old)) old.push(copy);
    else put(old, `k${at}`, copy);
  }
}
