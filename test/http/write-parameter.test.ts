/**
 * What a parameter's value is written as, beyond the rows of style-examples.test.ts; and the law
 * that what was written is read back. Expected texts are from OpenAPI 3.1.2
 * #parameter-allow-reserved, #delimiters-in-parameter-values, #appendix-c and RFC 6570 §3.2.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeParameter } from "../../src/http/parameter/write-parameter.ts";
import { operationWith, read, written } from "./exchange-of.ts";

/** A parameter is written here as `in`, style and explode: `query form explode`. */
function operationOf(kind: string, more: Record<string, unknown> = {}) {
  const [where, style, explode] = kind.split(" ");
  const stated = style === undefined ? {} : { style, explode: explode === "explode" };
  return operationWith([{ in: where, ...stated, ...more }]).operation;
}

test.each<[kind: string, value: unknown, text: string | undefined]>([
  ["path", 42, "42"],
  ["path", true, "true"],
  ["path", "a/b c", "a%2Fb%20c"],
  ["path", "!'()*", "%21%27%28%29%2A"],
  ["path", "a-b.c_d~e", "a-b.c_d~e"],
  ["path", ["a,b", "c"], "a%2Cb,c"],
  ["path label explode", ["a.b", "c"], ".a%2Eb.c"],
  ["path label", ["a.b", "c"], ".a.b,c"],
  ["path matrix explode", ["a;b", "c"], ";color=a%3Bb;color=c"],
  ["path matrix explode", { "a=b": 1 }, ";a%3Db=1"],
  ["path simple explode", { "a,b": 1, c: "=" }, "a%2Cb=1,c=%3D"],
  ["query", "light blue", "color=light%20blue"],
  ["query", "a+b&c=d", "color=a%2Bb%26c%3Dd"],
  ["query", "€", "color=%E2%82%AC"],
  ["query form", ["a,b", "c"], "color=a%2Cb,c"],
  ["query form", ["", "a"], "color=,a"],
  ["query", ["", "a"], "color=&color=a"],
  ["query", { a: [1, 2], b: [] }, "a=1&a=2"],
  ["query", { a: { b: 1 } }, "a=%7B%22b%22%3A1%7D"],
  ["query", [[1, 2], [3]], "color=%5B1%2C2%5D&color=%5B3%5D"],
  // RFC 6570 §2.3: members that are not defined are left out.
  ["query", ["a", null, "b"], "color=a&color=b"],
  ["query form", { a: null, b: 1 }, "color=b,1"],
  ["query", { a: null }, "color="],
  ["query pipeDelimited", ["a|b", "c"], undefined],
  ["query spaceDelimited", ["a b", "c"], undefined],
  ["query spaceDelimited", ["a,b", "c+d"], "color=a%2Cb%20c%2Bd"],
  [
    "query deepObject explode",
    { a: { b: 1 }, c: [1, 2] },
    "color%5Ba%5D%5Bb%5D=1&color%5Bc%5D=1&color%5Bc%5D=2",
  ],
  [
    "query deepObject explode",
    { a: [{ b: 1 }, { b: 2 }] },
    "color%5Ba%5D%5B0%5D%5Bb%5D=1&color%5Ba%5D%5B1%5D%5Bb%5D=2",
  ],
  ["query deepObject explode", { "a[b": 1 }, undefined],
  ["header", "100%", "100%"],
  ["header", '"quoted"', '"quoted"'],
  ["header", ["a", "b"], "a,b"],
  ["header", ["a,b"], undefined],
  ["header", [" a", "b"], undefined],
  ["header simple explode", { "a=b": 1 }, undefined],
  ["header", "a\r\nSet-Cookie: b=c", undefined],
  ["header", "€", undefined],
  ["header", "é", "é"],
  ["cookie", "a;b c", "color=a%3Bb%20c"],
  ["query", "\ud800", undefined],
])("%s of %j", (kind, value, text) => {
  expect(written(operationOf(kind), value)).toBe(text);
});

test("a name is encoded as a text is", () => {
  const { operation } = operationWith([{ in: "query", name: "❤️" }]);
  // The example of OpenAPI 3.1 #illegal-variable-names-as-parameter-names.
  expect(written(operation, "love!")).toBe("%E2%9D%A4%EF%B8%8F=love%21");
});

describe("allowReserved", () => {
  test.each<[style: string, value: unknown, text: string]>([
    ["form", ":/?@!$'()*;", "color=:/?@!$'()*;"],
    // What means something in a query is encoded all the same.
    ["form", "a#b[c]&d=e+f", "color=a%23b%5Bc%5D%26d%3De%2Bf"],
    ["form", "a b^", "color=a%20b%5E"],
    // Triples pass through, a mere percent sign does not.
    ["form", "50%25 of 100%", "color=50%25%20of%20100%25"],
    ["form", ["a,b", "c/d"], "color=a%2Cb,c/d"],
  ])("%s of %j", (style, value, text) => {
    expect(written(operationOf(`query ${style}`, { allowReserved: true }), value)).toBe(text);
  });

  test("is for queries alone", () => {
    expect(written(operationOf("path", { allowReserved: true }), "a/b")).toBe("a%2Fb");
  });

  test("the example of #expansion-with-non-rfc6570-supported-options", () => {
    const formulas = operationOf("query form explode", { allowReserved: true });
    expect(written(formulas, { a: "x%2By", b: "x/y", c: "x^y" })).toBe("a=x%2By&b=x/y&c=x%5Ey");
  });
});

