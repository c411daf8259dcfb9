/**
 * A pact from its text, and what of it does not depend on where it stands.
 */
import type { Pact } from "../../src/pact/pact.ts";
import { type PactReading, readPact } from "../../src/pact/read.ts";
import { readSource } from "../../src/source/source.ts";

export function readPactText(text: string): PactReading {
  return readPact(readSource(text, { uri: "file:///pact.json", file: "pact.json" }));
}

/** The pact without places, its interactions in the order of writing. */
export function modelOf({ source: _, interactions, ...pact }: Pact): unknown {
  const models = interactions.map((interaction) => withoutPlaces(interaction));
  return { ...pact, interactions: models.map((model) => JSON.stringify(model)).sort() };
}

function withoutPlaces(value: unknown): unknown {
  if (value instanceof Map) {
    const entries = [...value].sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.map(([key, entry]) => [key, withoutPlaces(entry)]);
  }
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "place")
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, entry]) => [name, withoutPlaces(entry)]),
  );
}
