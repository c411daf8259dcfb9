/**
 * What a request says for a parameter: types, encodings, delimiters, and what lies beyond
 * test/http/style-examples.test.ts. Expected values are from OpenAPI 3.1.1 #parameter-object,
 * #style-values, #percent-encoding-and-form-media-types and #using-rfc6570-implementations.
 */
import { describe, expect, test } from "vitest";
import { operationWith, read } from "../../../test/http/exchange-of.ts";
import { readFields } from "../exchange.ts";
import { cookiesOf, partsOf } from "../request-parts.ts";
import { readHeaderValue } from "./parameter-value.ts";

const array = { type: "array" };
const strings = { type: "array", items: { type: "string" } };
const integers = { type: "array", items: { type: "integer" } };
const rgb = {
  type: "object",
  properties: { R: { type: "integer" }, G: { type: "integer" } },
};

/** A parameter is written here as `in`, style and explode: `query form explode`. */
function readAs(kind: string, schema: unknown, text: string): unknown {
  const [where, style, explode] = kind.split(" ");
  const stated = style === undefined ? {} : { style, explode: explode === "explode" };
  return read(operationWith([{ in: where, schema, ...stated }]).operation, text);
}

test.each<[kind: string, schema: unknown, text: string]>([
  ["query", { type: "string" }, "colour=blue"],
  ["query", { type: "string" }, ""],
  ["query", strings, "size=1"],
  ["query", rgb, "X=1"],
  ["query form", rgb, "R=1"],
  ["query deepObject explode", rgb, "colors[R]=1"],
  ["cookie", { type: "string" }, "colour=blue"],
  ["cookie", rgb, "X=1"],
])("%s of %j is absent in %s", (kind, schema, text) => {
  expect(readAs(kind, schema, text)).toBe("absent");
});

describe("the schema says the type", () => {
  test.each<[schema: unknown, text: string, value: unknown]>([
    [{ type: "integer" }, "42", 42],
    [{ type: "integer" }, "-1", -1],
    [{ type: "integer" }, "4.5", 4.5],
    [{ type: "number" }, "1e3", 1000],
    [{ type: "number" }, "-0.5", -0.5],
    // What is written otherwise than JSON writes it is no number.
    [{ type: "integer" }, "042", "042"],
    [{ type: "integer" }, "+1", "+1"],
    [{ type: "integer" }, "0x1f", "0x1f"],
    [{ type: "integer" }, " 1", " 1"],
    [{ type: "integer" }, "Infinity", "Infinity"],
    [{ type: "number" }, "1e999", "1e999"],
    [{ type: "integer" }, "", ""],
    [{ type: "integer" }, "four", "four"],
    [{ type: "boolean" }, "true", true],
    [{ type: "boolean" }, "TRUE", "TRUE"],
    [{ type: "boolean" }, "1", "1"],
    [{ type: "string" }, "42", "42"],
    [{}, "42", "42"],
    [true, "42", "42"],
    // What says no type is a text, whatever else it says.
    [{ minLength: 3 }, "42", "42"],
    [{ minimum: 50 }, "42", "42"],
    [{ type: ["string", "null"] }, "null", "null"],
    [{ type: ["integer", "null"] }, "", null],
    [{ type: ["integer", "null"] }, "null", null],
    [{ type: ["integer", "string"] }, "42", "42"],
    [{ type: ["integer", "string"], minimum: 1, minLength: 3 }, "42", 42],
    [{ enum: [1, 2] }, "2", 2],
    [{ enum: [1, "1"] }, "1", "1"],
    [{ enum: ["a", 1] }, "1", 1],
    [{ const: true }, "true", true],
    [{ const: null }, "", null],
    [{ $ref: "#/components/schemas/Size" }, "42", 42],
    [{ allOf: [{ type: "integer" }, { minimum: 1 }] }, "42", 42],
    [{ allOf: [{ $ref: "#/components/schemas/Size" }] }, "42", 42],
    [{ anyOf: [{ type: "integer" }, { type: "boolean" }] }, "true", true],
    [{ oneOf: [{ type: "integer" }, { type: "null" }] }, "", null],
    [
      {
        oneOf: [
          { type: "integer", maximum: 9 },
          { type: "string", minLength: 2 },
        ],
      },
      "42",
      "42",
    ],
    [{ oneOf: [{ type: "integer" }, { enum: ["all"] }] }, "all", "all"],
    [{ oneOf: [{ type: "integer" }, { enum: ["all"] }] }, "42", 42],
    [integers, "42", [42]],
    [{ ...array, items: { $ref: "#/components/schemas/Size" } }, "42", [42]],
    [{ ...array, items: { anyOf: [{ type: "boolean" }, { type: "integer" }] } }, "42", [42]],
    [{ allOf: [array, { items: { type: "integer" } }] }, "42", [42]],
    [{ $ref: "#/components/schemas/Sizes" }, "42", [42]],
    [array, "42", ["42"]],
    // A text or a list: a text, unless the schema wants the list.
    [{ oneOf: [{ type: "string" }, strings] }, "42", "42"],
    [{ oneOf: [{ enum: ["all"] }, integers] }, "42", [42]],
    [{ oneOf: [{ enum: ["all"] }, integers] }, "all", "all"],
    [{ oneOf: [{ type: "integer" }, integers] }, "42", 42],
  ])("%j: %s", (schema, text, value) => {
    const components = { schemas: { Size: { type: "integer" }, Sizes: integers } };
    const { operation } = operationWith([{ in: "query", schema }], { components });
    expect(read(operation, `color=${encodeURIComponent(text)}`)).toEqual(value);
  });
});

