/**
 * Answers held to their contract: OpenAPI 3.1.1 #responses-object, #response-object,
 * #header-object, RFC 9110 §5.3, §6.4.1 and §15. Expected values are written from them.
 */
import { describe, expect, test } from "vitest";
import { findResponse } from "../../src/contract/response.ts";
import { checkResponse } from "../../src/http/check-response.ts";
import { readFields } from "../../src/http/exchange.ts";
import { answerFaults, bytesOf, responsesOf } from "./one-body.ts";

const jsonType = ["content-type", "application/json"] as const;
const json = { "application/json": { schema: { type: "object" } } };

test.each([
  [["200", "2XX", "default"], "200", "200"],
  [["200", "2XX", "default"], "201", "2XX"],
  [["200", "2XX", "default"], "404", "default"],
  [["default", "4XX"], "404", "4XX"],
  [["200"], "404", undefined],
])("of %j %s is described by %s", (statuses, status, expected) => {
  const responses = Object.fromEntries(statuses.map((key) => [key, { description: key }]));
  const { operation } = responsesOf(responses);
  expect(findResponse(operation.responses, status)?.status).toBe(expected);
});

describe("bodies", () => {
  const declared = responsesOf({
    200: { description: "", content: json },
    201: { description: "", content: { "text/plain": { schema: { type: "string" } } } },
    202: { description: "" },
    204: { description: "", content: json },
    205: { description: "" },
    304: { description: "", content: json },
  });
  test.each<
    [status: number, headers: [string, string][], body: string, method: string, faults: string[]]
  >([
    [200, [["content-type", "application/json; charset=utf-8"]], "{}", "GET", []],
    [200, [["content-type", "application/json"]], "", "GET", ["response.body.missing /body"]],
    [200, [], "", "GET", ["response.body.missing /body"]],
    [200, [], "{}", "GET", ["response.media-type.undeclared /body"]],
    [200, [["content-type", "text/html"]], "<p>", "GET", ["response.media-type.undeclared /body"]],
    [200, [["content-type", "application/json"]], "<p>", "GET", ["response.body.malformed /body"]],
    [200, [["content-type", "application/json"]], "[]", "GET", ["response.body.invalid /body"]],
    // An empty text is a text.
    [201, [["content-type", "text/plain"]], "", "GET", []],
    [201, [], "", "GET", ["response.body.missing /body"]],
    [202, [["content-type", "text/html"]], "<p>", "GET", []],
    [202, [], "", "GET", []],
    // HTTP gives these no body, whatever the contract says.
    [204, [], "", "GET", []],
    [204, [["content-type", "application/json"]], "{}", "GET", ["response.body.unexpected /body"]],
    [205, [], "x", "GET", ["response.body.unexpected /body"]],
    [304, [], "", "GET", []],
    [304, [], "x", "GET", ["response.body.unexpected /body"]],
    [200, [["content-type", "application/json"]], "", "HEAD", []],
    [200, [["content-type", "application/json"]], "{}", "HEAD", ["response.body.unexpected /body"]],
  ])("%i %j %j to %s", (status, headers, body, method, faults) => {
    expect(answerFaults(declared, status, headers, body, { method })).toEqual(faults);
  });
});

