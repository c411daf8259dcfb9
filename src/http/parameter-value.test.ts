/**
 * What a request says for a parameter. The texts are the rows of OpenAPI 3.1.1 #style-examples:
 * `blue`, an array of blue, black and brown, an object of R 100, G 200 and B 150, and the empty
 * text.
 */
import { describe, expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import type { Parameter } from "../contract/contract.ts";
import { type HttpRequest, readFields } from "./exchange.ts";
import { readCookies, readParameterValue } from "./parameter-value.ts";

const SCHEMAS = {
  string: { type: "string" },
  array: { type: "array", items: { type: "string" } },
  object: {
    type: "object",
    properties: { R: { type: "integer" }, G: { type: "integer" }, B: { type: "integer" } },
  },
};

const array = ["blue", "black", "brown"];
const object = { R: 100, G: 200, B: 150 };

function parameterOf(parameter: Record<string, unknown>): Parameter {
  const contract = readContractText(
    JSON.stringify({
      openapi: "3.1.0",
      paths: { "/{color}": { get: { parameters: [{ name: "color", ...parameter }] } } },
    }),
  );
  return contract.operations[0]!.parameters[0]!;
}

/** A parameter is written here as `in`, style and explode: `query form explode`. */
function written(kind: string, schema: unknown): Parameter {
  const [where, style, explode] = kind.split(" ");
  return parameterOf({
    in: where,
    schema,
    ...(style !== undefined && { style, explode: explode === "explode" }),
  });
}

function read(parameter: Parameter, text: string | undefined): unknown {
  const at = (where: string) => (parameter.in === where ? text : undefined);
  const fields: [string, string | undefined][] = [
    ["color", at("header")],
    ["cookie", at("cookie")],
  ];
  const request: HttpRequest = {
    method: "GET",
    path: "/",
    query: at("query") ?? "",
    headers: readFields(
      fields.flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, value]],
      ),
    ),
    body: new Uint8Array(),
  };
  const path = at("path");
  const values = new Map(path === undefined ? [] : [["color", path]]);
  const reading = readParameterValue(parameter, request, values);
  return reading.state === "present" ? reading.value : reading.state;
}

describe("styles", () => {
  test.each<[kind: string, schema: keyof typeof SCHEMAS, text: string, value: unknown]>([
    // The default styles.
    ["path", "string", "blue", "blue"],
    ["path", "array", "blue,black,brown", array],
    ["path", "object", "R,100,G,200,B,150", object],
    ["header", "string", "blue", "blue"],
    ["header", "string", "", ""],
    ["header", "array", "blue,black,brown", array],
    ["header", "array", "blue, black, brown", array],
    ["header", "object", "R,100,G,200,B,150", object],
    ["query", "string", "color=blue", "blue"],
    ["query", "string", "color=", ""],
    ["query", "array", "color=blue&color=black&color=brown", array],
    ["query", "object", "R=100&G=200&B=150", object],
    ["cookie", "string", "color=blue", "blue"],
    ["cookie", "string", "color=", ""],
    ["cookie", "object", "R=100; G=200; B=150", object],
    // The others.
    ["path simple explode", "array", "blue,black,brown", array],
    ["path simple explode", "object", "R=100,G=200,B=150", object],
    ["header simple explode", "object", "R=100,G=200,B=150", object],
    ["path matrix", "string", ";color", ""],
    ["path matrix", "string", ";color=blue", "blue"],
    ["path matrix", "array", ";color=blue,black,brown", array],
    ["path matrix", "object", ";color=R,100,G,200,B,150", object],
    ["path matrix explode", "string", ";color=blue", "blue"],
    ["path matrix explode", "array", ";color=blue;color=black;color=brown", array],
    ["path matrix explode", "object", ";R=100;G=200;B=150", object],
    ["path label", "string", ".", ""],
    ["path label", "string", ".blue", "blue"],
    ["path label", "array", ".blue,black,brown", array],
    ["path label", "object", ".R,100,G,200,B,150", object],
    ["path label explode", "string", ".blue", "blue"],
    ["path label explode", "array", ".blue.black.brown", array],
    ["path label explode", "object", ".R=100.G=200.B=150", object],
    ["query form", "string", "color=blue", "blue"],
    ["query form", "array", "color=blue,black,brown", array],
    ["query form", "object", "color=R,100,G,200,B,150", object],
    ["query spaceDelimited", "array", "color=blue%20black%20brown", array],
    ["query spaceDelimited", "array", "color=blue+black+brown", array],
    ["query spaceDelimited", "object", "color=R%20100%20G%20200%20B%20150", object],
    ["query pipeDelimited", "array", "color=blue%7Cblack%7Cbrown", array],
    ["query pipeDelimited", "array", "color=blue|black|brown", array],
    ["query pipeDelimited", "object", "color=R%7C100%7CG%7C200%7CB%7C150", object],
    [
      "query deepObject explode",
      "object",
      "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
      object,
    ],
    ["query deepObject explode", "object", "color[R]=100&color[G]=200&color[B]=150", object],
    ["cookie form", "array", "color=blue,black,brown", array],
    ["cookie form", "object", "color=R,100,G,200,B,150", object],
  ])("%s of %s: %s", (kind, schema, text, value) => {
    expect(read(written(kind, SCHEMAS[schema]), text)).toEqual(value);
  });
});

test.each<[kind: string, schema: keyof typeof SCHEMAS, text: string | undefined]>([
  ["path", "string", undefined],
  ["header", "string", undefined],
  ["query", "string", undefined],
  ["query", "string", "colour=blue"],
  ["query", "array", "size=1"],
  ["query", "object", "X=1"],
  ["query deepObject explode", "object", "color=1&colors[R]=1"],
  ["cookie", "string", "colour=blue"],
  ["cookie", "object", "X=1"],
])("%s of %s is absent in %s", (kind, schema, text) => {
  expect(read(written(kind, SCHEMAS[schema]), text)).toBe("absent");
});

