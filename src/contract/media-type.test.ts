/**
 * Expected values are from OpenAPI 3.1 #request-body-content and RFC 9110 §8.3.1.
 */
import { expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { essence, findMediaType, isJson, isXml, readContentType, usualType } from "./media-type.ts";

function contentOf(types: readonly string[]) {
  const requestBody = { content: Object.fromEntries(types.map((type) => [type, {}])) };
  const contract = readContractText(
    JSON.stringify({ openapi: "3.1.0", paths: { "/": { post: { requestBody } } } }),
  );
  return contract.operations[0]!.requestBody!.content;
}

const content = contentOf(["application/json", "application/*", "*/*", "Text/CSV; header=present"]);

test.each([
  // sent                               chosen
  ["application/json", "application/json"],
  ["Application/JSON; charset=utf-8", "application/json"],
  [" application/json ;charset=utf-8", "application/json"],
  ["application/xml", "application/*"],
  ["application/problem+json", "application/*"],
  ["text/csv", "Text/CSV; header=present"],
  ["image/png", "*/*"],
  ["nonsense", "*/*"],
])("%s", (sent, chosen) => {
  expect(findMediaType(content, sent)?.type).toBe(chosen);
});

const versions = ["*/*", "application/*", "application/json", "application/json; version=2"];

test.each<[declared: string[], sent: string, chosen: string | undefined]>([
  // The type with its parameters goes before the type, before the ranges.
  [versions, "application/json; version=2", "application/json; version=2"],
  [versions, 'APPLICATION/JSON;Version="2"', "application/json; version=2"],
  [versions, "application/json; charset=utf-8;version=2", "application/json; version=2"],
  [versions, "application/json; version=1", "application/json"],
  [versions, "application/json", "application/json"],
  [versions, "application/xml", "application/*"],
  [versions, "text/plain", "*/*"],
  [[...versions].reverse(), "application/json; version=2", "application/json; version=2"],
  // The more of its parameters are said, the closer.
  [["a/b; x=1", "a/b; x=1; y=2"], "a/b; y=2; x=1", "a/b; x=1; y=2"],
  [["a/b; x=1", "a/b; x=1; y=2"], "a/b; x=1", "a/b; x=1"],
  // A parameter that is not said is left open; one that is said differently is not.
  [["application/json; version=2"], "application/json", "application/json; version=2"],
  [["application/json; version=2"], "application/json; version=1", undefined],
  [["application/json; version=2", "*/*"], "application/json; version=1", "*/*"],
  // How a text is written tells no types apart.
  [["text/plain; charset=utf-8"], "text/plain; charset=latin1", "text/plain; charset=utf-8"],
  [["multipart/form-data"], "multipart/form-data; boundary=x", "multipart/form-data"],
  // What is no media type at all.
  [["application/json"], "", undefined],
  [["application/json"], "json", undefined],
  [["application/json"], "application/json, text/html", undefined],
  [["application/json"], ";;;", undefined],
])("of %j %s is %s", (declared, sent, chosen) => {
  expect(findMediaType(contentOf(declared), sent)?.type).toBe(chosen);
});

test("a value gives the same entry again, whatever was looked up in between", () => {
  const own = contentOf(["application/json"]);
  for (let index = 0; index < 1000; index += 1) {
    expect(findMediaType(own, `application/json; x=${index}`)).toBe(own[0]);
    expect(findMediaType(own, `text/x${index}`)).toBe(undefined);
  }
  expect(findMediaType(own, `application/json; x=${"y".repeat(100_000)}`)).toBe(own[0]);
});

test.each<[text: string, type: string, parameters: [string, string][]]>([
  ["text/plain", "text/plain", []],
  [" Text/Plain ; Charset = UTF-8 ", "text/plain", [["charset", "UTF-8"]]],
  [
    'a/b; x="1; y=\\"2"; z=3',
    "a/b",
    [
      ["x", '1; y="2'],
      ["z", "3"],
    ],
  ],
  ['a/b; x="open', "a/b", [["x", "open"]]],
  ["a/b; x=1; x=2; nonsense; =3", "a/b", [["x", "1"]]],
  ["", "", []],
])("%j is %s with %j", (text, type, parameters) => {
  const read = readContentType(text);
  expect([read.essence, [...read.parameters]]).toEqual([type, parameters]);
});

test.each([
  ["application/xml", true],
  ["text/xml; charset=utf-8", true],
  ["application/atom+xml", true],
  ["application/xhtml", false],
  ["text/xml-external", false],
])("%s is XML: %s", (mediaType, expected) => {
  expect(isXml(mediaType)).toBe(expected);
});

test.each([
  ["*/*", "application/json"],
  ["text/*", "text/plain"],
  ["image/*", "image/png"],
  ["video/*", "video/octet-stream"],
  ["text/csv; header=present", "text/csv; header=present"],
])("a usual type of %s is %s", (range, expected) => {
  expect(usualType(range)).toBe(expected);
});

test("nothing fits where no range does", () => {
  expect(findMediaType(content.slice(0, 2), "text/plain")).toBe(undefined);
  expect(findMediaType([], "application/json")).toBe(undefined);
});

test.each([
  ["application/json", true],
  ["Application/JSON; charset=utf-8", true],
  ["application/problem+json", true],
  ["application/vnd.api+json;version=1", true],
  ["text/json", false],
  ["application/jsonp", false],
  ["application/json-seq", false],
  ["application/x-ndjson", false],
  ["*/*", false],
  ["", false],
])("%s is JSON: %s", (mediaType, expected) => {
  expect(isJson(mediaType)).toBe(expected);
});

test.each([
  ["text/plain", "text/plain"],
  ["Text/Plain;charset=utf-8", "text/plain"],
  [" text/plain ; a=b", "text/plain"],
  ["", ""],
])("the essence of %j", (mediaType, expected) => {
  expect(essence(mediaType)).toBe(expected);
});
