/**
 * The published OpenAPI 3.x documents that lie beside the repository, as a reader of its own has
 * them: js-yaml, and a dozen lines that follow `$ref`. It shares nothing with `src/`.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CORE_SCHEMA, load } from "js-yaml";

const corpus = path.resolve(import.meta.dirname, "../../../shared/corpus");
const manifest = path.join(corpus, "MANIFEST.tsv");

export const hasCorpus: boolean = existsSync(manifest);

export interface CorpusDocument {
  /** Relative to the corpus. */
  name: string;
  file: string;
  /** What its references stay in. */
  root: string;
  bytes: number;
}

/** In the manifest's order. */
export function corpusDocuments(): CorpusDocument[] {
  const [, ...lines] = readFileSync(manifest, "utf8").split("\n");
  return lines
    .map((line) => line.split("\t"))
    .filter(([name = "", , version = ""]) => name.startsWith("openapi/") && /^3\./.test(version))
    .map(([name]) => {
      const file = path.join(corpus, name!);
      const folders = name!.split("/").slice(0, -1);
      // A document of several files has a folder of its own.
      const root =
        folders.length > 1 ? path.join(corpus, ...folders.slice(0, 2)) : path.dirname(file);
      return { name: name!, file, root, bytes: statSync(file).size };
    });
}

export type Json = Record<string, unknown>;

/** A value where it stands. */
export interface Node {
  /** The file's URL, and a JSON Pointer after `#`, not encoded. */
  uri: string;
  value: unknown;
}

/** Why something cannot be judged; the sentence is counted. */
export class NotJudged extends Error {}

export interface Documents {
  root: Node;
  version: "3.0" | "3.1";
  /**
   * Where the reference that stands there leads: a schema in 3.1 may say more beside its own.
   *
   * @throws {NotJudged} where it leads nowhere
   */
  step(node: Node): Node;
  /** The same until no reference is left. @throws {NotJudged} */
  follow(node: Node): Node;
}

/** A document and those it refers to, each read when it is asked for. */
export function readDocuments({ file, root }: Pick<CorpusDocument, "file" | "root">): Documents {
  const read = new Map<string, unknown>();
  const documentAt = (url: string): unknown => {
    if (!url.startsWith("file:")) throw new NotJudged("a reference leads to the network");
    if (!read.has(url)) {
      const target = fileURLToPath(url);
      const isInside = !path.relative(root, target).startsWith("..");
      if (!isInside || !existsSync(target)) throw new NotJudged("a reference leads nowhere");
      read.set(url, load(readFileSync(target, "utf8"), { schema: CORE_SCHEMA, json: true }));
    }
    return read.get(url);
  };
  const step = (node: Node): Node => {
    const [base = ""] = node.uri.split("#", 1);
    const url = new URL(String((node.value as Json).$ref), base);
    const pointer = decodeURIComponent(url.hash.slice(1));
    url.hash = "";
    let target: Node | undefined = { uri: `${url.href}#`, value: documentAt(url.href) };
    if (pointer !== "" && !pointer.startsWith("/")) throw new NotJudged("a reference to an anchor");
    for (const token of pointer.split("/").slice(1)) {
      target = at(target, token.replaceAll("~1", "/").replaceAll("~0", "~"));
    }
    if (target === undefined) throw new NotJudged("a reference leads nowhere");
    return target;
  };
  const follow = (node: Node, hops = 0): Node => {
    if (!isReference(node)) return node;
    if (hops > 100) throw new NotJudged("a reference leads back to itself");
    return follow(step(node), hops + 1);
  };
  const url = pathToFileURL(file).href;
  const value = documentAt(url) as { openapi: string };
  return {
    root: { uri: `${url}#`, value },
    version: value.openapi.startsWith("3.0") ? "3.0" : "3.1",
    step,
    follow: (node) => follow(node),
  };
}

/** Whether a reference stands there. */
export function isReference({ value }: Node): boolean {
  return isObject(value) && typeof value.$ref === "string";
}

/** What stands under `keys`; undefined where nothing does. */
export function at(node: Node | undefined, ...keys: string[]): Node | undefined {
  let current = node;
  for (const key of keys) {
    const held = current?.value;
    if (current === undefined || held === null || typeof held !== "object") return undefined;
    if (!Object.hasOwn(held, key)) return undefined;
    const token = key.replaceAll("~", "~0").replaceAll("/", "~1");
    current = { uri: `${current.uri}/${token}`, value: (held as Json)[key] };
  }
  return current;
}

/** The items of the list under `key`. */
export function listAt(node: Node | undefined, key: string): Node[] {
  const list = at(node, key);
  if (list === undefined || !Array.isArray(list.value)) return [];
  return list.value.map((_, index) => at(list, String(index))!);
}

/** The members of the object under `key`, by name. */
export function entriesAt(node: Node | undefined, key: string): [string, Node][] {
  const object = at(node, key);
  if (object === undefined || !isObject(object.value)) return [];
  return Object.keys(object.value).map((name) => [name, at(object, name)!]);
}

export function isObject(value: unknown): value is Json {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
