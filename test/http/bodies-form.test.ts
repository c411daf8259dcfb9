/**
 * Forms in the URL encoding: OpenAPI 3.0.4 and 3.1.1 #encoding-object and its examples, URL
 * Standard #application/x-www-form-urlencoded. Expected values are written from them.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readBody, writeBody } from "../../src/http/body/body.ts";
import { bytesOf, faultsOf, messagesOf, requestBodyOf } from "./one-body.ts";

const type = "application/x-www-form-urlencoded";
const integers = { type: "array", items: { type: "integer" } };
const address = {
  type: "object",
  properties: { city: { type: "string" }, zip: { type: "integer" } },
};

function form(properties: object, encoding: object = {}, rest: object = {}) {
  return requestBodyOf(type, { schema: { type: "object", properties, ...rest }, encoding });
}

// The specification's own example: `address` is a JSON text, `id` is not.
const example = form({
  id: { type: "string", format: "uuid" },
  address: { type: "object", properties: {} },
});
const exampleText =
  "id=f81d4fae-7dec-11d0-a765-00a0c91e6bf6&address=%7B%22streetAddress%22%3A%22123+Example+Dr.%22%2C%22city%22%3A%22Somewhere%22%2C%22state%22%3A%22CA%22%2C%22zip%22%3A%2299999%2B1234%22%7D";
const exampleValue = {
  id: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
  address: {
    streetAddress: "123 Example Dr.",
    city: "Somewhere",
    state: "CA",
    zip: "99999+1234",
  },
};

test("the specification's example is read and written to the letter", () => {
  const { mediaType } = example;
  expect(readBody(bytesOf(exampleText), type, mediaType)).toEqual({
    state: "value",
    value: exampleValue,
  });
  const { bytes, contentType } = writeBody(exampleValue, mediaType);
  expect([new TextDecoder().decode(bytes), contentType]).toEqual([exampleText, type]);
});

const text = { type: "string" };
const integer = { type: "integer" };

interface Row {
  properties: object;
  encoding?: object;
  rest?: object;
}

test.each<[body: string, row: Row, value: unknown]>([
  // What the wire has is text; the schema says of what.
  [
    "a=1&b=1&c=true&d=",
    { properties: { a: integer, b: text, c: { type: "boolean" }, d: text } },
    { a: 1, b: "1", c: true, d: "" },
  ],
  ["a=x+y%26z%2B", { properties: { a: text } }, { a: "x y&z+" }],
  ["a=%C3%A9&%C3%A9=1", { properties: { a: text, é: integer } }, { a: "é", é: 1 }],
  ["a", { properties: { a: text } }, { a: "" }],
  ["", { properties: { a: text } }, {}],
  // A list has a pair for each item, where nothing else is said.
  ["a=1&a=2", { properties: { a: integers } }, { a: [1, 2] }],
  ["a=1", { properties: { a: integers } }, { a: [1] }],
  // RFC 6570 style, where one of its fields is stated: style form has explode true.
  ["a=1&a=2", { properties: { a: integers }, encoding: { a: { style: "form" } } }, { a: [1, 2] }],
  ["a=1,2", { properties: { a: integers }, encoding: { a: { explode: false } } }, { a: [1, 2] }],
  [
    "a=x%2Cy,z",
    { properties: { a: { type: "array", items: text } }, encoding: { a: { explode: false } } },
    { a: ["x,y", "z"] },
  ],
  [
    "a=1%202",
    { properties: { a: integers }, encoding: { a: { style: "spaceDelimited" } } },
    { a: [1, 2] },
  ],
  [
    "a=1+2",
    { properties: { a: integers }, encoding: { a: { style: "spaceDelimited" } } },
    { a: [1, 2] },
  ],
  [
    "a=1%7C2",
    { properties: { a: integers }, encoding: { a: { style: "pipeDelimited" } } },
    { a: [1, 2] },
  ],
  [
    "a=1|2",
    { properties: { a: integers }, encoding: { a: { style: "pipeDelimited" } } },
    { a: [1, 2] },
  ],
  [
    "a[city]=Rome&a[zip]=184",
    { properties: { a: address }, encoding: { a: { style: "deepObject", explode: true } } },
    { a: { city: "Rome", zip: 184 } },
  ],
  [
    "a%5Bcity%5D=Rome",
    { properties: { a: address }, encoding: { a: { style: "deepObject" } } },
    { a: { city: "Rome" } },
  ],
  [
    "city=Rome&zip=184&b=1",
    { properties: { a: address, b: integer }, encoding: { a: { style: "form" } } },
    { a: { city: "Rome", zip: 184 }, b: 1 },
  ],
  [
    "a=city,Rome,zip,184",
    { properties: { a: address }, encoding: { a: { explode: false } } },
    { a: { city: "Rome", zip: 184 } },
  ],
  [
    "a=b/c?d",
    { properties: { a: text }, encoding: { a: { allowReserved: true } } },
    { a: "b/c?d" },
  ],
  // Else the content type decides: JSON for objects, and where it is stated.
  [
    'a={"city":"Rome","zip":184}',
    { properties: { a: address } },
    { a: { city: "Rome", zip: 184 } },
  ],
  [
    'a={"zip":1}&a={"zip":2}',
    { properties: { a: { type: "array", items: address } } },
    { a: [{ zip: 1 }, { zip: 2 }] },
  ],
  [
    "jsonValue=%22json%22",
    {
      properties: { jsonValue: text },
      encoding: { jsonValue: { contentType: "application/json" } },
    },
    { jsonValue: "json" },
  ],
  [
    "a=[1,2]",
    { properties: { a: integers }, encoding: { a: { contentType: "application/json" } } },
    { a: [1, 2] },
  ],
  [
    "a=%3Ca%3E%3Czip%3E7%3C/zip%3E%3C/a%3E",
    { properties: { a: address }, encoding: { a: { contentType: "application/xml" } } },
    { a: { zip: 7 } },
  ],
  // Binary data is encoded as text by whoever sends it.
  [
    "icon=iVBORw0KGgo%3D",
    {
      properties: { icon: { type: "string", contentEncoding: "base64url" } },
      encoding: { icon: { contentType: "image/png, image/jpeg" } },
    },
    { icon: "iVBORw0KGgo=" },
  ],
  // What is not declared.
  ["x=1&y=a&y=b", { properties: {} }, { x: "1", y: ["a", "b"] }],
  ["x=1", { properties: {}, rest: { additionalProperties: integer } }, { x: 1 }],
  ["x=%zz", { properties: {} }, { x: "%zz" }],
  ["a[0]=1", { properties: { a: integers } }, { "a[0]": "1" }],
])("%s", (body, { properties, encoding, rest }, value) => {
  const { mediaType } = form(properties, encoding, rest);
  expect(readBody(bytesOf(body), type, mediaType)).toEqual({ state: "value", value });
});

test("3.0 reads them in the same way", () => {
  const schema = { type: "object", properties: { a: integers, b: address } };
  const encoding = { a: { explode: false } };
  const { mediaType } = requestBodyOf(type, { openapi: "3.0.4", schema, encoding });
  expect(readBody(bytesOf('a=1,2&b={"zip":3}'), type, mediaType)).toEqual({
    state: "value",
    value: { a: [1, 2], b: { zip: 3 } },
  });
});

const checked = form(
  { n: integer, list: integers, a: address, deep: address },
  { deep: { style: "deepObject" } },
  { required: ["n"], additionalProperties: false },
);

test.each<[body: string, faults: string[]]>([
  ["n=1&list=1&list=2&a=%7B%7D&deep[zip]=3", []],
  ["", ["request.body.invalid /body"]],
  ["n=one", ["request.body.invalid /body/n"]],
  ["n=1&list=1&list=x", ["request.body.invalid /body/list/1"]],
  ["n=1&list=", ["request.body.invalid /body/list/0"]],
  ["n=1&n=2", ["request.body.malformed /body/n"]],
  ["n=%zz", ["request.body.malformed /body/n"]],
  ["n=1&a=city", ["request.body.malformed /body/a"]],
  ['n=1&a={"zip":"x"}', ["request.body.invalid /body/a/zip"]],
  ["n=1&deep[zip]=x", ["request.body.invalid /body/deep/zip"]],
  ["n=1&other=1", ["request.body.invalid /body/other"]],
])("%s is found to have %j", (body, faults) => {
  expect(faultsOf(checked, body, type)).toEqual(faults);
});

test("messages say what was sent and what was wanted", () => {
  expect(messagesOf(checked, "n=1&n=2", type)).toEqual([
    "n cannot be read: it is sent twice, and is one value",
  ]);
  expect(messagesOf(checked, "n=1&a=city", type)).toEqual([
    'a cannot be read: it is not JSON: at line 1, column 1 stands "city" where a value should be',
  ]);
  expect(messagesOf(checked, "n=1%", type)).toEqual([
    "n cannot be read: 1% is not percent-encoded correctly",
  ]);
  expect(messagesOf(checked, new Uint8Array([0x6e, 0x3d, 0xff]), type)).toEqual([
    "the body is not UTF-8 text",
  ]);
});

test("names that mean something to JavaScript are names", () => {
  const open = form({});
  const reading = readBody(bytesOf("__proto__=1&constructor=2&__proto__=3"), type, open.mediaType);
  expect(Object.entries((reading as { value: object }).value)).toEqual([
    ["__proto__", ["1", "3"]],
    ["constructor", "2"],
  ]);
  expect(faultsOf(checked, "n=1&__proto__[x]=1", type)).toEqual([
    "request.body.invalid /body/__proto__[x]",
  ]);
});

test("what senders write", async () => {
  // curl -d a=1 -d 'list=2' --data-urlencode 'b=x y'
  const { mediaType } = form({ a: integer, list: integers, b: text });
  const read = (body: Uint8Array | string) => readBody(bytesOf(body), type, mediaType);
  const value = { a: 1, list: [2], b: "x y" };
  expect(read("a=1&list=2&b=x%20y")).toEqual({ state: "value", value });
  const request = new Request("http://localhost/", {
    method: "POST",
    body: new URLSearchParams([
      ["a", "1"],
      ["list", "2"],
      ["b", "x y"],
    ]),
  });
  expect(request.headers.get("content-type")).toBe(`${type};charset=UTF-8`);
  expect(read(await request.bytes())).toEqual({ state: "value", value });
});

test("a form of 100,000 fields is read in time that grows with it", () => {
  const body = Array.from({ length: 100_000 }, (_, index) => `x${index}=1`).join("&");
  const reading = readBody(bytesOf(body), type, checked.mediaType);
  expect(Object.keys((reading as { value: object }).value)).toHaveLength(100_000);
});

test("what is written is read back", () => {
  const properties = {
    text,
    integer,
    texts: { type: "array", items: text },
    address,
    addresses: { type: "array", items: address },
    exploded: { type: "array", items: text },
    deep: address,
    json: text,
  };
  const { mediaType } = form(properties, {
    exploded: { style: "form", explode: true },
    deep: { style: "deepObject", explode: true },
    json: { contentType: "application/json" },
  });
  const place = fc.record({ city: fc.string({ unit: "grapheme" }), zip: fc.integer() });
  // A list without items, or with one empty text, has no pairs of its own in a style.
  const styled = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1 });
  const values = fc.record({
    text: fc.string({ unit: "grapheme" }),
    integer: fc.integer(),
    texts: fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }),
    address: place,
    addresses: fc.array(place, { minLength: 1 }),
    exploded: styled,
    deep: place,
    json: fc.string({ unit: "grapheme" }),
  });
  fc.assert(
    fc.property(values, (value) => {
      const { bytes, contentType } = writeBody(value, mediaType);
      expect(readBody(bytes, contentType, mediaType)).toEqual({ state: "value", value });
    }),
    { seed: 1, numRuns: 200 },
  );
});
