/**
 * JSON bodies: RFC 8259, RFC 6839 §3.1. Expected values are written from them.
 */
import { expect, test } from "vitest";
import { readBody, writeBody } from "../../src/http/body/body.ts";
import { bytesOf, faultsOf, messagesOf, requestBodyOf } from "./one-body.ts";

const any = requestBodyOf("application/json", { schema: true });

function utf16(text: string): Uint8Array {
  const units = Uint16Array.from(text, (character) => character.charCodeAt(0));
  return new Uint8Array(units.buffer);
}

test.each<[what: string, body: Uint8Array | string, contentType: string, value: unknown]>([
  ["an object", '{"a":[1,null,true,"x"]}', "application/json", { a: [1, null, true, "x"] }],
  ["any value: RFC 8259 §2", '"text"', "application/json", "text"],
  ["white space around", " \n1\t", "application/json", 1],
  ["a +json type", "{}", "application/problem+json; charset=utf-8", {}],
  ["a byte order mark: §8.1", '\ufeff{"a":1}', "application/json", { a: 1 }],
  ["another charset", utf16('{"a":"é"}'), "application/json; charset=utf-16le", { a: "é" }],
  ["Latin-1", new Uint8Array([34, 0xe9, 34]), 'application/json;charset="ISO-8859-1"', "é"],
  ["a name stated twice: the last counts", '{"a":1,"a":2}', "application/json", { a: 2 }],
  ["beyond double precision", "12345678901234567890", "application/json", 12345678901234567000],
])("%s", (_, body, contentType, value) => {
  const reading = readBody(bytesOf(body), contentType, any.mediaType);
  expect(reading).toEqual({ state: "value", value });
});

test.each<[body: Uint8Array | string, contentType: string, reason: string]>([
  [
    "{",
    "application/json",
    "is not JSON: it ends at line 1, column 2, where a property name in quotes or } should be",
  ],
  [
    '{"a":\n  undefined}',
    "application/json",
    'is not JSON: at line 2, column 3 stands "undefined}" where a value should be',
  ],
  [
    "a=1",
    "application/json",
    'is not JSON: at line 1, column 1 stands "a=1" where a value should be',
  ],
  [new Uint8Array([34, 0xe9, 34]), "application/json", "is not UTF-8 text"],
  [utf16('"é"'), "application/json", "is not UTF-8 text"],
  ["{}", "application/json; charset=klingon", "says a charset that is unknown: klingon"],
])("%j as %s %s", (body, contentType, reason) => {
  const reading = readBody(bytesOf(body), contentType, any.mediaType);
  expect(reading).toEqual({ state: "malformed", reason });
});

test("names that mean something to JavaScript are names", () => {
  const text = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
  const closed = requestBodyOf("application/json", {
    schema: { type: "object", properties: { id: {} }, additionalProperties: false },
  });
  expect(faultsOf(closed, text, "application/json")).toEqual([
    "request.body.invalid /body/__proto__",
    "request.body.invalid /body/constructor",
  ]);
  const declared = requestBodyOf("application/json", {
    schema: JSON.parse(
      '{"type":"object","properties":{"__proto__":{"type":"integer"},"constructor":{"type":"integer"}}}',
    ),
  });
  expect(faultsOf(declared, '{"__proto__":"x","constructor":1}', "application/json")).toEqual([
    "request.body.invalid /body/__proto__",
  ]);
  expect(({} as Record<string, unknown>).polluted).toBe(undefined);
});

test("a value deep inside has its own pointer, and its message the value seen and wanted", () => {
  const orders = requestBodyOf("application/json", {
    schema: {
      type: "object",
      properties: {
        items: {
          type: "array",
          items: { type: "object", properties: { price: { type: "number" } } },
        },
      },
    },
  });
  const body = '{"items":[{"price":"12"}]}';
  expect(faultsOf(orders, body, "application/json")).toEqual([
    "request.body.invalid /body/items/0/price",
  ]);
  expect(messagesOf(orders, body, "application/json")).toEqual([
    'items.0.price is the string "12"; the contract asks for a number',
  ]);
});

test("messages are short, however long what was sent", () => {
  const string = requestBodyOf("application/json", { schema: { type: "integer" } });
  const long = "x".repeat(100_000);
  for (const [body, contentType] of [
    [JSON.stringify(long), "application/json"],
    [long, "application/json"],
    ["1", `application/${long}`],
  ] as const) {
    const [message] = messagesOf(string, body, contentType);
    expect(message!.length).toBeLessThan(250);
  }
});

test.each([
  [{ a: [1, "é"] }, '{"a":[1,"é"]}'],
  ["text", '"text"'],
  [null, "null"],
])("%j is written as %s", (value, text) => {
  expect(writeBody(value, any.mediaType)).toEqual({
    bytes: bytesOf(text),
    contentType: "application/json",
  });
});