describe("members have types of their own", () => {
  test.each<[kind: string, schema: unknown, text: string, value: unknown]>([
    ["query", integers, "color=1&color=2", [1, 2]],
    ["query form", integers, "color=1,2", [1, 2]],
    [
      "query",
      { ...array, prefixItems: [{ type: "string" }, { type: "integer" }] },
      "color=1&color=2",
      ["1", 2],
    ],
    [
      "query",
      { ...array, prefixItems: [{ type: "string" }], items: { type: "integer" } },
      "color=1&color=2&color=3",
      ["1", 2, 3],
    ],
    ["query", { oneOf: [{ type: "string" }, strings] }, "color=1&color=2", ["1", "2"]],
    ["query form", { oneOf: [{ enum: ["all"] }, integers] }, "color=1,2", [1, 2]],
    // Lists inside a list, where a comma does nothing else.
    ["query", { ...array, items: integers }, "color=1,2&color=3", [[1, 2], [3]]],
    ["query pipeDelimited", { ...array, items: integers }, "color=1,2%7C3", [[1, 2], [3]]],
    ["query", { ...array, items: integers }, "color=%5B1,2%5D&color=%5B%5D", [[1, 2], []]],
    ["query form", { ...array, items: integers }, "color=%5B1%2C2%5D,%5B3%5D", [[1, 2], [3]]],
    ["query", { ...array, items: rgb }, "color=%7B%22R%22:1%7D&color=%7B%7D", [{ R: 1 }, {}]],
    // A list among the properties of an exploded object has a pair for each item.
    [
      "query",
      { type: "object", properties: { sort: strings, page: { type: "integer" } } },
      "page=1&sort=a&sort=b,c",
      { page: 1, sort: ["a", "b,c"] },
    ],
    ["query", { type: "object", properties: { sort: integers } }, "sort=1", { sort: [1] }],
    ["query", { type: "object", properties: { at: rgb } }, "at=%7B%22R%22:1%7D", { at: { R: 1 } }],
    [
      "query form",
      { type: "object", additionalProperties: { type: "integer" } },
      "color=a,1,b,2",
      { a: 1, b: 2 },
    ],
    [
      "query form",
      { type: "object", patternProperties: { "^n": { type: "integer" } } },
      "color=n1,1,s,2",
      { n1: 1, s: "2" },
    ],
    // Where branches disagree, the one that the schema accepts.
    [
      "query",
      {
        oneOf: [
          {
            type: "object",
            properties: { a: { type: "integer" } },
            required: ["a"],
            additionalProperties: false,
          },
          { type: "object", properties: { a: { type: "string" }, b: {} }, required: ["a", "b"] },
        ],
      },
      "a=1&b=2",
      { a: "1", b: "2" },
    ],
    [
      "query",
      {
        oneOf: [
          {
            type: "object",
            properties: { a: { type: "integer" } },
            required: ["a"],
            additionalProperties: false,
          },
          { type: "object", properties: { a: { type: "string" }, b: {} }, required: ["a", "b"] },
        ],
      },
      "a=1",
      { a: 1 },
    ],
    [
      "query form",
      { anyOf: [{ ...array, items: { type: "boolean" } }, integers] },
      "color=1,2",
      [1, 2],
    ],
    // The empty text of a list that may not be empty is its only item.
    ["query", { ...strings, minItems: 1 }, "color=", [""]],
    ["query", strings, "color=&color=", ["", ""]],
    ["query", { ...array, items: { type: ["integer", "null"] } }, "color=1&color=", [1, null]],
    ["query form", { ...rgb, required: ["R"], type: ["object", "null"] }, "color=", null],
  ])("%s of %j: %s", (kind, schema, text, value) => {
    expect(readAs(kind, schema, text)).toEqual(value);
  });
});

