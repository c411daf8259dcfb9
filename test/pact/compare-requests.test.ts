/**
 * What the rules of a request allow beside what the contract accepts. Expected findings are from
 * DESIGN, decision 3: the example must be accepted, and what is allowed beyond it is a warning.
 */
import { describe, expect, test } from "vitest";
import {
  compared,
  INVALID,
  list,
  of,
  regex,
  text,
  type,
  WIDER,
} from "./request-beside-operation.ts";

describe("bodies", () => {
  test.each<[string, object, unknown, Record<string, object[]>, string[], unknown?]>([
    ["a literal body", { const: { a: 1 } }, { a: 1 }, {}, []],
    ["any text", of({ a: text }), { a: "x" }, { $: [type] }, []],
    ["a text of some values", of({ a: { enum: ["x", "y"] } }), { a: "x" }, { $: [type] }, [WIDER]],
    [
      "the values themselves",
      of({ a: { enum: ["x", "y"] } }),
      { a: "x" },
      { "$.a": [regex("x|y")] },
      [],
    ],
    [
      "an integer above zero",
      of({ a: { type: "integer", minimum: 1 } }),
      { a: 1 },
      { "$.a": [{ match: "integer" }] },
      [WIDER],
    ],
    [
      "a fraction where an integer is due",
      of({ a: { type: "integer" } }),
      { a: 1 },
      { "$.a": [{ match: "number" }] },
      [WIDER],
    ],
    ["a list that may be empty", list(text, { minItems: 1 }), ["a"], { $: [type] }, [WIDER], []],
    [
      "a list that is never empty",
      list(text, { minItems: 1 }),
      ["a"],
      { $: [{ match: "type", min: 1 }] },
      [],
    ],
    [
      "a list of any length",
      list(text, { maxItems: 3 }),
      ["a"],
      { $: [{ match: "type", min: 1 }] },
      [WIDER],
    ],
    [
      "names of a map",
      of({ a: text }, { additionalProperties: false }),
      { a: "x" },
      { $: [{ match: "eachKey", rules: [regex("[ab]")] }] },
      [WIDER],
    ],
    [
      "values of a map",
      { type: "object", additionalProperties: { type: "integer" } },
      { a: 1 },
      { $: [{ match: "values" }], "$.*": [{ match: "integer" }] },
      [],
    ],
    [
      "an example that is refused",
      of({ a: { type: "integer" } }),
      { a: "x" },
      { $: [type] },
      [INVALID],
    ],
    [
      "a field that the contract only answers",
      of({ id: { type: "string", readOnly: true }, a: text }, { required: ["id", "a"] }),
      { a: "x" },
      { $: [type] },
      [],
    ],
    ["zero", { type: "integer", minimum: 1 }, 0, {}, [INVALID]],
    ["false", { const: true }, false, {}, [INVALID]],
    [
      "an expression of another dialect",
      of({ a: { const: "b" } }),
      { a: "b" },
      { "$.a": [regex("(?P<a>b)")] },
      ["info pact.unvalidatable"],
    ],
  ])("%s", (_, schema, content, body, expected, witness) => {
    const rules = Object.entries(body).map(([path, matchers]) => [path, { matchers }]);
    const found = compared(
      { requestBody: { required: true, content: { "application/json": { schema } } } },
      "/",
      {
        headers: { "Content-Type": ["application/json"] },
        body: { contentType: "application/json", content },
        matchingRules: { body: Object.fromEntries(rules) },
      },
    );
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
    if (witness !== undefined) expect(found[0]!.witness).toEqual(witness);
  });
});

