/**
 * Text to plain values.
 *
 * The YAML library's only home, together with position-index.ts.
 */
import { CORE_SCHEMA, load, mergeTag, YAMLException } from "js-yaml";

/** A text that is not the language it should be, and the offset at which that shows. */
export class SyntaxFault extends Error {
  readonly offset: number;

  constructor(message: string, offset: number, cause: unknown) {
    super(message, { cause });
    this.offset = offset;
  }
}

/** Nesting in the text beyond which a document is refused. */
export const MAX_DEPTH: number = 500;

const schema = CORE_SCHEMA.withTags(mergeTag);

/** @throws {SyntaxFault} */
export function parseYaml(text: string): unknown {
  try {
    // `json: true` lets a repeated key override: it is a finding of lint, not the end of reading.
    return load(text, { schema, json: true, maxDepth: MAX_DEPTH });
  } catch (error) {
    if (error instanceof YAMLException) {
      throw new SyntaxFault(`not YAML: ${error.reason}`, error.mark?.position ?? 0, error);
    }
    throw new SyntaxFault(`not YAML: ${(error as Error).message}`, 0, error);
  }
}

/** @throws {SyntaxFault} */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = /at position (\d+)/.exec(message)?.[1];
    const reason = message.replace(/ in JSON at position.*| at position.*|, "[\s\S]*$/, "");
    throw new SyntaxFault(`not JSON: ${reason}`, position ? Number(position) : text.length, error);
  }
}
