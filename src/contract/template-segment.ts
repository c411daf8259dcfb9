/**
 * A segment of a path template: `{id}.json`, `{from}-{to}`, `{name}{;version}`.
 *
 * OpenAPI 3.1 #path-templating, #style-values.
 */
import { instanceTypes } from "../schema/instance-types.ts";
import type { Operation, Parameter } from "./contract.ts";

/** The segment with its names left out; where the prefix of a style counts, that is kept. */
export function segmentShape(segment: string, operation: Operation): string {
  if (isWholeExpression(segment)) return "{}";
  return partsOf(segment, operation)
    .map((part) => (part.name === undefined ? part.text : `{${part.text}}`))
    .join("");
}

/** What a shape says literally. */
export function literalOf(shape: string): string {
  return shape.replace(/\{[^{}]*\}/g, "");
}

/** The names in braces, in order, one for each value. */
export function segmentNames(segment: string): string[] {
  if (!segment.includes("{")) return [];
  if (isWholeExpression(segment)) return [segment.slice(1, -1)];
  return splitSegment(segment).flatMap((text) => (isExpression(text) ? text.slice(1, -1) : []));
}

/** The values of a text that fits a segment's template, in order. */
export type MatchSegment = (text: string) => string[] | undefined;

/**
 * Matches in linear time: each value is as short as may be, and has at least one character. To end
 * each as early as possible leaves the most room to what follows, so nothing is tried twice.
 */
export function segmentMatcher(segment: string, operation: Operation): MatchSegment {
  const parts = partsOf(segment, operation);
  return (text) => {
    const values: string[] = [];
    let start = 0;
    for (const [index, part] of parts.entries()) {
      if (part.name === undefined) {
        if (!text.startsWith(part.text, start)) return undefined;
        start += part.text.length;
        continue;
      }
      const end = endOfValue(
        text,
        start + leastLength(part),
        parts[index + 1],
        index + 2 === parts.length,
      );
      if (end === undefined) return undefined;
      values.push(text.slice(start, end));
      start = end;
    }
    return start === text.length ? values : undefined;
  };
}

interface Part {
  /** Literal text; of an expression the prefix that it begins with, where that counts. */
  text: string;
  /** Undefined for literal text. */
  name: string | undefined;
}

/** Where the part after a value begins, at `from` or later; undefined where it does not. */
function endOfValue(
  text: string,
  from: number,
  next: Part | undefined,
  isLast: boolean,
): number | undefined {
  if (from > text.length) return undefined;
  if (next === undefined) return text.length;
  if (next.name !== undefined)
    return next.text === "" ? from : indexOfPrefix(text, next.text, from);
  if (!isLast) return positive(text.indexOf(next.text, from));
  const end = text.length - next.text.length;
  return end >= from && text.endsWith(next.text) ? end : undefined;
}

// `;size` begins no `;sizes=1`.
function indexOfPrefix(text: string, prefix: string, from: number): number | undefined {
  let found = text.indexOf(prefix, from);
  if (prefix.length === 1) return positive(found);
  while (found >= 0 && !/^[=;]?$/.test(text.charAt(found + prefix.length))) {
    found = text.indexOf(prefix, found + 1);
  }
  return positive(found);
}

function positive(index: number): number | undefined {
  return index < 0 ? undefined : index;
}

// `;color` may stand alone; a dot or a semicolon may not.
function leastLength({ text }: Part): number {
  return text.length > 1 ? text.length : text.length + 1;
}

function partsOf(segment: string, operation: Operation): Part[] {
  const texts = splitSegment(segment);
  return texts.map((text, index) => {
    if (!isExpression(text)) return { text, name: undefined };
    const name = text.slice(1, -1);
    const isAdjacent = index > 0 && isExpression(texts[index - 1]!);
    return { text: isAdjacent ? prefixOf(name, operation) : "", name };
  });
}

function splitSegment(segment: string): string[] {
  return segment.split(/(\{[^{}]*\})/).filter((text) => text !== "");
}

// Nearly every segment that is a template, of thousands.
function isWholeExpression(segment: string): boolean {
  const end = segment.length - 1;
  return segment.startsWith("{") && segment.indexOf("}") === end && segment.lastIndexOf("{") === 0;
}

function isExpression(text: string): boolean {
  return /^\{[^{}]*\}$/.test(text);
}

// Where two expressions stand side by side, only the prefix of the second one's style tells where
// it begins: `.` of label, `;name` of matrix. Elsewhere the operation's parameters are not read.
function prefixOf(name: string, operation: Operation): string {
  const parameter = operation.parameters.find((each) => each.in === "path" && each.name === name);
  if (parameter?.style === "label") return ".";
  if (parameter?.style !== "matrix") return "";
  return isExplodedObject(parameter) ? ";" : `;${name}`;
}

// Of `;R=100;G=200` the names are its properties'.
function isExplodedObject({ explode, schema }: Parameter): boolean {
  return explode && schema !== undefined && instanceTypes(schema).has("object");
}