describe("parameters", () => {
  const query = (schema: object, more: object = {}) => ({
    parameters: [{ name: "q", in: "query", schema, ...more }],
  });
  const header = (schema: object) => ({ parameters: [{ name: "X-Q", in: "header", schema }] });
  const sent = (values: string[], ...matchers: object[]) => ({
    query: { q: values },
    matchingRules: { query: { q: { matchers } } },
  });
  test.each<[string, object, object, string[], unknown?]>([
    ["any text", query(text), sent(["a"], type), []],
    ["digits", query({ type: "integer" }), sent(["1"], regex("\\d+")), []],
    ["a text where a number is due", query({ type: "integer" }), sent(["1"], type), [WIDER]],
    ["listed values", query({ enum: ["a", "b"] }), sent(["a"], regex("a|b")), []],
    [
      "more than the listed values",
      query({ enum: ["a", "b"] }),
      sent(["a"], regex("[abc]")),
      [WIDER],
      "c",
    ],
    [
      "an example that is refused",
      query({ type: "integer" }),
      sent(["x"], type),
      ["error request.parameter.invalid"],
    ],
    [
      "items of a list",
      query(list({ enum: ["a", "b"] })),
      sent(["a"], regex("a|b|c")),
      [WIDER],
      "c",
    ],
    [
      "a list in one text",
      query(list(text), { explode: false }),
      sent(["a,b"], regex(".*")),
      ["info pact.unvalidatable"],
    ],
    [
      "a header",
      header({ type: "string", maxLength: 3 }),
      {
        headers: { "x-q": ["abc"] },
        matchingRules: { header: { "X-Q": { matchers: [regex("[a-c]+")] } } },
      },
      [WIDER],
    ],
    [
      "half a character",
      query({ enum: ["\uD800", "a"] }),
      { query: { q: ["\uD800"] } },
      ["error request.parameter.invalid"],
    ],
    ["a boolean", query({ type: "boolean" }), sent(["true"], { match: "boolean" }), []],
    ["an integer", query({ type: "integer" }), sent(["1"], { match: "integer" }), []],
    ["a number", query({ type: "number" }), sent(["1"], { match: "number" }), []],
  ])("%s", (_, operation, request, expected, witness) => {
    const found = compared(operation, "/", request);
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
    if (witness !== undefined) expect(found[0]!.witness).toEqual(witness);
  });
});

describe("paths", () => {
  const PATH = "/orders/{id}";
  const parameter = (schema: object) => ({
    parameters: [{ name: "id", in: "path", required: true, schema }],
  });
  test.each<[string, object, string, string, string[]]>([
    ["the template itself", text, "/orders/1", "/orders/[^/]+", []],
    ["digits", { type: "integer" }, "/orders/1", "/orders/\\d+", []],
    ["words where digits are due", { type: "integer" }, "/orders/1", "/orders/\\w+", [WIDER]],
    [
      "values, one with half a character",
      { type: "string", enum: ["\uD800", "a"] },
      "/orders/a",
      "/orders/a",
      [],
    ],
    ["another path", text, "/orders/1", "/orders/.*", [WIDER]],
    [
      "a UUID",
      { type: "string", format: "uuid" },
      "/orders/00000000-0000-0000-0000-000000000000",
      "/orders/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
      [],
    ],
    [
      "a length that is no pattern",
      { type: "string", maxLength: 3 },
      "/orders/1",
      "/orders/[a-z]+",
      ["info pact.unvalidatable"],
    ],
  ])("%s", (_, schema, path, source, expected) => {
    const request = { path, matchingRules: { path: { matchers: [regex(source)] } } };
    const found = compared(parameter(schema), PATH, request);
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
  });
});

describe("credentials", () => {
  const components = {
    securitySchemes: {
      key: { type: "apiKey", in: "query", name: "key" },
      session: { type: "apiKey", in: "cookie", name: "sid" },
      token: { type: "http", scheme: "bearer" },
      login: { type: "http", scheme: "basic" },
    },
  };
  const MISSING = "error request.security.missing";
  const OF_THE_WRONG_KIND = "error request.security.invalid";
  const basic = { headers: { Authorization: ["Basic YTpi"] } };
  const bearer = { headers: { Authorization: ["Bearer abc"] } };
  test.each<[string, object[], object, string[]]>([
    ["none", [{ token: [] }], {}, [MISSING]],
    ["none are needed", [{ token: [] }, {}], {}, []],
    ["one of two", [{ token: [] }, { login: [] }], basic, []],
    [
      "both of two",
      [{ token: [], session: [] }],
      { headers: { ...bearer.headers, Cookie: ["sid=1"] } },
      [],
    ],
    ["one where both are needed", [{ token: [], session: [] }], bearer, [MISSING]],
    ["a key in the query", [{ key: [] }], { query: { key: ["k"] } }, []],
    ["a cookie", [{ session: [] }], { headers: { Cookie: ["a=b; sid=1"] } }, []],
    ["of another kind", [{ token: [] }], basic, [MISSING]],
    [
      "malformed",
      [{ login: [] }],
      { headers: { Authorization: ["Basic ???"] } },
      [OF_THE_WRONG_KIND],
    ],
  ])("%s", (_, security, request, expected) => {
    const found = compared({ security }, "/", request, components);
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
  });
});
