/**
 * One document as text and value: what was read, and where each pointer stands in it.
 *
 * YAML 1.2 core schema, with the merge key that people use all the same; JSON: RFC 8259.
 */
import { createFinding, type Finding, type Location } from "../findings/finding.ts";
import { createJsonIndex, type JsonIndex } from "./json-index.ts";
import { offsetInJson } from "./json-position.ts";
import { checkNesting, isTooDeep, NestingError } from "./nesting.ts";
import { parseJson, parseYaml, TextFault } from "./parse.ts";
import { parsePointer } from "./pointer.ts";
import { lineStarts, type Position, positionAt, positionOf } from "./position.ts";
import { indexPositions, type PositionIndex } from "./position-index.ts";

export interface Source {
  /** Absolute, without a fragment; what `$ref`s are resolved against. */
  readonly uri: string;
  /** The name shown to people. */
  readonly file: string;
  readonly text: string;
  /** The parsed value; undefined when the text could not be read. */
  readonly value: unknown;
  /** Whether no value stands at two places, as in all JSON; YAML's aliases may share values. */
  readonly isTree: boolean;
  /** Why it could not be read; empty when it could. */
  readonly faults: readonly Finding[];
}

export interface SourceName {
  uri: string;
  file: string;
}

/** Longer texts are refused: no API document known to us comes near. */
export const MAX_TEXT_BYTES: number = 64 * 1024 * 1024;

/**
 * Reads YAML or JSON. Text that starts with `{` or `[` and is JSON is read as JSON; all else as
 * YAML. Duplicate keys take the last value here, and are listed by `duplicateKeys`.
 *
 * @returns always a Source; where the text cannot be read, `value` is undefined and `faults`
 *   says why: `source.syntax`, `source.cyclic-alias`, `source.too-deep`, `source.too-large`
 */
export function readSource(text: string, name: SourceName): Source {
  const source = { ...name, text, value: undefined, isTree: true, faults: [] as Finding[] };
  if (text.length > MAX_TEXT_BYTES) {
    const limit = `${MAX_TEXT_BYTES / 1024 / 1024} MiB`;
    return fault(source, "source.too-large", `the document is larger than ${limit}`, 0);
  }
  try {
    const { value, isTree } = name.file.endsWith(".json")
      ? { value: parseJson(text), isTree: true }
      : parseAny(text);
    // A tree is as large as its text, so only its depth can be too much.
    if (!isTree || isTooDeep(value)) checkNesting(value);
    return { ...source, value, isTree };
  } catch (error) {
    if (error instanceof TextFault) {
      return fault(source, error.code, error.message, error.offset);
    }
    if (error instanceof NestingError) {
      const at = locate({ ...source, value: undefined }, error.pointer);
      return { ...source, faults: [sourceFinding(error.code, error.message, at)] };
    }
    throw error;
  }
}

/**
 * Where `pointer` stands in `source`; where it stands nowhere, its nearest ancestor's place.
 *
 * Line and column are looked for when they are first read: a server that finds a fault in a
 * document of 13 MB does not wait until every line of it is counted.
 */
export function locate(source: Source, pointer: string): Location {
  let position: Position | undefined;
  const found = (): Position => {
    position ??= findPosition(source, pointer);
    return position;
  };
  return {
    file: source.file,
    pointer,
    get line() {
      return found().line;
    },
    get column() {
      return found().column;
    },
  };
}

const lookups = new WeakMap<Source, number>();

/** Places of a JSON text looked for one by one; after that what was read is remembered. */
const FEW_LOOKUPS = 2;

function findPosition(source: Source, pointer: string): Position {
  const tokens = parsePointer(pointer) ?? [];
  if (source.isTree && source.value !== undefined) {
    // A few places are found by reading past the rest, more of them by what was read on the way.
    const count = lookups.get(source) ?? 0;
    lookups.set(source, count + 1);
    if (count < FEW_LOOKUPS) return positionAt(source.text, offsetInJson(source.text, tokens));
    const { starts, json } = jsonIndexOf(source);
    return positionOf(starts, json.offsetNear(tokens));
  }
  const index = positionsOf(source);
  return positionOf(index.starts, index.offsetNear(tokens));
}

const jsonIndexes = new WeakMap<Source, { starts: readonly number[]; json: JsonIndex }>();

function jsonIndexOf(source: Source): { starts: readonly number[]; json: JsonIndex } {
  let index = jsonIndexes.get(source);
  if (index === undefined) {
    const { text } = source;
    index = { starts: lineStarts(text), json: createJsonIndex(text) };
    jsonIndexes.set(source, index);
  }
  return index;
}

/** The pointers of keys that a mapping states twice, each with the place of the repetition. */
export function duplicateKeys(source: Source): Location[] {
  const index = positionsOf(source);
  return index.duplicates.map(({ pointer, offset }) => ({
    file: source.file,
    pointer,
    ...positionOf(index.starts, offset),
  }));
}

const indexes = new WeakMap<Source, PositionIndex>();

// The index costs as much as parsing, so it is built when the first finding needs a place.
function positionsOf(source: Source): PositionIndex {
  let index = indexes.get(source);
  if (index === undefined) {
    index = indexPositions(source.text);
    indexes.set(source, index);
  }
  return index;
}

function parseAny(text: string): { value: unknown; isTree: boolean } {
  if (/^\s*[{[]/.test(text)) {
    try {
      return { value: parseJson(text), isTree: true };
    } catch {
      // YAML's flow style looks like JSON and allows more.
    }
  }
  return { value: parseYaml(text), isTree: false };
}

function fault(
  source: Source,
  code: "source.syntax" | "source.too-deep" | "source.too-large",
  message: string,
  offset: number,
): Source {
  const position =
    offset === 0 ? { line: 1, column: 1 } : positionOf(lineStarts(source.text), offset);
  const at = { file: source.file, pointer: "", ...position };
  return { ...source, faults: [sourceFinding(code, message, at)] };
}

function sourceFinding(code: Finding["code"], message: string, at: Location): Finding {
  return createFinding({ code, message, at, identity: [at.pointer] });
}
