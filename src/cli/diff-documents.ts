/**
 * The documents that are compared: two files, or those of two folders, each with its partner.
 */
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Contract } from "../contract/contract.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { type LoadOptions, loadContract, readText } from "../load/load.ts";

export interface DocumentPairs {
  pairs: { base: Contract; revision: Contract }[];
  removed: Contract[];
  added: Contract[];
}

/**
 * One document beside one is a pair, whatever they are called. Those of folders pair by their path
 * in the folder, then by title; what is left came or went.
 *
 * @throws {ConcordatError} `input.unreadable`, `source.*`, `contract.*`, and `usage.invalid` where
 *   one of two documents is OpenAPI and the other AsyncAPI
 */
export async function loadDocumentPairs(
  base: string,
  revision: string,
  options: LoadOptions & { cwd: string },
): Promise<DocumentPairs> {
  const [before, after] = [await loadAll(base, options), await loadAll(revision, options)];
  if (before.length === 1 && after.length === 1) {
    const pair = { base: before[0]!.contract, revision: after[0]!.contract };
    if (pair.base.format !== pair.revision.format) {
      throw new ConcordatError(
        "usage.invalid",
        `${base} is ${NAMES[pair.base.format]}, ${revision} is ${NAMES[pair.revision.format]}`,
        { mend: "Name two versions of one document." },
      );
    }
    return { pairs: [pair], removed: [], added: [] };
  }
  return pairUp(before, after);
}

const NAMES = { openapi: "OpenAPI", asyncapi: "AsyncAPI" } as const;

interface Named {
  /** The path in its folder, with forward slashes. */
  name: string;
  contract: Contract;
}

function pairUp(before: readonly Named[], after: readonly Named[]): DocumentPairs {
  const open = new Set(before);
  const partners = new Map<Named, Named>();
  const isAlike = [
    (a: Named, b: Named) => a.name === b.name,
    (a: Named, b: Named) => a.contract.title !== "" && a.contract.title === b.contract.title,
  ];
  for (const fits of isAlike) {
    for (const document of after) {
      if (partners.has(document)) continue;
      const partner = [...open].find(
        (each) => each.contract.format === document.contract.format && fits(each, document),
      );
      if (partner === undefined) continue;
      partners.set(document, partner);
      open.delete(partner);
    }
  }
  return {
    pairs: [...partners].map(([document, partner]) => ({
      base: partner.contract,
      revision: document.contract,
    })),
    removed: [...open].map(({ contract }) => contract),
    added: after.filter((each) => !partners.has(each)).map(({ contract }) => contract),
  };
}

async function loadAll(given: string, options: LoadOptions & { cwd: string }): Promise<Named[]> {
  const absolute = path.resolve(options.cwd, given);
  const isFolder = await stat(absolute).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    return [{ name: path.basename(given), contract: await loadContract(given, options) }];
  }
  const documents: Named[] = [];
  for (const name of await documentsIn(absolute)) {
    const file = path.join(given, name);
    const root = options.root ?? absolute;
    documents.push({
      name: name.split(path.sep).join("/"),
      contract: await loadContract(file, { ...options, root }),
    });
  }
  if (documents.length > 0) return documents;
  throw new ConcordatError("input.unreadable", `${given} holds no OpenAPI or AsyncAPI document`, {
    mend: "Name a folder with documents, or the documents themselves.",
  });
}

// Links are not followed, and what tools keep for themselves is not looked into.
async function documentsIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  const open = [""];
  for (let inner = open.pop(); inner !== undefined; inner = open.pop()) {
    for (const entry of await readdir(path.join(folder, inner), { withFileTypes: true })) {
      const name = path.join(inner, entry.name);
      if (entry.isDirectory()) {
        if (!entry.name.startsWith(".") && entry.name !== "node_modules") open.push(name);
      } else if (entry.isFile() && /\.(json|ya?ml)$/.test(entry.name)) {
        if (await isDocument(path.join(folder, name))) found.push(name);
      }
    }
  }
  return found.sort();
}

// A folder holds more than documents: schemas, parts, examples. A document names its format at its
// root; what names one and cannot be read is no reason to pass it over.
async function isDocument(file: string): Promise<boolean> {
  const text = await readText(file, file);
  if (/^\s*\{/.test(text)) return /"(openapi|asyncapi|swagger)"\s*:\s*"/.test(text);
  return /^(["']?)(openapi|asyncapi|swagger)\1\s*:/m.test(text);
}
