/** Values of a pact with their numbers as they are written, whatever the reader made of them. */
import type { Place } from "../../source/documents.ts";
import { valueAt } from "../../source/pointer.ts";

/** The exact value that stands at a place; undefined where it is not known. */
export type ExactValues = (place: Place) => { value: unknown } | undefined;

export const UNKNOWN: ExactValues = () => undefined;

/**
 * @param around the place whose value is known
 * @param value with a `JsonNumber` where a number's text says more than its value does
 */
export function exactValues(around: Place, value: unknown): ExactValues {
  return ({ source, pointer }) => {
    if (source !== around.source || !pointer.startsWith(around.pointer)) return undefined;
    const found = valueAt(value, pointer.slice(around.pointer.length));
    return found === undefined ? undefined : { value: found };
  };
}