describe("headers", () => {
  const header = { type: "integer" };
  const declared = responsesOf({
    200: {
      description: "",
      headers: {
        "Content-Type": { required: true, schema: { const: "never" } },
        "X-Needed": { required: true, schema: header },
        "X-Count": { schema: header },
        "X-List": { schema: { type: "array", items: header } },
        "X-Object": {
          schema: { type: "object", properties: { a: header, b: { type: "string" } } },
        },
        "X-Exploded": {
          explode: true,
          schema: { type: "object", properties: { a: header, b: { type: "string" } } },
        },
        "X-Json": {
          content: {
            "application/json": { schema: { type: "object", properties: { a: header } } },
          },
        },
        "X-Text": { content: { "text/plain": { schema: { type: "string", maxLength: 3 } } } },
        "Set-Cookie": { schema: { type: "string", pattern: "^(id|theme)=" } },
      },
    },
    201: {
      description: "",
      headers: {
        "Set-Cookie": {
          schema: { type: "array", maxItems: 2, items: { type: "string", pattern: "^id=" } },
        },
      },
    },
  });
  const needed: [string, string] = ["x-needed", "1"];
  test.each<[headers: [string, string][], faults: string[]]>([
    [[["X-NEEDED", "1"]], []],
    [[], ["response.header.missing /headers/x-needed"]],
    [[needed, ["x-count", "5"]], []],
    [[needed, ["x-count", "five"]], ["response.header.invalid /headers/x-count"]],
    [[needed, ["x-list", "1, 2,3"]], []],
    [[needed, ["x-list", "1"], ["x-list", "2"]], []],
    [[needed, ["x-list", "1, x"]], ["response.header.invalid /headers/x-list/1"]],
    [[needed, ["x-count", "1"], ["x-count", "2"]], ["response.header.invalid /headers/x-count"]],
    [[needed, ["x-object", "a,1,b,x"]], []],
    [[needed, ["x-object", "a,x"]], ["response.header.invalid /headers/x-object/a"]],
    [[needed, ["x-exploded", "a=1,b=x"]], []],
    [[needed, ["x-exploded", "a=x"]], ["response.header.invalid /headers/x-exploded/a"]],
    [[needed, ["x-json", '{"a":1}']], []],
    [[needed, ["x-json", '{"a":"x"}']], ["response.header.invalid /headers/x-json/a"]],
    [[needed, ["x-json", "{"]], ["response.header.invalid /headers/x-json"]],
    [[needed, ["x-text", "abc"]], []],
    [[needed, ["x-text", "abcd"]], ["response.header.invalid /headers/x-text"]],
    // RFC 9110 §5.3: lines of Set-Cookie are not one list, and hold commas.
    [
      [
        needed,
        ["set-cookie", "id=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT"],
        ["set-cookie", "theme=dark"],
      ],
      [],
    ],
    [
      [needed, ["set-cookie", "id=1"], ["set-cookie", "other=1"]],
      ["response.header.invalid /headers/set-cookie"],
    ],
  ])("%j", (headers, faults) => {
    expect(answerFaults(declared, 200, headers)).toEqual(faults);
  });

  test("a list of cookies has a line for each", () => {
    const cookies = (...lines: string[]) =>
      answerFaults(
        declared,
        201,
        lines.map((line) => ["set-cookie", line] as const),
      );
    expect(cookies("id=1; Expires=Wed, 21 Oct", "id=2")).toEqual([]);
    expect(cookies("id=1", "x=2")).toEqual(["response.header.invalid /headers/set-cookie/1"]);
    expect(cookies("id=1", "id=2", "id=3")).toEqual([
      "response.header.invalid /headers/set-cookie",
    ]);
  });
});

