/**
 * A published document in which some components stand twice, as they are and with one edit, and
 * those that refer to them likewise.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fork, pick, seeded } from "../../src/schema/sample/random.ts";
import {
  at,
  type CorpusDocument,
  isObject,
  type Json,
  readDocuments,
} from "../exchanges/documents.ts";
import { edited } from "./edits.ts";

export interface NamedPair {
  sender: string;
  receiver: string;
  expected: "compatible" | "incompatible" | undefined;
  edit: string;
}

export interface EditedDocument {
  document: CorpusDocument;
  /** By the names of the components. */
  pairs: NamedPair[];
  remove(): void;
}

/** What means the same in OpenAPI 3.0 as in 2020-12. */
const OF_30 =
  /^(min|max)|^(required|enum|pattern|format|uniqueItems|items|properties|additionalProperties) |^multipleOf|^(anyOf|allOf) with one less|^type made/;

/**
 * `count` edits of components drawn by chance, written to a temporary folder; undefined for
 * documents of several files.
 */
export function editedDocument(
  document: CorpusDocument,
  { seed, count }: { seed: number; count: number },
): EditedDocument | undefined {
  const { root, version } = readDocuments(document);
  const schemas = at(root, "components", "schemas")?.value;
  if (!isObject(schemas) || JSON.stringify(root.value).includes('"$ref":"./')) return undefined;
  const names = Object.keys(schemas);
  const more: Json = {};
  const pairs: NamedPair[] = [];
  for (let index = 0; index < count; index += 1) {
    const random = fork(seeded(seed), index);
    const name = pick(random, names);
    const original = schemas[name];
    if (!isObject(original)) continue;
    const made = edited(original, random, (edit) => version === "3.1" || OF_30.test(edit.name));
    if (made === undefined) continue;
    const { edit, schema } = made;
    const other = `Edited${index}`;
    more[other] = schema;
    const [wide, narrow] = edit.becomes === "wider" ? [other, name] : [name, other];
    // What is not part of a response is not asked for: without the keyword it would be.
    const isKnown = !JSON.stringify(original).includes('"writeOnly"');
    const about = { edit: edit.name };
    const expected = isKnown ? (["compatible", "incompatible"] as const) : [];
    pairs.push({ sender: narrow, receiver: wide, expected: expected[0], ...about });
    pairs.push({ sender: wide, receiver: narrow, expected: expected[1], ...about });
    const reference = JSON.stringify({ $ref: `#/components/schemas/${name}` }).slice(1, -1);
    const referring = names.filter((each) => JSON.stringify(schemas[each]).includes(reference));
    if (referring.length === 0) continue;
    const holder = pick(random, referring);
    const replaced = JSON.stringify({ $ref: `#/components/schemas/${other}` }).slice(1, -1);
    const text = JSON.stringify(schemas[holder]).replaceAll(reference, replaced);
    more[`Holder${index}`] = JSON.parse(text);
    const both = { expected: undefined, edit: `${edit.name} behind a reference` };
    pairs.push({ sender: holder, receiver: `Holder${index}`, ...both });
    pairs.push({ sender: `Holder${index}`, receiver: holder, ...both });
  }
  const whole = structuredClone(root.value) as { components: { schemas: Json } };
  Object.assign(whole.components.schemas, more);
  const folder = mkdtempSync(path.join(tmpdir(), "concordat-laws-"));
  const file = path.join(folder, "document.json");
  writeFileSync(file, JSON.stringify(whole));
  return {
    document: { ...document, file, root: folder },
    pairs,
    remove: () => rmSync(folder, { recursive: true }),
  };
}
