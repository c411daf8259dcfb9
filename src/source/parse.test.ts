import { expect, test } from "vitest";
import { readSource } from "./source.ts";

// YAML 1.2 #streams: a document begins at `---`, or after `...` with its content.
test.each([
  ["a: 1\n---\nb: 2\n", "2:1"],
  ["# first\n---\na: 1\n---\nb: 2\n---\nc: 3\n", "4:1"],
  ["a: 1\n...\nb: 2\n", "3:1"],
  ["%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 1\n", "6:1"],
  ["---\n---\na: 1\n", "2:1"],
  ["text: |\n  ---\n  more\n---\nb: 1\n", "4:1"],
  ["a: ---\nb: 1\n--- c\n", "3:1"],
  ["a: &x 1\nb: *x\n---\n", "3:1"],
])("of several documents the second is the fault: %j", (text, place) => {
  const { value, faults } = readSource(text, { uri: "test:a.yaml", file: "a.yaml" });
  expect(value).toBe(undefined);
  expect(faults.map(({ message, at }) => `${at.line}:${at.column} ${message}`)).toEqual([
    `${place} a second YAML document begins here; a file holds one`,
  ]);
});
