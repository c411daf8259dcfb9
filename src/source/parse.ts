/**
 * Text to plain values.
 *
 * The YAML library's only home, together with position-index.ts.
 */
import { CORE_SCHEMA, load, mergeTag, YAMLException } from "js-yaml";

/** Why a text cannot be parsed, and the offset at which that shows. */
export class TextFault extends Error {
  readonly code: "source.syntax" | "source.too-deep";
  readonly offset: number;

  constructor(code: TextFault["code"], message: string, offset: number, cause: unknown) {
    super(message, { cause });
    this.code = code;
    this.offset = offset;
  }
}

/** Nesting in the text beyond which a document is refused. */
export const MAX_DEPTH: number = 500;

/**
 * Nesting beyond which YAML is not parsed at all. More than what is refused, so that what is a
 * little too deep has a pointer; less than half of what ends the stack.
 */
export const MAX_PARSED_DEPTH: number = 2 * MAX_DEPTH;

export const TOO_DEEP: string = `the value is nested deeper than ${MAX_DEPTH} levels`;

const schema = CORE_SCHEMA.withTags(mergeTag);

/** @throws {TextFault} */
export function parseYaml(text: string): unknown {
  try {
    // `json: true` lets a repeated key override: it is a finding of lint, not the end of reading.
    return load(text, { schema, json: true, maxDepth: MAX_PARSED_DEPTH });
  } catch (error) {
    const depthOffset = offsetOfDepth(error);
    if (depthOffset !== undefined) {
      throw new TextFault("source.too-deep", TOO_DEEP, depthOffset, error);
    }
    if (error instanceof YAMLException) {
      const offset = error.mark?.position ?? 0;
      throw new TextFault("source.syntax", `not YAML: ${error.reason}`, offset, error);
    }
    throw new TextFault("source.syntax", `not YAML: ${(error as Error).message}`, 0, error);
  }
}

/** Where the YAML library gave up for depth; undefined where it did so for another reason. */
export function offsetOfDepth(error: unknown): number | undefined {
  if (!(error instanceof YAMLException)) return undefined;
  return error.reason.includes("maxDepth") ? error.mark?.position : undefined;
}

/** @throws {TextFault} */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = /at position (\d+)/.exec(message)?.[1];
    const reason = message.replace(/ in JSON at position.*| at position.*|, "[\s\S]*$/, "");
    const offset = position ? Number(position) : text.length;
    throw new TextFault("source.syntax", `not JSON: ${reason}`, offset, error);
  }
}