describe("strict", () => {
  const declared = responsesOf({
    200: {
      description: "",
      headers: { "X-Known": {} },
      content: {
        "application/json": {
          schema: {
            type: "object",
            properties: {
              id: { type: "integer" },
              closed: { type: "object", properties: { a: {} }, additionalProperties: false },
              open: {
                type: "object",
                properties: { a: {} },
                additionalProperties: { type: "object", properties: { b: {} } },
              },
              patterned: {
                type: "object",
                properties: { a: {} },
                patternProperties: { "^x-": {} },
              },
              free: { type: "object" },
              any: {},
              list: { type: "array", items: { type: "object", properties: { a: {} } } },
              tuple: {
                type: "array",
                prefixItems: [{ properties: { a: {} } }],
                items: { properties: { b: {} } },
              },
              one: {
                anyOf: [
                  { properties: { a: { properties: { x: {} } } } },
                  { properties: { b: {}, a: { properties: { y: {} } } } },
                ],
              },
              some: {
                allOf: [{ properties: { a: {} } }],
                if: { properties: { b: {} } },
                ...JSON.parse('{"then":{"properties":{"c":{}}}}'),
                dependentSchemas: { a: { properties: { d: {} } } },
              },
              dangling: { $ref: "#/nowhere", properties: { a: {} } },
            },
          },
        },
      },
    },
    202: { description: "" },
  });
  const strict = { strict: true };
  test.each<[body: string, pointers: string[]]>([
    ['{"id":1}', []],
    ['{"id":1,"other":1}', ["/other"]],
    ['{"open":{"x":{"b":1}},"patterned":{"y":1},"free":{"x":1},"any":{"x":1}}', []],
    ['{"open":{"x":{"c":1}}}', ["/open/x/c"]],
    ['{"list":[{"a":1},{"b":1}]}', ["/list/1/b"]],
    ['{"tuple":[{"a":1},{"b":1},{"a":1}]}', ["/tuple/2/a"]],
    ['{"one":{"a":{"x":1,"y":1,"z":1},"b":1,"c":1}}', ["/one/a/z", "/one/c"]],
    ['{"some":{"a":1,"b":1,"c":1,"d":1,"e":1}}', ["/some/e"]],
    ['{"__proto__":1,"constructor":1}', ["/__proto__", "/constructor"]],
  ])("%s", (body, pointers) => {
    const expected = pointers.map((pointer) => `response.body.undeclared /body${pointer}`);
    expect(answerFaults(declared, 200, [jsonType], body, strict)).toEqual(expected);
    expect(answerFaults(declared, 200, [jsonType], body)).toEqual([]);
  });

  test("what a schema refuses is not undeclared as well", () => {
    expect(answerFaults(declared, 200, [jsonType], '{"closed":{"b":1}}', strict)).toEqual([
      "response.body.invalid /body/closed/b",
    ]);
  });

  test("nor does what an object lacks hide what it has too much", () => {
    const needing = responsesOf({
      200: {
        description: "",
        content: {
          "application/json": {
            schema: { type: "object", required: ["id"], properties: { id: {} } },
          },
        },
      },
    });
    expect(answerFaults(needing, 200, [jsonType], '{"other":1}', strict)).toEqual([
      "response.body.invalid /body",
      "response.body.undeclared /body/other",
    ]);
  });

  test("a document of another root is one finding, whatever is in it", () => {
    const xml = responsesOf({
      200: {
        description: "",
        content: {
          "application/xml": {
            schema: { type: "object", xml: { name: "a" }, properties: { x: { type: "integer" } } },
          },
        },
      },
    });
    const sent = "<b><x>one</x><y/></b>";
    expect(answerFaults(xml, 200, [["content-type", "application/xml"]], sent, strict)).toEqual([
      "response.body.invalid /body",
    ]);
  });

  test("what a reference that leads nowhere might declare is not judged", () => {
    const faults = answerFaults(declared, 200, [jsonType], '{"dangling":{"b":1}}', strict);
    expect(faults).toEqual(["schema.unresolved /body/dangling"]);
  });

  test("headers, except HTTP's own", () => {
    const headers = [
      jsonType,
      ["X-Known", "1"],
      ["ETag", '"x"'],
      ["Access-Control-Allow-Origin", "*"],
      ["X-Other", "1"],
    ] as const;
    expect(answerFaults(declared, 200, headers, "{}", strict)).toEqual([
      "response.header.undeclared /headers/x-other",
    ]);
    expect(answerFaults(declared, 200, headers, "{}")).toEqual([]);
  });

  test("a body where no content is declared is a warning", () => {
    const response = { status: 202, headers: readFields([]), body: bytesOf("x") };
    const [finding] = checkResponse(declared.contract, declared.operation, response, strict);
    expect(finding).toMatchObject({ code: "response.body.unexpected", severity: "warning" });
  });

  test("a value as deep as a parser reads it is walked without end", () => {
    const deep = `${'{"any":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    expect(answerFaults(declared, 200, [jsonType], deep, strict)).toBeInstanceOf(Array);
  });
});

test("an answer that is not taken apart is not passed in silence", () => {
  const declared = responsesOf({
    200: { description: "", content: { "text/csv": { schema: { type: "array" } } } },
  });
  expect(answerFaults(declared, 200, [["content-type", "text/csv"]], "a,b")).toEqual([
    "response.body.unchecked /body",
  ]);
});
