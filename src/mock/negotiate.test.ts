/**
 * Expected values are from RFC 9110 §12.5.1.
 */
import { expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { readAccept, weightOf } from "../http/accept.ts";
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
  // A type that leaves a parameter out is taken for what is asked; one that says another is not.
  [`${json};version=2`, [json], json],
  [`${json};version=2`, [`${json};version=1`], undefined],
  [`${json};version=2`, [json, `${json}; version=2`], `${json}; version=2`],
  [
    `${json};version=1;q=0.2, ${json};version=2;q=0.8`,
    [`${json};version=1`, `${json};version=2`],
    `${json};version=2`,
  ],
  [`${json};q=0.5;charset=latin1, ${xml};q=0.4`, [json, xml], json],
  [`${json};charset=latin1`, [`${json}; charset=utf-8`], `${json}; charset=utf-8`],
  // What is no range is skipped, and where there is none everything is acceptable.
  ["nonsense", [xml, json], json],
  [",, ;q=1, text", [xml, json], json],
  [`nonsense, ${xml}`, [json, xml], xml],
  ["text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", [json], json],
  ["*", [xml, json], json],
  // A weight that is none is 1, and none is more.
  [`${json};q=high, ${xml};q=0.9`, [json, xml], json],
  [`${json};q=0.000, ${xml};q=0.001`, [json, xml], xml],
  [`${xml};q=7, ${json}`, [xml, json], json],
  [`${json};x="a,b;q=0";q=0.1, ${xml};q=0.2`, [json, xml], xml],
  [json, [`${json}; charset=utf-8`], `${json}; charset=utf-8`],
  // A declared range answers whatever of it is wanted.
  ["image/webp", ["image/*"], "image/*"],
  ["image/webp", ["*/*"], "*/*"],
  ["image/webp", ["text/*"], undefined],
  ["image/webp;q=0", ["image/*"], undefined],
])("Accept: %s of %j", (accept, declared, chosen) => {
  expect(negotiate(contentOf(declared), accept)?.type).toBe(chosen);
});

// RFC 9110 §12.5.1, the table of its last example.
test.each([
  ["text/html;level=1", 1],
  ["text/html", 0.7],
  ["text/plain", 0.3],
  ["image/jpeg", 0.5],
  ["text/html;level=2", 0.4],
  ["text/html;level=3", 0.7],
])("the weight of %s is %d", (type, weight) => {
  const accept =
    "text/*;q=0.3, text/html;q=0.7, text/html;level=1, text/html;level=2;q=0.4, */*;q=0.5";
  expect(weightOf(type, readAccept(accept))).toBe(weight);
});

test.each<[example: string, accept: string | undefined, chosen: string | undefined]>([
  // A wish for an example is a wish for a media type that has it.
  ["inXml", undefined, xml],
  ["inXml", `${json}, ${xml};q=0.1`, xml],
  ["inBoth", undefined, json],
  ["inBoth", xml, xml],
  // Accept is no wish: what it refuses is not sent.
  ["inXml", json, json],
  ["inNone", undefined, json],
  ["inXml", "text/plain", undefined],
])("with the example %s and Accept: %s", (example, accept, chosen) => {
  const { content } = readContractText(
    JSON.stringify({
      openapi: "3.1.0",
      paths: {
        "/": {
          get: {
            responses: {
              200: {
                description: "",
                content: {
                  [json]: { examples: { inBoth: { value: 1 } } },
                  [xml]: { examples: { inBoth: { value: 1 }, inXml: { value: 1 } } },
                },
              },
            },
          },
        },
      },
    }),
  ).operations[0]!.responses[0]!;
  expect(negotiate(content, accept, example)?.type).toBe(chosen);
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
