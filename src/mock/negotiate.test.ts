/**
 * Expected values are from RFC 9110 §12.5.1.
 */
import { expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { concreteType, negotiate } from "./negotiate.ts";

function contentOf(types: readonly string[]) {
  const content = Object.fromEntries(types.map((type) => [type, {}]));
  const contract = readContractText(
    JSON.stringify({
      openapi: "3.1.0",
      paths: { "/": { get: { responses: { 200: { description: "", content } } } } },
    }),
  );
  return contract.operations[0]!.responses[0]!.content;
}

const xml = "application/xml";
const json = "application/json";
const vnd = "application/vnd.pets+json";

test.each<[accept: string | undefined, declared: string[], chosen: string | undefined]>([
  [undefined, [xml, json], json],
  ["", [xml, json], json],
  ["*/*", [xml, json], json],
  ["*/*", [xml, "text/plain"], xml],
  ["application/*", ["text/plain", xml], xml],
  [xml, [json, xml], xml],
  ["Application/XML", [json, xml], xml],
  [`${xml};q=0.5, ${json};q=0.4`, [json, xml], xml],
  [`${json};q=0.4, ${xml}; q=0.5`, [json, xml], xml],
  ["text/html, application/xhtml+xml, */*;q=0.8", [json, xml], json],
  // The most specific range decides, not the highest weight.
  [`*/*, ${json};q=0.1`, [json, xml], xml],
  [`*/*;q=0.1, application/*;q=0.5, ${xml};q=0.2`, [xml, "text/plain", json], json],
  [`${json};q=0, */*`, [json, xml], xml],
  [`${json};q=0`, [json], undefined],
  ["text/plain", [json, xml], undefined],
  ["*/*;q=0", [json], undefined],
  [vnd, [json, vnd], vnd],
  // Parameters other than the weight are not looked at.
  [`${json};version=2`, [json], json],
  [json, [`${json}; charset=utf-8`], `${json}; charset=utf-8`],
  // A declared range answers whatever of it is wanted.
  ["image/webp", ["image/*"], "image/*"],
  ["image/webp", ["*/*"], "*/*"],
  ["image/webp", ["text/*"], undefined],
  ["image/webp;q=0", ["image/*"], undefined],
])("Accept: %s of %j", (accept, declared, chosen) => {
  expect(negotiate(contentOf(declared), accept)?.type).toBe(chosen);
});

test.each([
  [json, "text/plain", json],
  ["*/*", undefined, json],
  ["application/*", undefined, json],
  ["text/*", undefined, "text/plain"],
  ["text/*", "*/*", "text/plain"],
  ["text/*", "application/json, text/html;level=1", "text/html"],
  ["text/*", "text/html;q=0, text/csv", "text/csv"],
  ["image/*", "image/*", "image/png"],
  ["*/*", "text/csv", "text/csv"],
  ["video/*", undefined, "video/octet-stream"],
])("%s under Accept: %s is %s", (declared, accept, concrete) => {
  expect(concreteType(declared, accept)).toBe(concrete);
});