describe("the schema says the type", () => {
  test.each<[schema: unknown, text: string, value: unknown]>([
    [{ type: "integer" }, "42", 42],
    [{ type: "integer" }, "-1", -1],
    [{ type: "integer" }, "4.5", 4.5],
    [{ type: "number" }, "1e3", 1000],
    // What is written otherwise than JSON writes it is no number.
    [{ type: "integer" }, "042", "042"],
    [{ type: "integer" }, "+1", "+1"],
    [{ type: "integer" }, "0x1f", "0x1f"],
    [{ type: "integer" }, "", ""],
    [{ type: "integer" }, "four", "four"],
    [{ type: "boolean" }, "true", true],
    [{ type: "boolean" }, "TRUE", "TRUE"],
    [{ type: "string" }, "42", "42"],
    [{}, "42", "42"],
    [{ type: ["string", "null"] }, "null", "null"],
    [{ type: ["integer", "null"] }, "", null],
    [{ type: ["integer", "string"] }, "42", "42"],
    [{ type: ["integer", "string"], minimum: 1, minLength: 3 }, "42", 42],
    [{ enum: [1, 2] }, "2", 2],
    [{ const: true }, "true", true],
    [{ allOf: [{ type: "integer" }, { minimum: 1 }] }, "42", 42],
    [{ anyOf: [{ type: "integer" }, { type: "boolean" }] }, "true", true],
    [{ type: "array", items: { type: "integer" } }, "42", [42]],
  ])("%j: %s", (schema, text, value) => {
    expect(read(written("query", schema), `color=${encodeURIComponent(text)}`)).toEqual(value);
  });
});

describe("percent-encoding", () => {
  test.each<[kind: string, schema: keyof typeof SCHEMAS, text: string, value: unknown]>([
    ["path", "string", "light%20blue", "light blue"],
    ["path", "string", "light+blue", "light+blue"],
    ["path", "string", "a%2Fb", "a/b"],
    ["path", "array", "a%2Cb,c", ["a,b", "c"]],
    ["path matrix explode", "array", ";color=a%3Bb;color=c", ["a;b", "c"]],
    ["query", "string", "color=light+blue", "light blue"],
    ["query", "string", "color=light%2Bblue", "light+blue"],
    ["query", "string", "color=a=b", "a=b"],
    ["query", "string", "col%6Fr=blue", "blue"],
    ["query form", "array", "color=a%2Cb,c", ["a,b", "c"]],
    ["query", "string", "color=%E2%82%AC", "€"],
    // A header has no percent-encoding.
    ["header", "string", "100%", "100%"],
    ["header", "string", "light%20blue", "light%20blue"],
    ["cookie", "string", "color=light%20blue", "light blue"],
    ["path", "string", "%zz", "malformed"],
    ["path", "string", "%E2%82", "malformed"],
    ["path", "array", "blue,%", "malformed"],
    ["query", "string", "color=%zz", "malformed"],
    ["cookie", "string", "color=%zz", "malformed"],
  ])("%s of %s: %s", (kind, schema, text, value) => {
    expect(read(written(kind, SCHEMAS[schema]), text)).toEqual(value);
  });

  test("what is wrong elsewhere in the query is no fault of this parameter", () => {
    expect(read(written("query", SCHEMAS.string), "color=blue&other=%zz")).toBe("blue");
    expect(read(written("query", SCHEMAS.string), "%zz=1&color=blue")).toBe("blue");
    expect(read(written("query", SCHEMAS.object), "%zz=1&R=1&other=%zz")).toEqual({ R: 1 });
    expect(read(written("query deepObject explode", SCHEMAS.object), "%zz&color[R]=1")).toEqual({
      R: 1,
    });
  });
});

test.each([
  ["query", "color=%7B%22R%22%3A1%7D", { R: 1 }],
  ["query", "color={}", {}],
  ["query", "color=%7B", "malformed"],
  ["query", "other=1", "absent"],
  ["header", '{"R":1}', { R: 1 }],
  ["path", "%5B1%5D", [1]],
  ["cookie", "color=%7B%22R%22%3A1%7D", { R: 1 }],
])("a %s parameter with content is a document: %s", (where, text, value) => {
  const parameter = parameterOf({ in: where, content: { "application/json": {} } });
  expect(read(parameter, text)).toEqual(value);
});

test("names that every object has are no values", () => {
  const schema = { type: "object", properties: { R: {} } };
  expect(read(written("query", schema), "constructor=1")).toBe("absent");
  const { value } = {
    value: read(written("query deepObject explode", schema), "color[__proto__]=1"),
  };
  expect(Object.keys(value as object)).toEqual(["__proto__"]);
});

test.each<[fields: string[], cookies: [string, string][]]>([
  [[], []],
  [
    ["a=1; b=2"],
    [
      ["a", "1"],
      ["b", "2"],
    ],
  ],
  [
    ["a=1", "b=2"],
    [
      ["a", "1"],
      ["b", "2"],
    ],
  ],
  [
    ["a=1;b=2;"],
    [
      ["a", "1"],
      ["b", "2"],
    ],
  ],
  [["a=b=c"], [["a", "b=c"]]],
  [["a=1; a=2"], [["a", "1"]]],
  [["a"], [["a", ""]]],
])("the cookies of %j", (fields, cookies) => {
  const headers = readFields(fields.map((value): [string, string] => ["Cookie", value]));
  expect([...readCookies(headers)]).toEqual(cookies);
});
