/**
 * Text to plain values.
 *
 * The YAML library's only home, together with position-index.ts.
 */
import {
  CORE_SCHEMA,
  type DocumentEvent,
  EVENT_ID,
  type Event,
  load,
  mergeTag,
  parseEvents,
  YAMLException,
} from "js-yaml";

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
    const second = offsetOfSecondDocument(text, error);
    if (second !== undefined) {
      const reason = "a second YAML document begins here; a file holds one";
      throw new TextFault("source.syntax", reason, second, error);
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

// YAML 1.2 #streams. The library says without a place that there is more than one document.
function offsetOfSecondDocument(text: string, error: unknown): number | undefined {
  if (!(error instanceof YAMLException) || !error.reason.includes("single document")) {
    return undefined;
  }
  // At the beginning of a line this is nothing else: YAML 1.2 #c-forbidden.
  const start = /^---(?=\s|$)/gm;
  let documents = 0;
  for (const event of parseEvents(text, { maxDepth: MAX_PARSED_DEPTH })) {
    if (event.type === EVENT_ID.DOCUMENT) {
      documents += 1;
      if (event.explicitStart) start.exec(text);
      if (documents === 2 && event.explicitStart) return start.lastIndex - "---".length;
    } else if (documents === 2) {
      // After `...` a document needs no `---`, and begins with what it says.
      return offsetOf(event);
    }
  }
  return undefined;
}

function offsetOf(event: Exclude<Event, DocumentEvent>): number | undefined {
  const offset =
    "start" in event
      ? event.start
      : "valueStart" in event
        ? event.valueStart
        : "anchorStart" in event
          ? event.anchorStart
          : -1;
  return offset < 0 ? undefined : offset;
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