describe("percent-encoding", () => {
  test.each<[kind: string, schema: unknown, text: string, value: unknown]>([
    ["path", { type: "string" }, "light%20blue", "light blue"],
    ["path", { type: "string" }, "light+blue", "light+blue"],
    ["path", { type: "string" }, "a%2Fb", "a/b"],
    ["path", { type: "string" }, "a,b", "a,b"],
    ["path", strings, "a%2Cb,c", ["a,b", "c"]],
    ["path label explode", strings, ".a%2Eb.c", ["a.b", "c"]],
    ["path label", { type: "string" }, ".a.b", "a.b"],
    ["path matrix explode", strings, ";color=a%3Bb;color=c", ["a;b", "c"]],
    ["path matrix", strings, ";c%6Flor=a,b", ["a", "b"]],
    ["path simple explode", rgb, "R=1,%47=2", { R: 1, G: 2 }],
    ["query", { type: "string" }, "color=light+blue", "light blue"],
    ["query", { type: "string" }, "color=light%20blue", "light blue"],
    ["query", { type: "string" }, "color=light%2Bblue", "light+blue"],
    ["query", { type: "string" }, "color=a=b", "a=b"],
    ["query", { type: "string" }, "color=a,b", "a,b"],
    ["query", { type: "string" }, "col%6Fr=blue", "blue"],
    ["query", { type: "string" }, "color=%E2%82%AC", "€"],
    ["query", { type: "string" }, "color=a/b?c:d", "a/b?c:d"],
    ["query", { type: "string" }, "color", ""],
    ["query form", strings, "color=a%2Cb,c", ["a,b", "c"]],
    ["query", strings, "color=a,b&color=c", ["a,b", "c"]],
    // The delimiter of these is always encoded, so an encoded one is a delimiter.
    ["query spaceDelimited", strings, "color=a%20b+c", ["a", "b", "c"]],
    ["query spaceDelimited", strings, "color=a,b%20c%2Bd", ["a,b", "c+d"]],
    ["query pipeDelimited", strings, "color=a|b%7Cc", ["a", "b", "c"]],
    ["query pipeDelimited", strings, "color=a%257Cb|c+d", ["a%7Cb", "c d"]],
    ["query deepObject explode", rgb, "color[R]=1&color%5BG%5D=2", { R: 1, G: 2 }],
    // A header has no percent-encoding, and quotes are part of it.
    ["header", { type: "string" }, "100%", "100%"],
    ["header", { type: "string" }, "light%20blue", "light%20blue"],
    ["header", strings, '"a, b" , c', ['"a', 'b"', "c"]],
    ["header", strings, "a%2Cb", ["a%2Cb"]],
    ["cookie", { type: "string" }, "color=light%20blue", "light blue"],
    ["cookie", { type: "string" }, "color=light+blue", "light+blue"],
    ["cookie", { type: "string" }, 'a=1; color="blue"; b=2', '"blue"'],
    ["cookie form", strings, "color=a%2Cb,c", ["a,b", "c"]],
    ["path", { type: "string" }, "%zz", "malformed"],
    ["path", { type: "string" }, "%E2%82", "malformed"],
    ["path", strings, "blue,%", "malformed"],
    ["query", { type: "string" }, "color=%zz", "malformed"],
    ["query spaceDelimited", strings, "color=a%20%zz", "malformed"],
    ["query deepObject explode", rgb, "color[R]=%zz", "malformed"],
    ["cookie", { type: "string" }, "color=%zz", "malformed"],
  ])("%s of %j: %s", (kind, schema, text, value) => {
    expect(readAs(kind, schema, text)).toEqual(value);
  });

  test("what is wrong elsewhere in the query is no fault of this parameter", () => {
    expect(readAs("query", { type: "string" }, "color=blue&other=%zz")).toBe("blue");
    expect(readAs("query", { type: "string" }, "%zz=1&color=blue")).toBe("blue");
    expect(readAs("query", rgb, "%zz=1&R=1&other=%zz")).toEqual({ R: 1 });
    expect(readAs("query deepObject explode", rgb, "%zz&color[R]=1")).toEqual({ R: 1 });
  });
});

