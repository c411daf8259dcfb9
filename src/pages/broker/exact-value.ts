/** Values of a pact with their numbers as they are written, whatever the reader made of them. */
import type { Place } from "../../source/documents.ts";
import { memberAt, parsePointer } from "../../source/pointer.ts";

/** The exact value that stands at a place; undefined where it is not known. */
export type ExactValues = (place: Place) => { value: unknown } | undefined;

export const UNKNOWN: ExactValues = () => undefined;

/**
 * @param around the place whose value is known
 * @param value with a `JsonNumber` where a number's text says more than its value does
 */
export function exactValues(around: Place, value: unknown): ExactValues {
  const depth = tokensOf(around).length;
  return (place) => {
    if (place.source !== around.source) return undefined;
    let found = value;
    for (const token of tokensOf(place).slice(depth)) found = memberAt(found, token);
    return found === undefined ? undefined : { value: found };
  };
}

function tokensOf({ pointer }: Place): readonly string[] {
  return parsePointer(pointer) ?? [];
}