test.each<[where: string, type: string, value: unknown, text: string | undefined]>([
  ["query", "application/json", { a: [1] }, "color=%7B%22a%22%3A%5B1%5D%7D"],
  ["path", "application/json", [1, "/"], "%5B1%2C%22%2F%22%5D"],
  ["header", "application/json", { a: "é€" }, '{"a":"\\u00e9\\u20ac"}'],
  ["header", "text/plain", "a\nb", undefined],
  ["cookie", "text/plain", "a=b", "color=a%3Db"],
])("a %s parameter of %s writes %j", (where, type, value, text) => {
  const { operation } = operationWith([{ in: where, content: { [type]: {} } }]);
  expect(written(operation, value)).toBe(text);
});

test("a query's pairs and a cookie's are encoded texts", () => {
  const [parameter] = operationOf("query").parameters;
  expect(writeParameter(parameter!, ["a", "&"])).toEqual({
    in: "query",
    pairs: [
      ["color", "a"],
      ["color", "%26"],
    ],
  });
});

describe("what was written is read back", () => {
  const KINDS = [
    ...["path simple", "path label", "path matrix", "header simple"],
    ...["query form", "query spaceDelimited", "query pipeDelimited", "query deepObject"],
    "cookie form",
  ].flatMap((kind) => [kind, `${kind} explode`]);
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.constantFrom(
      "",
      " ",
      "a,b",
      "a|b",
      "a b",
      "a.b",
      "a;b",
      "a=b",
      "a&b",
      "+",
      "%",
      "%2C",
      "[x]",
      "null",
      "1",
    ),
  );
  const name = fc.oneof(text, fc.constantFrom("__proto__", "constructor", "R", "color"));
  const scalars = {
    string: text,
    integer: fc.integer(),
    number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0),
    boolean: fc.boolean(),
  };

  test.each(KINDS)("%s", (kind) => {
    const type = fc.constantFrom(...(Object.keys(scalars) as (keyof typeof scalars)[]));
    const sample = type.chain((type) =>
      fc.oneof(
        fc.tuple(fc.constant<object>({ type }), scalars[type] as fc.Arbitrary<unknown>),
        fc.tuple(
          fc.constant<object>({ type: "array", items: { type } }),
          fc.array<unknown>(scalars[type], { maxLength: 4 }),
        ),
        fc.tuple(
          fc.constant<object>({ type: "object", additionalProperties: { type } }),
          fc
            .uniqueArray(name, { maxLength: 4 })
            .chain((names) =>
              fc
                .tuple(...names.map(() => scalars[type] as fc.Arbitrary<unknown>))
                .map((values) =>
                  Object.fromEntries(names.map((each, index) => [each, values[index]])),
                ),
            ),
        ),
      ),
    );
    fc.assert(
      fc.property(sample, ([schema, value]) => {
        const properties = isObject(value)
          ? Object.fromEntries(Object.keys(value).map((each) => [each, {}]))
          : undefined;
        // Of cookies only declared names are the object's.
        const declared =
          kind.startsWith("cookie") && properties
            ? {
                ...schema,
                properties: Object.fromEntries(
                  Object.keys(properties).map((each) => [
                    each,
                    (schema as { additionalProperties: unknown }).additionalProperties,
                  ]),
                ),
              }
            : schema;
        const { operation } = operationWith([
          { in: kind.split(" ")[0], ...styled(kind), schema: declared },
        ]);
        const wire = written(operation, value);
        if (wire === undefined || isAmbiguous(kind, value)) return;
        expect(read(operation, wire)).toEqual(value);
      }),
      { numRuns: 150, seed: 20240115 },
    );
  });

  function styled(kind: string): object {
    const [, style, explode] = kind.split(" ");
    return { style, explode: explode === "explode" };
  }

  function isObject(value: unknown): value is object {
    return value !== null && typeof value === "object" && !Array.isArray(value);
  }

  // A list of the empty text is written as an empty list is: OpenAPI 3.1 #style-examples.
  function isAmbiguous(kind: string, value: unknown): boolean {
    if (Array.isArray(value)) return value.length === 1 && value[0] === "";
    if (!isObject(value)) return false;
    const names = Object.keys(value);
    // An exploded object whose only property has the parameter's name, and no value.
    if (names.length === 1 && names[0] === "color" && Object.values(value)[0] === "") return true;
    // Names are members too.
    return /explode/.test(kind)
      ? false
      : names.length === 1 && names[0] === "" && Object.values(value)[0] === "";
  }
});