describe("what is not in its style is malformed", () => {
  test.each<[kind: string, schema: unknown, text: string]>([
    ["path label", { type: "string" }, "blue"],
    ["path label", strings, ""],
    ["path matrix", { type: "string" }, "blue"],
    ["path matrix", { type: "string" }, "color=blue"],
    ["path matrix", { type: "string" }, ";size=1"],
    ["path matrix", { type: "string" }, ";color=blue;size=1"],
    ["path matrix", { type: "string" }, ";color=blue;color=red"],
    ["path matrix explode", strings, ";color=a;size=b"],
    ["path matrix", strings, ";"],
    ["path", rgb, "R,1,G"],
    ["path simple explode", rgb, "R=1,G"],
    ["path label explode", rgb, ".R=1.G"],
    ["header simple explode", rgb, "R,1"],
    ["query form", rgb, "color=R,1,G"],
    ["query form", rgb, "color=R,1,R,2"],
    ["query", rgb, "R=1&R=2"],
    ["query deepObject explode", rgb, "color=blue"],
    ["query deepObject explode", rgb, "color[R=1"],
    ["query deepObject explode", rgb, "color[R]x=1"],
    ["query deepObject explode", rgb, "color[R]=1&color[R]=2"],
    // One value is one pair: a list that is not exploded, too.
    ["query", { type: "string" }, "color=a&color=b"],
    ["query", { type: "integer" }, "color=1&size=1&color=1"],
    ["query form", strings, "color=a&color=b"],
    ["query spaceDelimited", strings, "color=a&color=b"],
    ["cookie", { type: "string" }, "color=a; color=b"],
  ])("%s of %j: %s", (kind, schema, text) => {
    expect(readAs(kind, schema, text)).toBe("malformed");
  });
});

