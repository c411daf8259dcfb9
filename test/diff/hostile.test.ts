/**
 * Documents that would take long to compare: a diff of them ends soon, and says what it left.
 */
import { expect, test } from "vitest";
import { confirmRows } from "../../src/compat/diff/confirm.ts";
import { diffContracts } from "../../src/compat/diff/diff-contracts.ts";
import { judge } from "../../src/schema/judge.ts";
import { readContractText } from "../contract-text.ts";
import { cpuSecondsOf } from "../cpu-seconds.ts";

const ref = (name: number) => ({ $ref: `#/components/schemas/S${name}` });

/** An answer of the schema S0. */
function contractOf(schemas: Record<string, object>): ReturnType<typeof readContractText> {
  const content = { "application/json": { schema: ref(0) } };
  return readContractText(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Hostile", version: "1" },
      paths: { "/a": { get: { responses: { 200: { description: "ok", content } } } } },
      components: { schemas },
    }),
  );
}

function named(count: number, make: (index: number) => object): Record<string, object> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`S${index}`, make(index)]),
  );
}

function objectOf(properties: Record<string, object>): object {
  return { type: "object", properties };
}

const chain = (type: string) =>
  named(3001, (index) => (index === 3000 ? { type } : objectOf({ next: ref(index + 1) })));

const mutual = (type: string) =>
  named(40, () =>
    objectOf({ value: { type }, ...named(40, (index) => ref(index)) } as Record<string, object>),
  );

const wide = (type: string) => ({ S0: objectOf(named(1000, () => ({ type }))) as object });

test.each([
  { name: "a chain of 3,000 properties", make: chain, breaking: 0, warnings: 1 },
  { name: "40 components that refer to each other", make: mutual, breaking: 40, warnings: 0 },
  { name: "1,000 properties that all changed", make: wide, breaking: 200, warnings: 1 },
])("$name", ({ make, breaking, warnings }) => {
  const [base, revision] = [contractOf(make("string")), contractOf(make("integer"))];
  const levels: string[] = [];
  const seconds = cpuSecondsOf(() => {
    const rows = confirmRows(diffContracts(base, revision), judge);
    levels.push(...rows.map(({ change }) => change.level));
  });
  const count = (level: string) => levels.filter((each) => each === level).length;
  expect({ breaking: count("breaking"), warnings: count("warning") }).toEqual({
    breaking,
    warnings,
  });
  expect(seconds).toBeLessThan(10);
});
