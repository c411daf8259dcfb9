/**
 * Where values of a JSON text stand, for many of them: what is inside an object or a list is found
 * when something in it is first asked for, and remembered.
 *
 * RFC 8259. The text has been parsed before, so its syntax is known to be right.
 */
import { valueStart, valuesIn } from "./json-position.ts";

export interface JsonIndex {
  /** The offset of the value that `tokens` lead to, or of the nearest one above it. */
  offsetNear(tokens: readonly string[]): number;
}

export function createJsonIndex(text: string): JsonIndex {
  const known = new Map<number, ReadonlyMap<string, number>>();
  const root = valueStart(text);
  return {
    offsetNear(tokens) {
      let offset = root;
      for (const token of tokens) {
        let values = known.get(offset);
        if (values === undefined) {
          values = valuesIn(text, offset);
          known.set(offset, values);
        }
        const inside = values.get(token);
        if (inside === undefined) break;
        offset = inside;
      }
      return offset;
    },
  };
}