describe("deepObject inside, which the specification leaves open", () => {
  const schema = {
    type: "object",
    properties: {
      at: { type: "object", properties: { x: { type: "integer" }, tags: strings } },
      ids: integers,
      name: { type: "string" },
      points: { type: "array", items: { type: "object", properties: { x: { type: "number" } } } },
      grid: { type: "array", items: integers },
    },
  };
  test.each<[text: string, value: unknown]>([
    ["color[at][x]=1", { at: { x: 1 } }],
    ["color[at][x]=1&color[at][tags]=a&color[at][tags]=b", { at: { x: 1, tags: ["a", "b"] } }],
    ["color[ids]=1&color[ids]=2", { ids: [1, 2] }],
    ["color[ids]=1", { ids: [1] }],
    ["color[ids][]=1&color[ids][]=2", { ids: [1, 2] }],
    ["color[ids][1]=2&color[ids][0]=1", { ids: [1, 2] }],
    // An index says the order; it makes no room.
    ["color[ids][999999999]=2&color[ids][7]=1", { ids: [1, 2] }],
    ["color[ids]=", { ids: [] }],
    ["color[at]=", { at: {} }],
    ["color[name]=", { name: "" }],
    ["color[points][0][x]=1&color[points][1][x]=2", { points: [{ x: 1 }, { x: 2 }] }],
    ["color[grid][0]=1&color[grid][0]=2&color[grid][1]=3", { grid: [[1, 2], [3]] }],
    // What is not declared is read as it looks.
    ["color[other]=1", { other: "1" }],
    ["color[other]=1&color[other]=2", { other: ["1", "2"] }],
    ["color[other][a]=1&color[other][b][]=2", { other: { a: "1", b: ["2"] } }],
    // The schema refuses what is of another kind; reading does not.
    ["color[name][a]=1", { name: { a: "1" } }],
    ["color[ids][a]=1", { ids: { a: "1" } }],
    ["color[points][][x]=1", "malformed"],
    ["color[name]=1&color[name][a]=1", "malformed"],
    [`color${"[a]".repeat(101)}=1`, "malformed"],
  ])("%s", (text, value) => {
    expect(readAs("query deepObject explode", schema, text)).toEqual(value);
  });

  test("a list", () => {
    for (const text of ["color=1&color=2", "color[]=1&color[]=2", "color[0]=1&color[1]=2"]) {
      expect(readAs("query deepObject explode", integers, text)).toEqual([1, 2]);
    }
  });

  test("a schema that says its properties and no type, be they wrong", () => {
    const { type: _, ...untyped } = schema;
    expect(readAs("query deepObject explode", untyped, "color[ids]=x")).toEqual({ ids: ["x"] });
    expect(readAs("query", untyped, "ids=x")).toEqual({ ids: ["x"] });
  });

  test("a schema that says its properties and no type", () => {
    const { type: _, ...untyped } = schema;
    expect(readAs("query deepObject explode", untyped, "color[ids]=1")).toEqual({ ids: [1] });
    expect(readAs("query", untyped, "ids=1&name=a")).toEqual({ ids: [1], name: "a" });
  });
});

describe("a free-form object has the names that nobody else claims", () => {
  const freeForm = {
    in: "query",
    name: "freeForm",
    schema: { type: "object", additionalProperties: { type: "integer" } },
  };
  const others = [
    { in: "query", name: "page", schema: { type: "string" } },
    { in: "query", name: "filter", style: "deepObject", schema: { type: "object" } },
    {
      in: "query",
      name: "range",
      schema: { type: "object", properties: { from: {} }, additionalProperties: false },
    },
    { in: "header", name: "c", schema: {} },
  ];
  test.each<[more: object[], query: string, value: unknown]>([
    [[], "a=1&b=2", { a: 1, b: 2 }],
    [others, "a=1&page=2&filter[x]=3&from=4&c=5", { a: 1, c: 5 }],
    [others, "page=2", "absent"],
    [others, "freeForm=", {}],
    [others, "freeForm=1", { freeForm: 1 }],
    [[], "key=secret&a=1", { a: 1 }],
    // An object that declares nothing is free-form as well.
    [[], "", "absent"],
  ])("with %j: %s", (more, query, value) => {
    const { operation, contract } = operationWith(
      [freeForm, ...(more as Record<string, unknown>[])],
      {
        components: { securitySchemes: { key: { type: "apiKey", in: "query", name: "key" } } },
        security: [{ key: [] }],
      },
    );
    expect(read(operation, query, contract)).toEqual(value);
  });

  test.each<[schema: object, value: unknown]>([
    [{ type: "object" }, { a: "1" }],
    [{ type: "object", additionalProperties: false }, "absent"],
    [{ type: "object", properties: { R: {} } }, "absent"],
    [{ type: "object", properties: { R: {} }, additionalProperties: true }, { a: "1" }],
    [{ type: "object", patternProperties: { "^a": { type: "integer" } } }, { a: 1 }],
    [{}, "absent"],
    // What may be something else is not spread over the query for want of names.
    [{ type: ["string", "object"] }, "absent"],
    [{ properties: { R: {} }, additionalProperties: true }, "absent"],
  ])("of schema %j", (schema, value) => {
    expect(readAs("query", schema, "a=1")).toEqual(value);
  });

  test("the first of two has them", () => {
    const second = { ...freeForm, name: "second" };
    expect(read(operationWith([freeForm, second]).operation, "a=1")).toEqual({ a: 1 });
    expect(
      read(
        operationWith([{ ...freeForm, schema: { type: "object", properties: { a: {} } } }, second])
          .operation,
        "b=1",
      ),
    ).toBe("absent");
  });

  test("cookies come from everywhere: only declared names are the object's", () => {
    expect(
      readAs("cookie", { type: "object", additionalProperties: { type: "integer" } }, "a=1"),
    ).toBe("absent");
    expect(readAs("cookie", { ...rgb, additionalProperties: true }, "R=1; a=1")).toEqual({ R: 1 });
  });
});

