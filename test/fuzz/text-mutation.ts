/**
 * Changes to how a document is written: what is lost on the way, and what YAML makes of little.
 */
import fc from "fast-check";
import { oneOf, YAML } from "./hostile.ts";

export type TextMutation =
  | { kind: "cut"; at: number }
  | { kind: "flip"; at: number; bits: number }
  | { kind: "drop lines"; at: number; count: number }
  | { kind: "repeat lines"; at: number; count: number; times: number }
  | { kind: "indent"; at: number; by: number }
  /** What stands after a key. */
  | { kind: "scalar"; at: number; yaml: string }
  | { kind: "insert"; at: number; yaml: string };

export function textMutations(): fc.Arbitrary<TextMutation> {
  const at = fc.nat({ max: 10_000_000 });
  const kinds: fc.Arbitrary<TextMutation>[] = [
    fc.record({ kind: fc.constant("cut"), at }),
    fc.record({ kind: fc.constant("flip"), at, bits: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ kind: fc.constant("drop lines"), at, count: fc.integer({ min: 1, max: 20 }) }),
    fc.record({
      kind: fc.constant("repeat lines"),
      at,
      count: fc.integer({ min: 1, max: 20 }),
      times: fc.constantFrom(1, 2, 500),
    }),
    fc.record({ kind: fc.constant("indent"), at, by: fc.integer({ min: -4, max: 4 }) }),
    fc.record({ kind: fc.constant("scalar"), at, yaml: oneOf(YAML) }),
    fc.record({ kind: fc.constant("insert"), at, yaml: oneOf(YAML) }),
  ];
  return fc.oneof(...kinds);
}

/** A text that grows from change to change has to end somewhere. */
const MAX_TEXT = 2_000_000;

export function mutateText(text: string, mutations: readonly TextMutation[]): string {
  return mutations.reduce((changed, next) => mutate(changed, next).slice(0, MAX_TEXT), text);
}

function mutate(text: string, mutation: TextMutation): string {
  switch (mutation.kind) {
    case "cut":
      return bytesChanged(text, (bytes) => bytes.subarray(0, mutation.at % (bytes.length + 1)));
    case "flip":
      return bytesChanged(text, (bytes) => {
        const at = mutation.at % (bytes.length || 1);
        bytes[at] = (bytes[at] ?? 0) ^ mutation.bits;
        return bytes;
      });
    case "drop lines":
      return linesChanged(text, mutation, () => []);
    case "repeat lines":
      return linesChanged(text, mutation, (lines) => {
        const most = Math.ceil(MAX_TEXT / (lines.join("\n").length + 1));
        return Array.from({ length: Math.min(mutation.times + 1, most) }, () => lines).flat();
      });
    case "indent":
      return linesChanged(text, { at: mutation.at, count: 3 }, (lines) =>
        lines.map((line) =>
          mutation.by > 0 ? " ".repeat(mutation.by) + line : line.slice(-mutation.by),
        ),
      );
    case "scalar": {
      const places = [...text.matchAll(/(?<=:[ \t]+)[^\s{[|>][^\n]*/g)];
      const place = places[mutation.at % (places.length || 1)];
      if (place === undefined) return text;
      return splice(text, place.index, place[0].length, YAML.get(mutation.yaml)!);
    }
    case "insert":
      return splice(text, mutation.at % (text.length + 1), 0, YAML.get(mutation.yaml)!);
  }
}

// As a file is read: bytes that are no UTF-8 become U+FFFD.
function bytesChanged(text: string, change: (bytes: Buffer) => Buffer): string {
  return change(Buffer.from(text, "utf8")).toString("utf8");
}

function linesChanged(
  text: string,
  { at, count }: { at: number; count: number },
  change: (lines: string[]) => string[],
): string {
  const lines = text.split("\n");
  const from = at % lines.length;
  lines.splice(from, count, ...change(lines.slice(from, from + count)));
  return lines.join("\n");
}

function splice(text: string, at: number, length: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at + length);
}
