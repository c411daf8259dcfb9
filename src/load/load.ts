/**
 * Files to documents and contracts, every `$ref` followed that stays inside the root.
 *
 * DESIGN: safe by default. The network is never asked.
 */
import { readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Contract } from "../contract/contract.ts";
import { readContract } from "../contract/read-contract.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import type { Finding } from "../findings/finding.ts";
import type { DocumentSet, Refusal } from "../source/documents.ts";
import { findReferencesToOthers } from "../source/reference-scan.ts";
import { MAX_TEXT_BYTES, readSource, type Source } from "../source/source.ts";

export interface LoadOptions {
  /** `$ref`s that leave this folder are refused. Default: the document's folder. */
  root?: string;
  /** What file names in findings are relative to. Default: the working directory. */
  cwd?: string;
}

/** A document and everything it refers to. */
export interface LoadedDocument {
  uri: string;
  documents: DocumentSet;
}

/** A document and its contract, where it is one. */
export interface LoadedContract extends LoadedDocument {
  contract?: Contract;
  faults: readonly Finding[];
}

/**
 * The contract in `file`.
 *
 * @throws {ConcordatError} `input.unreadable`, `source.*`, `contract.unknown-format`,
 *   `contract.swagger-2`, `contract.asyncapi-2`
 */
export async function loadContract(file: string, options: LoadOptions = {}): Promise<Contract> {
  const { contract, faults } = await loadContractFile(file, options);
  if (contract !== undefined) return contract;
  const fault = faults[0]!;
  const { file: shown, line, column } = fault.at;
  throw new ConcordatError(fault.code, `${shown}:${line}:${column}: ${fault.message}`, {
    at: fault.at,
    ...(fault.mend !== undefined && { mend: fault.mend }),
  });
}

/**
 * The same, with the reasons as findings where the document is no contract.
 *
 * @throws {ConcordatError} `input.unreadable`
 */
export async function loadContractFile(
  file: string,
  options: LoadOptions = {},
): Promise<LoadedContract> {
  const loaded = await loadDocument(file, options);
  return { ...loaded, ...readContract(loaded.documents, loaded.uri) };
}

/** @throws {ConcordatError} `input.unreadable` when `file` itself cannot be read */
export async function loadDocument(
  file: string,
  options: LoadOptions = {},
): Promise<LoadedDocument> {
  const cwd = options.cwd ?? process.cwd();
  const absolute = path.resolve(cwd, file);
  const root = path.resolve(cwd, options.root ?? path.dirname(absolute));
  const uri = pathToFileURL(absolute).href;
  const sources = new Map<string, Source>();
  const refused = new Map<string, Refusal>();
  sources.set(uri, await readFileSource(absolute, cwd));
  let wave = [uri];
  while (wave.length > 0) {
    const wanted = new Set(wave.flatMap((known) => documentsNamedIn(sources.get(known)!)));
    const next = [...wanted].filter((target) => !sources.has(target) && !refused.has(target));
    await Promise.all(
      next.map(async (target) => {
        const outcome = await readReferenced(target, root, cwd);
        if ("reason" in outcome) refused.set(target, outcome);
        else sources.set(target, outcome);
      }),
    );
    wave = next.filter((target) => sources.has(target));
  }
  return { uri, documents: { sources, refused } };
}

/** @throws {ConcordatError} `input.unreadable` */
export async function readFileSource(absolute: string, cwd: string): Promise<Source> {
  const file = displayName(absolute, cwd);
  return readSource(await readText(absolute, file), { uri: pathToFileURL(absolute).href, file });
}

/** @throws {ConcordatError} `input.unreadable` */
export async function readText(absolute: string, shown: string): Promise<string> {
  try {
    const found = await stat(absolute);
    // A device may have no end, and a pipe no writer.
    if (!found.isFile() && !found.isDirectory()) {
      throw new ConcordatError("input.unreadable", `${shown}: it is no regular file`, {
        mend: SAVE_IT,
      });
    }
    if (found.size > MAX_TEXT_BYTES) {
      throw new ConcordatError("input.unreadable", `${shown} is larger than concordat reads`, {
        mend: `Split it; the limit is ${MAX_TEXT_BYTES / 1024 / 1024} MiB.`,
      });
    }
    return await readFile(absolute, "utf8");
  } catch (error) {
    if (error instanceof ConcordatError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const isStdin = shown === "-" && code === "ENOENT";
    const reason = isStdin ? "concordat does not read standard input" : reasonOf(code, error);
    throw new ConcordatError("input.unreadable", `${shown}: ${reason}`, {
      mend: isStdin ? SAVE_IT : mendOf(code),
      cause: error,
    });
  }
}

const SAVE_IT = "Write the document to a file, and name that.";

function mendOf(code: string | undefined): string {
  if (code === "EISDIR") return "Name the documents in it, one by one.";
  if (code === "EACCES" || code === "EPERM") return "Give this user the right to read it.";
  return "Check the path; it is taken from the folder concordat runs in.";
}

function documentsNamedIn(source: Source): string[] {
  return findReferencesToOthers(source)
    .filter(({ ref }) => URL.canParse(ref, source.uri))
    .map(({ ref }) => {
      const url = new URL(ref, source.uri);
      url.hash = "";
      return url.href;
    });
}

async function readReferenced(uri: string, root: string, cwd: string): Promise<Source | Refusal> {
  if (!uri.startsWith("file:")) {
    return { code: "reference.remote", reason: `${uri} is not on this machine` };
  }
  const absolute = pathOf(uri);
  if (absolute === undefined) {
    return { code: "reference.dangling", reason: `${uri} names no file of this machine` };
  }
  const shown = displayName(absolute, cwd);
  try {
    const [realFile, realRoot] = await Promise.all([realpath(absolute), realpath(root)]);
    if (!isInside(realRoot, realFile)) {
      const reason = `${shown} is outside ${displayName(root, cwd)}`;
      return { code: "reference.outside-root", reason };
    }
  } catch (error) {
    // Whether a file outside the root exists is nobody's business: the answer is the same.
    if (!isInside(root, absolute)) {
      const reason = `${shown} is outside ${displayName(root, cwd)}`;
      return { code: "reference.outside-root", reason };
    }
    const { code } = error as NodeJS.ErrnoException;
    return { code: "reference.dangling", reason: `${shown}: ${reasonOf(code, error)}` };
  }
  try {
    const source = await readFileSource(absolute, cwd);
    const fault = source.faults[0];
    if (fault === undefined) return source;
    return {
      code: "reference.dangling",
      reason: `${shown}:${fault.at.line}:${fault.at.column}: ${fault.message}`,
    };
  } catch (error) {
    return { code: "reference.dangling", reason: (error as Error).message };
  }
}

// An encoded slash, or a host, makes a file URL that no path stands for.
function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function displayName(absolute: string, cwd: string): string {
  return path.relative(cwd, absolute).split(path.sep).join("/") || ".";
}

function reasonOf(code: string | undefined, error: unknown): string {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "no such file";
    case "EISDIR":
      return "it is a folder, not a file";
    case "EACCES":
    case "EPERM":
      return "no permission to read it";
    default:
      return (error as Error).message;
  }
}