test.each<[where: string, type: string, text: string, value: unknown]>([
  ["query", "application/json", "color=%7B%22R%22%3A1%7D", { R: 1 }],
  ["query", "application/problem+json", "color={}", {}],
  ["query", "application/json", "color=%7B", "malformed"],
  ["query", "application/json", "color=1&color=2", "malformed"],
  ["query", "application/json", "other=1", "absent"],
  ["header", "application/json", '{"R":1}', { R: 1 }],
  ["path", "application/json", "%5B1%5D", [1]],
  ["cookie", "application/json", "color=%7B%22R%22%3A1%7D", { R: 1 }],
  ["query", "text/plain", "color=1+2", "1 2"],
  ["cookie", "text/plain; charset=utf-8", "color=a%3Db", "a=b"],
  ["query", "application/xml", "color=%3Ca/%3E", "unread"],
  ["query", "text/xml", "color=%3Ca/%3E", "unread"],
])("a %s parameter of %s is a document: %s", (where, type, text, value) => {
  const { operation } = operationWith([{ in: where, content: { [type]: {} } }]);
  expect(read(operation, text)).toEqual(value);
});

test("a text document has the type of its schema", () => {
  const content = { "text/plain": { schema: { type: "integer" } } };
  expect(read(operationWith([{ in: "query", content }]).operation, "color=42")).toBe(42);
});

test.each<[parameter: Record<string, unknown>, query: string, value: unknown]>([
  [{ schema: { type: "integer" }, allowEmptyValue: true }, "color=", "unused"],
  [{ schema: { type: "integer" }, allowEmptyValue: true }, "color", "unused"],
  [{ schema: { type: "integer" }, allowEmptyValue: true }, "color=1", 1],
  [{ schema: { type: "integer" }, allowEmptyValue: true }, "", "absent"],
  [{ schema: strings, allowEmptyValue: true }, "color=", "unused"],
  [{ schema: strings, allowEmptyValue: true }, "color=&color=a", ["", "a"]],
  [{ schema: { type: "integer" } }, "color=", ""],
  // Ignored where the style has no empty form.
  [{ schema: strings, allowEmptyValue: true, style: "pipeDelimited" }, "color=", []],
])("allowEmptyValue of %j: %s", (parameter, query, value) => {
  expect(read(operationWith([{ in: "query", ...parameter }]).operation, query)).toEqual(value);
});

test("a style that its location does not have is read as the default", () => {
  expect(readAs("query label", { type: "string" }, "color=blue")).toBe("blue");
  expect(readAs("header form", strings, "a,b")).toEqual(["a", "b"]);
  expect(readAs("cookie deepObject", { type: "string" }, "color=blue")).toBe("blue");
});

