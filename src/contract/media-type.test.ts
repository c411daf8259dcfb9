/**
 * Expected values are from OpenAPI 3.1 #request-body-content and RFC 9110 §8.3.1.
 */
import { expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { essence, findMediaType, isJson } from "./media-type.ts";

const types = ["application/json", "application/*", "*/*", "Text/CSV; header=present"];
const contract = readContractText(
  JSON.stringify({
    openapi: "3.1.0",
    paths: {
      "/": {
        post: { requestBody: { content: Object.fromEntries(types.map((type) => [type, {}])) } },
      },
    },
  }),
);
const { content } = contract.operations[0]!.requestBody!;

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
