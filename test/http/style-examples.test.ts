/**
 * The rows of #style-examples in OpenAPI 3.0.4 and 3.1.1, read and written.
 *
 * The column `undefined` is the column `empty` of 3.0.3 and 3.1.0: the text that the empty string,
 * null, an empty array and an empty object all have. Where the table says n/a, the row says what
 * concordat does and why.
 */
import { describe, expect, test } from "vitest";
import { operationWith, read, written } from "./exchange-of.ts";

const blue = "blue";
const array = ["blue", "black", "brown"];
const object = { R: 100, G: 200, B: 150 };

const numbers = { R: { type: "integer" }, G: { type: "integer" }, B: { type: "integer" } };

/** Schemas by what they describe. */
function schemaOf(kind: string, version: string): Record<string, unknown> {
  switch (kind) {
    case "string":
      return { type: "string" };
    case "null":
      return version.startsWith("3.0")
        ? { type: "integer", nullable: true }
        : { type: ["integer", "null"] };
    case "array":
      return { type: "array", items: { type: "string" } };
    default:
      return { type: "object", properties: numbers };
  }
}

type Row = [
  where: string,
  style: string,
  explode: boolean,
  kind: string,
  wire: string,
  value: unknown,
];

// Typed in from the specification. The query's question mark belongs to no parameter.
const ROWS: Row[] = [
  ["path", "matrix", false, "string", ";color", ""],
  ["path", "matrix", false, "null", ";color", null],
  ["path", "matrix", false, "array", ";color", []],
  ["path", "matrix", false, "object", ";color", {}],
  ["path", "matrix", false, "string", ";color=blue", blue],
  ["path", "matrix", false, "array", ";color=blue,black,brown", array],
  ["path", "matrix", false, "object", ";color=R,100,G,200,B,150", object],
  ["path", "matrix", true, "string", ";color", ""],
  ["path", "matrix", true, "null", ";color", null],
  ["path", "matrix", true, "array", ";color", []],
  ["path", "matrix", true, "object", ";color", {}],
  ["path", "matrix", true, "string", ";color=blue", blue],
  ["path", "matrix", true, "array", ";color=blue;color=black;color=brown", array],
  ["path", "matrix", true, "object", ";R=100;G=200;B=150", object],
  ["path", "label", false, "string", ".", ""],
  ["path", "label", false, "null", ".", null],
  ["path", "label", false, "array", ".", []],
  ["path", "label", false, "object", ".", {}],
  ["path", "label", false, "string", ".blue", blue],
  ["path", "label", false, "array", ".blue,black,brown", array],
  ["path", "label", false, "object", ".R,100,G,200,B,150", object],
  ["path", "label", true, "string", ".", ""],
  ["path", "label", true, "null", ".", null],
  ["path", "label", true, "array", ".", []],
  ["path", "label", true, "object", ".", {}],
  ["path", "label", true, "string", ".blue", blue],
  ["path", "label", true, "array", ".blue.black.brown", array],
  ["path", "label", true, "object", ".R=100.G=200.B=150", object],
  ["path", "simple", false, "string", "", ""],
  ["path", "simple", false, "null", "", null],
  ["path", "simple", false, "array", "", []],
  ["path", "simple", false, "object", "", {}],
  ["path", "simple", false, "string", "blue", blue],
  ["path", "simple", false, "array", "blue,black,brown", array],
  ["path", "simple", false, "object", "R,100,G,200,B,150", object],
  ["path", "simple", true, "string", "", ""],
  ["path", "simple", true, "string", "blue", blue],
  ["path", "simple", true, "array", "blue,black,brown", array],
  ["path", "simple", true, "object", "R=100,G=200,B=150", object],
  ["header", "simple", false, "string", "", ""],
  ["header", "simple", false, "null", "", null],
  ["header", "simple", false, "array", "", []],
  ["header", "simple", false, "object", "", {}],
  ["header", "simple", false, "string", "blue", blue],
  ["header", "simple", false, "array", "blue,black,brown", array],
  ["header", "simple", false, "object", "R,100,G,200,B,150", object],
  ["header", "simple", true, "string", "blue", blue],
  ["header", "simple", true, "array", "blue,black,brown", array],
  ["header", "simple", true, "object", "R=100,G=200,B=150", object],
  ["query", "form", false, "string", "color=", ""],
  ["query", "form", false, "null", "color=", null],
  ["query", "form", false, "array", "color=", []],
  ["query", "form", false, "object", "color=", {}],
  ["query", "form", false, "string", "color=blue", blue],
  ["query", "form", false, "array", "color=blue,black,brown", array],
  ["query", "form", false, "object", "color=R,100,G,200,B,150", object],
  ["query", "form", true, "string", "color=", ""],
  ["query", "form", true, "null", "color=", null],
  ["query", "form", true, "array", "color=", []],
  ["query", "form", true, "object", "color=", {}],
  ["query", "form", true, "string", "color=blue", blue],
  ["query", "form", true, "array", "color=blue&color=black&color=brown", array],
  ["query", "form", true, "object", "R=100&G=200&B=150", object],
  ["query", "spaceDelimited", false, "array", "color=blue%20black%20brown", array],
  ["query", "spaceDelimited", false, "object", "color=R%20100%20G%20200%20B%20150", object],
  ["query", "pipeDelimited", false, "array", "color=blue%7Cblack%7Cbrown", array],
  ["query", "pipeDelimited", false, "object", "color=R%7C100%7CG%7C200%7CB%7C150", object],
  [
    "query",
    "deepObject",
    true,
    "object",
    "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    object,
  ],
  // OpenAPI 3.1.2 #appendix-d-serializing-headers-and-cookies: a semicolon and a space stand
  // between cookies, where the table has an ampersand.
  ["cookie", "form", false, "string", "color=", ""],
  ["cookie", "form", false, "null", "color=", null],
  ["cookie", "form", false, "array", "color=", []],
  ["cookie", "form", false, "object", "color=", {}],
  ["cookie", "form", false, "string", "color=blue", blue],
  ["cookie", "form", false, "array", "color=blue,black,brown", array],
  ["cookie", "form", false, "object", "color=R,100,G,200,B,150", object],
  ["cookie", "form", true, "string", "color=blue", blue],
  ["cookie", "form", true, "array", "color=blue; color=black; color=brown", array],
  ["cookie", "form", true, "object", "R=100; G=200; B=150", object],
];

