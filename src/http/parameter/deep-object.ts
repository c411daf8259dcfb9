/**
 * Style deepObject: `color[R]=100&color[G]=200`.
 *
 * OpenAPI 3.1 #style-values leaves lists and objects inside undefined. They are read as most
 * servers do: `a[b][c]=1` is an object inside, and a list is `a[b]=1&a[b]=2`, `a[b][]=1&a[b][]=2`
 * or `a[b][0]=1&a[b][1]=2`. Lists are written the first way; those with lists or objects in them
 * with indices, as only these tell which member a pair belongs to.
 */
import type { PointerToken } from "../../source/pointer.ts";
import type { Pairs } from "../request-parts.ts";
import { MalformedText, queryDecode } from "../wire.ts";
import { readEmpty, readItems, sentTwice } from "./read-members.ts";
import { type TextSchema, textSchemaOf } from "./text-schema.ts";

/** Names with more brackets than these are not read. */
const MAX_DEPTH = 100;

interface DeepNode {
  texts: string[];
  children: Map<string, DeepNode>;
}

const CODEC = { decode: queryDecode, isCommaFree: true };
const ANYTHING = textSchemaOf(undefined);

/** @throws {MalformedText} */
export function readDeepObject(
  name: string,
  value: TextSchema,
  shape: "array" | "object",
  { names, texts }: Pairs,
): unknown {
  const root: DeepNode = { texts: [], children: new Map() };
  const prefix = `${name}[`;
  for (let index = 0; index < names.length; index += 1) {
    const sent = names[index]!;
    if (sent === name) root.texts.push(texts[index]!);
    else if (sent.startsWith(prefix)) put(root, keysOf(sent, name), texts[index]!);
  }
  if (root.children.size === 0) return readBare(name, value, shape, root.texts);
  return readNode(value, root);
}

// Without brackets, only a list or the empty text can be meant.
function readBare(
  name: string,
  value: TextSchema,
  shape: "array" | "object",
  texts: readonly string[],
): unknown {
  const [first] = texts;
  if (first === undefined) return undefined;
  if (shape === "array") return readItems(value, texts, CODEC);
  if (texts.length === 1 && first === "") return readEmpty(value, "object", CODEC);
  throw new MalformedText(`${name}=${first} has no [name], as style deepObject asks`, {
    text: first,
  });
}

// `color[a][b]` as a and b.
function keysOf(sent: string, name: string): string[] {
  const keys = sent.slice(name.length);
  if (!/^(?:\[[^[\]]*\])+$/.test(keys)) {
    throw new MalformedText(`${sent} is not written as ${name}[name]`, { text: sent });
  }
  const list = keys.slice(1, -1).split("][");
  if (list.length > MAX_DEPTH) {
    throw new MalformedText(`it is nested deeper than ${MAX_DEPTH} levels`, { text: sent });
  }
  // `a[][b]` does not say which members make one item.
  if (list.slice(0, -1).includes("")) {
    throw new MalformedText(`${sent} has [] before its end; an index is due there`, { text: sent });
  }
  return list;
}

function put(root: DeepNode, keys: readonly string[], text: string): void {
  let node = root;
  for (const key of keys) {
    let child = node.children.get(key);
    if (child === undefined) {
      child = { texts: [], children: new Map() };
      node.children.set(key, child);
    }
    node = child;
  }
  node.texts.push(text);
}

function readNode(value: TextSchema, { texts, children }: DeepNode): unknown {
  if (children.size === 0) return readLeaf(value, texts);
  if (texts.length > 0) {
    throw new MalformedText("it is sent both as a value and with names in it", { text: texts });
  }
  return isList(value, children)
    ? [...children]
        .sort(byIndex)
        .flatMap(([key, child], index) => itemsAt(value, index, key, child))
    : readChildren(value, children);
}

function readLeaf(value: TextSchema, texts: readonly string[]): unknown {
  const { shapes } = value;
  if (shapes[0] === "array" || (texts.length > 1 && shapes.includes("array"))) {
    return readItems(value, texts, CODEC);
  }
  // Where nothing is declared, several values are a list.
  if (texts.length > 1 && value.schema === undefined) return texts.map(queryDecode);
  if (texts.length > 1) throw sentTwice(texts, value);
  if (shapes[0] === "object" && texts[0] === "") return readEmpty(value, "object", CODEC);
  return value.primitive(queryDecode(texts[0]!));
}

function readChildren(value: TextSchema, children: DeepNode["children"]): object {
  const entries: [string, unknown][] = [];
  for (const [key, child] of children) {
    entries.push([key, within(key, () => readNode(memberOf(value, key), child))]);
  }
  // fromEntries defines own properties, whatever their names.
  return Object.fromEntries(entries);
}

// `[]` stands for as many items as it has values.
function itemsAt(list: TextSchema, index: number, key: string, child: DeepNode): unknown[] {
  if (key !== "") return [within(index, () => readNode(list.item(index), child))];
  return child.texts.map((text, offset) =>
    within(index + offset, () => readNode(list.item(index + offset), { ...child, texts: [text] })),
  );
}

function isList({ shapes, schema }: TextSchema, children: DeepNode["children"]): boolean {
  const areIndices = [...children.keys()].every((key) => /^\d*$/.test(key));
  if (!areIndices) return false;
  if (schema === undefined) return true;
  return shapes.includes("array");
}

function byIndex([a]: [string, DeepNode], [b]: [string, DeepNode]): number {
  return Number(a === "" ? 0 : a) - Number(b === "" ? 0 : b);
}

function memberOf(value: TextSchema, key: string): TextSchema {
  return value.shapes.includes("object") ? value.property(key) : ANYTHING;
}

function within<T>(token: PointerToken, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof MalformedText ? error.inside(token) : error;
  }
}

/** The pairs that `value` stands in, decoded; undefined where a name has brackets of its own. */
export function deepPairs(
  name: string,
  value: object,
): [name: string, value: unknown][] | undefined {
  const pairs: [string, unknown][] = [];
  const open: [string, unknown][] = [[name, value]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, current] = next;
    if (current === null || current === undefined) continue;
    if (typeof current !== "object") {
      pairs.push([path, current]);
      continue;
    }
    const isPlainList = Array.isArray(current) && current.every(isPrimitive);
    const entries = Object.entries(current);
    if (!Array.isArray(current) && entries.some(([key]) => key === "" || /[[\]]/.test(key))) {
      return undefined;
    }
    open.push(
      ...entries
        .map(([key, inner]): [string, unknown] => [isPlainList ? path : `${path}[${key}]`, inner])
        .reverse(),
    );
  }
  return pairs;
}

function isPrimitive(value: unknown): boolean {
  return value === null || typeof value !== "object";
}
