/**
 * What lint says of examples that it has no work left for. What one check costs: a step for each
 * schema that is applied, so three for a list of two.
 */
import { expect, test } from "vitest";
import { readContractText } from "../../../test/contract-text.ts";
import { cpuSecondsOf } from "../../../test/cpu-seconds.ts";
import { everyPart } from "./every-part.ts";
import { createExampleBudget } from "./example-budget.ts";
import { lintExamples } from "./examples.ts";

const list = { type: "array", items: { type: "integer" } };

function schemaWith(examples: readonly unknown[]): object {
  return { ...list, examples };
}

function lint(document: object, maxSteps?: number): string[] {
  const contract = readContractText(JSON.stringify(document));
  return lintExamples(contract, everyPart(contract), createExampleBudget(maxSteps)).map(
    ({ code, severity, message, at }) => `${severity} ${code} ${at.pointer} ${message}`,
  );
}

const wrong = (index: number) =>
  `warning example.invalid /components/schemas/A/examples/${index}/1 /1 of example ${index + 1} is the string "x"; its schema asks for an integer`;
const unchecked = "info example.unchecked /components/schemas";

test.each<[string, number | undefined, string[]]>([
  ["all are checked", undefined, [wrong(1), wrong(3)]],
  [
    "one is left",
    3,
    [
      `${unchecked}/A/examples/1 3 examples were not checked, this one the first: that takes more work than lint does for one, or for all together`,
    ],
  ],
  [
    "what was found before is told",
    4,
    [
      wrong(1),
      `${unchecked}/A/examples/2 2 examples were not checked, this one the first: that takes more work than lint does for one, or for all together`,
    ],
  ],
])("a schema's examples: %s", (_, maxSteps, told) => {
  const examples = [[1, 2], [1, "x"], [1], [3, "x"]];
  const document = {
    openapi: "3.1.0",
    info: { title: "A", version: "1" },
    paths: {},
    components: { schemas: { A: schemaWith(examples) } },
  };
  expect(lint(document, maxSteps)).toEqual(told);
});

test.each([
  [5000, undefined],
  [5001, "1 more example breaks its schema, this one the first; the rest is not listed"],
  [5003, "3 more examples break their schema, this one the first; the rest is not listed"],
])("of %i broken examples no more than 5000 are listed", (count, rest) => {
  const examples = Array.from({ length: count }, () => ["x"]);
  const document = {
    openapi: "3.1.0",
    info: { title: "A", version: "1" },
    paths: {},
    components: { schemas: { A: schemaWith(examples) } },
  };
  const told = lint(document);
  const more = `warning example.invalid /components/schemas/A/examples/5000 ${rest}`;
  expect(told.slice(5000)).toEqual(rest === undefined ? [] : [more]);
  expect(new Set(told).size).toBe(told.length);
});

test("media types, parameters and headers have the same budget", () => {
  const document = {
    openapi: "3.1.0",
    info: { title: "A", version: "1" },
    paths: {
      "/a": {
        get: {
          parameters: [{ name: "q", in: "query", schema: list, example: [1] }],
          responses: {
            200: {
              description: "all",
              headers: { "X-A": { schema: list, example: [1] } },
              content: { "application/json": { schema: list, example: [1] } },
            },
          },
        },
      },
    },
  };
  expect(lint(document, 0)).toEqual([
    expect.stringContaining("3 examples were not checked, this one the first"),
  ]);
});

test("messages have it too", () => {
  const document = {
    asyncapi: "3.0.0",
    info: { title: "A", version: "1" },
    components: {
      messages: {
        A: {
          payload: list,
          headers: { type: "object" },
          examples: [{ payload: [1], headers: {} }, { payload: [2] }],
        },
      },
    },
  };
  expect(lint(document, 0)).toEqual([
    expect.stringContaining("3 examples were not checked, this one the first"),
  ]);
});

// Each level asks the next twice, and no branch fits.
test("many examples that each take as long as one may end soon", () => {
  const levels = 40;
  const schemas: Record<string, object> = { [`L${levels}`]: { type: "integer" } };
  for (let level = 0; level < levels; level += 1) {
    const $ref = `#/components/schemas/L${level + 1}`;
    schemas[`L${level}`] = {
      anyOf: [
        { $ref, minLength: 1 },
        { $ref, minLength: 2 },
      ],
    };
  }
  const examples = Array.from({ length: 1000 }, () => "text");
  const document = {
    openapi: "3.1.0",
    info: { title: "A", version: "1" },
    paths: {},
    components: { schemas: { ...schemas, A: { $ref: "#/components/schemas/L0", examples } } },
  };
  let told: string[] = [];
  expect(cpuSecondsOf(() => (told = lint(document, 1_000_000)))).toBeLessThan(5);
  expect(told).toEqual([
    expect.stringContaining("1000 examples were not checked, this one the first"),
  ]);
});
