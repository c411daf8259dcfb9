/**
 * Texts, octets and media types that are no values: OpenAPI 3.0.4 #considerations-for-file-uploads,
 * 3.1.1 #working-with-binary-data, Encoding Standard #names-and-labels, RFC 4180 §2. Expected
 * values are written from them.
 */
import { expect, test } from "vitest";
import { readBody, writeBody } from "../../src/http/body/body.ts";
import { bytesOf, faultsOf, requestBodyOf } from "./one-body.ts";

const string = { type: "string" };
const rows = { type: "array", items: { type: "object", properties: { a: { type: "integer" } } } };
const opaque = { state: "opaque" };
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);

function valued(value: unknown) {
  return { state: "value", value };
}

test.each<[type: string, schema: unknown, body: Uint8Array | string, reading: unknown]>([
  ["text/plain", string, "é\r\n", valued("é\r\n")],
  ["text/plain", undefined, "x", valued("x")],
  ["text/plain; charset=iso-8859-1", string, new Uint8Array([0xe9]), valued("é")],
  ["text/plain; charset=UTF-16BE", string, new Uint8Array([0, 0x41]), valued("A")],
  [
    "text/plain",
    string,
    new Uint8Array([0xe9]),
    { state: "malformed", reason: "is not UTF-8 text" },
  ],
  [
    "text/plain; charset=x-none",
    string,
    "x",
    { state: "malformed", reason: "says a charset that is unknown: x-none" },
  ],
  [
    "text/plain; charset=utf-16be",
    string,
    new Uint8Array([0]),
    { state: "malformed", reason: "is not UTF-16BE text" },
  ],
  // A text stands for a number where the schema asks for one.
  ["text/plain", { type: "integer" }, "42", valued(42)],
  ["text/plain", { type: ["boolean", "null"] }, "true", valued(true)],
  ["text/html", string, "<p>", valued("<p>")],
  ["text/csv", string, "a,b\r\n", valued("a,b\r\n")],
  // Records are written in a way that the media type knows.
  ["text/csv", rows, "a\r\n1\r\n", opaque],
  ["text/event-stream", { type: "object" }, "data: {}\n\n", opaque],
  ["application/x-ndjson", rows, "{}\n{}\n", opaque],
  ["application/json-seq", rows, "\u001e{}\n", opaque],
  // 3.1 has no schema for octets, 3.0 a string of format binary.
  ["image/png", undefined, png, opaque],
  ["image/png", { type: "string", format: "binary" }, png, valued("\u0089PNG")],
  [
    "application/octet-stream",
    { type: "string" },
    new Uint8Array([0, 255]),
    valued("\u0000\u00ff"),
  ],
  ["application/pdf", { type: "object" }, "%PDF", opaque],
])("%s of %j", (type, schema, body, reading) => {
  const { mediaType } = requestBodyOf(type.split(";")[0]!, { schema });
  expect(readBody(bytesOf(body), type, mediaType)).toEqual(reading);
});

const limited = { type: "string", minLength: 2, maxLength: 4 };

test.each<
  [openapi: string, type: string, schema: unknown, body: Uint8Array | string, faults: string[]]
>([
  // The length of octets is counted in octets, that of a text in characters.
  ["3.0.4", "image/png", { ...limited, format: "binary" }, png, []],
  ["3.0.4", "image/png", { ...limited, format: "binary" }, "éé!", ["request.body.invalid /body"]],
  ["3.1.1", "application/octet-stream", { maxLength: 4 }, "éé!", ["request.body.invalid /body"]],
  ["3.1.1", "application/octet-stream", { maxLength: 5 }, "éé!", []],
  ["3.1.1", "text/plain", limited, "éé!", []],
  ["3.1.1", "text/plain", { type: "integer" }, "x", ["request.body.invalid /body"]],
  // An empty text is a text, and no document.
  ["3.1.1", "text/plain", string, "", []],
  ["3.1.1", "text/plain", limited, "", ["request.body.invalid /body"]],
  ["3.1.1", "application/octet-stream", {}, "", []],
])("%s: %s of %j has %j", (openapi, type, schema, body, faults) => {
  expect(faultsOf(requestBodyOf(type, { openapi, schema }), body, type)).toEqual(faults);
});

test("a large file is read as fast as it is long", () => {
  const { mediaType } = requestBodyOf("image/png", { schema: { type: "string", maxLength: 9 } });
  const reading = readBody(new Uint8Array(5_000_000).fill(255), "image/png", mediaType);
  expect((reading as { value: string }).value.length).toBe(5_000_000);
});

test.each<[type: string, value: unknown, text: string, contentType: string]>([
  ["text/plain", "é", "é", "text/plain"],
  ["text/plain; charset=iso-8859-1", "é", "é", "text/plain; charset=utf-8"],
  [
    'text/plain;charset="latin1"; format=flowed',
    "é",
    "é",
    "text/plain; charset=utf-8; format=flowed",
  ],
  ["text/plain", 5, "5", "text/plain"],
  ["text/csv", "a,b", "a,b", "text/csv"],
  [
    "text/csv",
    [
      { a: 1, b: 'x"y' },
      { b: "1,2", c: null },
    ],
    'a,b,c\r\n1,"x""y",\r\n,"1,2",\r\n',
    "text/csv",
  ],
  [
    "text/csv",
    [
      ["a", 1],
      [true, null],
    ],
    "a,1\r\ntrue,\r\n",
    "text/csv",
  ],
  ["text/csv", [1, 2], "1\r\n2\r\n", "text/csv"],
  ["application/x-ndjson", { a: 1 }, '{"a":1}', "application/x-ndjson"],
  ["text/*", "x", "x", "text/plain"],
  ["*/*", { a: 1 }, '{"a":1}', "application/json"],
  ["audio/*", "x", "x", "audio/octet-stream"],
])("%s: %j is written", (type, value, text, contentType) => {
  const { mediaType } = requestBodyOf(type, {});
  expect(writeBody(value, mediaType)).toEqual({ bytes: bytesOf(text), contentType });
});

test("octets are written as they are, and what is none in UTF-8", () => {
  const { mediaType } = requestBodyOf("image/png", {});
  expect(writeBody("\u0089PNG", mediaType).bytes).toEqual(png);
  expect(writeBody("€", mediaType).bytes).toEqual(bytesOf("€"));
});

// What is not taken apart is not passed in silence.
test.each([
  ["text/csv", rows, ["request.body.unchecked /body"]],
  ["application/x-ndjson", rows, ["request.body.unchecked /body"]],
  ["image/png", undefined, []],
])("a body of %s with the schema %j", (type, schema, faults) => {
  expect(faultsOf(requestBodyOf(type, { schema }), "a", type)).toEqual(faults);
});