// n/a in the table. One text is as form writes it; `explode` makes a pair of each member, as
// swagger.io's and most generators' reading of these styles has it; deepObject has no other form.
const UNDEFINED_ROWS: Row[] = [
  ["query", "spaceDelimited", false, "null", "color=", null],
  ["query", "spaceDelimited", false, "array", "color=", []],
  ["query", "spaceDelimited", false, "string", "color=blue", blue],
  ["query", "spaceDelimited", true, "string", "color=blue", blue],
  ["query", "spaceDelimited", true, "array", "color=blue&color=black&color=brown", array],
  ["query", "spaceDelimited", true, "object", "R=100&G=200&B=150", object],
  ["query", "pipeDelimited", false, "null", "color=", null],
  ["query", "pipeDelimited", false, "object", "color=", {}],
  ["query", "pipeDelimited", false, "string", "color=blue", blue],
  ["query", "pipeDelimited", true, "string", "color=blue", blue],
  ["query", "pipeDelimited", true, "array", "color=blue&color=black&color=brown", array],
  ["query", "pipeDelimited", true, "object", "R=100&G=200&B=150", object],
  ["query", "deepObject", true, "null", "color=", null],
  ["query", "deepObject", true, "object", "color=", {}],
  ["query", "deepObject", true, "string", "color=blue", blue],
  ["query", "deepObject", true, "array", "color=blue&color=black&color=brown", array],
  [
    "query",
    "deepObject",
    false,
    "object",
    "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    object,
  ],
];

describe.each(["3.0.4", "3.1.1"])("OpenAPI %s", (version) => {
  test.each([...ROWS, ...UNDEFINED_ROWS])(
    "%s %s, explode %s, %s: %s",
    (where, style, explode, kind, wire, value) => {
      const { operation } = operationWith(
        [
          {
            in: where,
            required: where === "path",
            style,
            explode,
            schema: schemaOf(kind, version),
          },
        ],
        { openapi: version },
      );
      expect(read(operation, wire)).toEqual(value);
      expect(written(operation, value)).toBe(wire);
    },
  );

  test.each<[where: string, wire: string]>([
    ["path", "blue,black,brown"],
    ["query", "color=blue&color=black&color=brown"],
    ["header", "blue,black,brown"],
    ["cookie", "color=blue; color=black; color=brown"],
  ])("the default style of a %s parameter writes %s", (where, wire) => {
    const { operation } = operationWith([{ in: where, schema: schemaOf("array", version) }], {
      openapi: version,
    });
    expect(read(operation, wire)).toEqual(array);
    expect(written(operation, array)).toBe(wire);
  });
});