describe("names that every object has are names like others", () => {
  const prototype = { polluted: ({} as Record<string, unknown>).polluted };
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];

  test.each(names)("a parameter called %s", (name) => {
    for (const where of ["path", "query", "header", "cookie"]) {
      const { operation } = operationWith([{ in: where, name, schema: { type: "integer" } }]);
      const text = where === "query" || where === "cookie" ? `${name}=1` : "1";
      expect(read(operation, text)).toBe(1);
      expect(read(operation, where === "query" ? "a=1" : "")).not.toBe(1);
    }
  });

  test.each(names)("a property called %s", (name) => {
    const properties = JSON.parse(`{"${name}":{"type":"integer"}}`) as object;
    for (const schema of [
      { type: "object", properties },
      { type: "object", additionalProperties: { type: "integer" } },
    ]) {
      const wires: [string, string][] = [
        ["path", `${name},1`],
        ["path matrix explode", `;${name}=1`],
        ["header simple explode", `${name}=1`],
        ["query", `${name}=1`],
        ["query form", `color=${name},1`],
        ["query deepObject explode", `color[${name}]=1`],
      ];
      for (const [kind, text] of wires) {
        const value = readAs(kind, schema, text) as object;
        expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
        expect(Object.entries(value)).toEqual([[name, 1]]);
      }
    }
  });

  test("inside deepObject", () => {
    const value = readAs(
      "query deepObject explode",
      { type: "object" },
      "color[__proto__][polluted]=1&color[constructor][prototype][polluted]=1",
    );
    expect(Object.keys(value as object)).toEqual(["__proto__", "constructor"]);
    expect({ polluted: ({} as Record<string, unknown>).polluted }).toEqual(prototype);
  });

  test("are not declared by any schema", () => {
    expect(readAs("query", { type: "object", properties: { R: {} } }, "constructor=1")).toBe(
      "absent",
    );
  });
});

test.each<[fields: string[], names: string[], texts: string[]]>([
  [[], [], []],
  [["a=1; b=2"], ["a", "b"], ["1", "2"]],
  [
    ["a=1", "b=2"],
    ["a", "b"],
    ["1", "2"],
  ],
  [["a=1;b=2;"], ["a", "b"], ["1", "2"]],
  [["a=b=c"], ["a"], ["b=c"]],
  [["a=1; a=2"], ["a", "a"], ["1", "2"]],
  [["a"], ["a"], [""]],
  [["=1; a=1"], ["a"], ["1"]],
])("the cookies of %j", (fields, names, texts) => {
  const headers = readFields(fields.map((value): [string, string] => ["Cookie", value]));
  const request = { method: "GET", path: "/", query: "", headers, body: new Uint8Array() };
  expect(cookiesOf(partsOf(request, new Map()))).toEqual({ names, texts });
});

test("lines of a header are one list, those of Set-Cookie are not", () => {
  const { operation } = operationWith([{ in: "header", schema: strings }]);
  expect(read(operation, ["a", "b, c"])).toEqual(["a", "b", "c"]);
  const cookies = operationWith([{ in: "header", name: "Set-Cookie", schema: strings }]);
  expect(read(cookies.operation, ["a=1; expires=Mon, 1", "b=2"])).toEqual([
    "a=1; expires=Mon, 1",
    "b=2",
  ]);
  const cookie = operationWith([{ in: "header", name: "Set-Cookie", schema: { type: "string" } }]);
  expect(read(cookie.operation, ["a=1, 2"])).toBe("a=1, 2");
  expect(read(cookie.operation, ["a=1", "b=2"])).toBe("malformed");
});

test.each<[schema: unknown, explode: boolean, text: string | undefined, value: unknown]>([
  [{ type: "integer" }, false, " 42 ", 42],
  [integers, false, "1, 2", [1, 2]],
  [rgb, true, "R=1,G=2", { R: 1, G: 2 }],
  [rgb, false, "R,1", { R: 1 }],
  [rgb, false, "R", "R"],
  [{ oneOf: [{ enum: ["*"] }, integers] }, false, "*", "*"],
  [{ oneOf: [{ enum: ["*"] }, integers] }, false, "1", [1]],
  [integers, false, undefined, undefined],
])("a response's header of %j, explode %s: %s", (schema, explode, text, value) => {
  const { operation } = operationWith([{ in: "header", schema }]);
  expect(readHeaderValue(operation.parameters[0]!.schema, explode, text)).toEqual(value);
});
