/**
 * Pact files of every version, read into one form.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { HttpInteraction, Pact } from "../../src/pact/pact.ts";
import { readPact } from "../../src/pact/read.ts";
import { writePact } from "../../src/pact/write.ts";
import { readSource } from "../../src/source/source.ts";
import { modelOf, readPactText } from "./pact-text.ts";

const folder = new URL("../../../shared/corpus/pact/", import.meta.url);

const NO_PACT = ["error pact.unreadable "];
const NO_CONTENT = (pointer: string) => `warning pact.unreadable ${pointer}`;

/** Every file that is not simply read, by its line in the corpus's MANIFEST.tsv. */
const FAULTS: Record<string, string[]> = {
  "pact-broker-oas.yaml": NO_PACT,
  "smv-allOf-provider.json": NO_PACT,
  "smv-anyOf-provider.json": NO_PACT,
  "smv-oneOf-provider.json": NO_PACT,
  "smv-openapi3-provider-with-keywords.yaml": NO_PACT,
  "smv-openapi3-provider.yaml": NO_PACT,
  "smv-pactv3-compatible-swagger.yaml": NO_PACT,
  "smv-pactv4-compatible-swagger.yaml": NO_PACT,
  "smv-swagger-provider.json": NO_PACT,
  "smv-swagger-invalid-provider.json": NO_PACT,
  "smv-pact-broken-consumer-for-keywords.json": ["error source.syntax "],
  "smv-v4-pact-file.json": [NO_CONTENT("/interactions/1/response/body")],
  "pact-broker-v4_mixed_http_sync_async_interactions.json": [
    NO_CONTENT("/interactions/0/contents"),
    NO_CONTENT("/interactions/1/response/body"),
  ],
};

describe.skipIf(!existsSync(folder))("the corpus of pacts", () => {
  // A list without entries would be skipped unseen.
  const absent = ["every pact of the corpus, which is not there"];
  const files = existsSync(folder) ? readdirSync(folder) : absent;

  test.each(files)("%s", (file) => {
    const text = readFileSync(new URL(file, folder), "utf8");
    const { pact, faults } = readPact(readSource(text, { uri: `file:///${file}`, file }));
    const shown = faults.map(({ severity, code, at }) => `${severity} ${code} ${at.pointer}`);
    expect(shown).toEqual(FAULTS[file] ?? []);
    if (pact === undefined) return;
    const again = readPactText(writePact(pact));
    expect(again.faults).toEqual([]);
    expect(modelOf(again.pact!)).toEqual(modelOf({ ...pact, specification: "4" }));
  });
});

function http(members: string, request: string, response = '"status": 200'): string {
  return `{ "consumer": { "name": "c" }, "provider": { "name": "p" }, "interactions": [
    { "description": "d"${members}, "request": { ${request} }, "response": { ${response} } }] }`;
}

function first(pact: Pact | undefined): HttpInteraction {
  const [interaction] = pact!.interactions;
  if (interaction?.kind !== "http") throw new Error(`the interaction is ${interaction?.kind}`);
  return interaction;
}

describe("specification", () => {
  test.each([
    // metadata                                             interaction members    read as
    ['"pactSpecification": { "version": "1.1.0" }', "", "1"],
    ['"pact-specification": { "version": "2.0.0" }', "", "2"],
    ['"pactSpecificationVersion": "3.0.0"', "", "3"],
    ['"pactSpecification": { "version": "4.0" }', "", "4"],
    ['"pactSpecification": { "version": null }', "", "2"],
    ["", ', "type": "Synchronous/HTTP"', "4"],
    ["", ', "providerStates": []', "3"],
    ["", "", "2"],
  ])("%s %s", (metadata, members, specification) => {
    const text = http(members, "").replace(/\}$/, `, "metadata": { ${metadata} } }`);
    expect(readPactText(text).pact?.specification).toBe(specification);
  });

  test("one that is not known is a fault", () => {
    const text = http("", "").replace(
      /\}$/,
      ', "metadata": { "pactSpecification": { "version": "5" } } }',
    );
    const { pact, faults } = readPactText(text);
    expect(pact).toBeUndefined();
    expect(faults.map(({ message }) => message)).toEqual([
      'the specification is "5"; concordat reads 1 to 4',
    ]);
  });
});

test.each([
  // request                              method, path
  ['"method": "get", "path": "/a"', ["GET", "/a"]],
  ["", ["GET", "/"]],
])("request: %s", (written, read) => {
  const { method, path } = first(readPactText(http("", written)).pact).request;
  expect([method, path]).toEqual(read);
});

describe("query", () => {
  test.each([
    // written                        read
    ['"a=1&b=x%20y&a=2"', { a: ["1", "2"], b: ["x y"] }],
    ['"a=x+y&b="', { a: ["x y"], b: [""] }],
    ['{ "a": ["1", "2"], "b": "3" }', { a: ["1", "2"], b: ["3"] }],
    ['{ "a": [null], "n": [2] }', { a: [""], n: ["2"] }],
    ["null", {}],
    ['""', {}],
  ])("%s", (written, read) => {
    const { query } = first(readPactText(http("", `"query": ${written}`)).pact).request;
    expect(Object.fromEntries(query)).toEqual(read);
  });
});

describe("provider states", () => {
  test.each([
    // written                                                  read
    ['"provider_state": "s"', [{ name: "s", params: {} }]],
    ['"providerState": "s"', [{ name: "s", params: {} }]],
    ['"providerState": null', []],
    [
      '"providerStates": [{ "name": "s", "params": { "a": 1 } }, { "name": "t" }]',
      [
        { name: "s", params: { a: 1 } },
        { name: "t", params: {} },
      ],
    ],
    ['"providerStates": ["s"]', [{ name: "s", params: {} }]],
  ])("%s", (written, read) => {
    expect(first(readPactText(http(`, ${written}`, "")).pact).states).toEqual(read);
  });
});

describe("body", () => {
  const JSON_HEADER = '"headers": { "content-type": "application/json; charset=utf-8" }, ';
  const V4 = ', "type": "Synchronous/HTTP"';

  test.each([
    // members, response part                                       state     content, type, encoded
    ["", "", ["missing", undefined, undefined, false]],
    ["", '"body": null', ["null", undefined, undefined, false]],
    ["", '"body": ""', ["empty", undefined, undefined, false]],
    ["", '"body": { "a": 1 }', ["present", { a: 1 }, "application/json", false]],
    ["", '"body": "text"', ["present", "text", undefined, false]],
    ["", '"body": "{ \\"a\\": 1 }"', ["present", { a: 1 }, "application/json", false]],
    [
      "",
      `${JSON_HEADER}"body": "\\"text\\""`,
      ["present", "text", "application/json; charset=utf-8", false],
    ],
    [V4, '"body": {}', ["missing", undefined, undefined, false]],
    [V4, '"body": { "content": null }', ["null", undefined, undefined, false]],
    [V4, '"body": { "content": "" }', ["empty", undefined, undefined, false]],
    [
      V4,
      '"body": { "content": "1", "contentType": "application/json", "encoded": false }',
      ["present", "1", "application/json", false],
    ],
    [
      V4,
      '"body": { "content": "1", "contentType": "application/json", "encoded": "JSON" }',
      ["present", 1, "application/json", false],
    ],
    [
      V4,
      '"body": { "content": "eyJhIjoxfQ==", "contentType": "application/json", "encoded": "base64" }',
      ["present", { a: 1 }, "application/json", false],
    ],
    [
      V4,
      '"body": { "content": "AAEC", "contentType": "image/png", "encoded": "base64" }',
      ["present", "AAEC", "image/png", "base64"],
    ],
  ] as const)("%s %s", (members, part, read) => {
    const { body } = first(readPactText(http(members, "", part)).pact).response;
    expect([body.state, body.content, body.contentType, body.encoded]).toEqual(read);
  });

  test("stands where its content stands", () => {
    const v4 = http(V4, "", '"body": { "content": { "a": 1 } }');
    const pointers = [http("", "", '"body": { "a": 1 }'), v4].map(
      (text) => first(readPactText(text).pact).response.body.place.pointer,
    );
    expect(pointers).toEqual([
      "/interactions/0/response/body",
      "/interactions/0/response/body/content",
    ]);
  });
});

describe("matching rules", () => {
  const type = { combine: "AND", matchers: [{ match: "type" }] };

  test.each([
    // written                                          category, path, rules
    ['"$.body.a[0]": { "match": "type" }', ["body", "$.a[0]", type]],
    ['"$[\'body\'][\'@id\']": { "match": "type" }', ["body", "$['@id']", type]],
    ['"$.body[*].a": { "match": "type" }', ["body", "$[*].a", type]],
    ['"$.headers.X-Id": { "match": "type" }', ["header", "X-Id", type]],
    ['"$.header[\'X-Id\']": { "match": "type" }', ["header", "X-Id", type]],
    ['"$.query.page[0]": { "match": "type" }', ["query", "page", type]],
    ['"$.path": { "match": "type" }', ["path", "", type]],
    [
      '"$.body": { "min": 2 }',
      ["body", "$", { combine: "AND", matchers: [{ match: "type", min: 2 }] }],
    ],
    [
      '"$.body": { "regex": "a" }',
      ["body", "$", { combine: "AND", matchers: [{ match: "regex", regex: "a" }] }],
    ],
    [
      '"body": { "$.a": { "combine": "OR", "matchers": [{ "match": "type" }] } }',
      ["body", "$.a", { ...type, combine: "OR" }],
    ],
    ['"path": { "matchers": [{ "match": "type" }] }', ["path", "", type]],
  ] as const)("%s", (written, [category, path, rules]) => {
    const text = http("", "", `"matchingRules": { ${written} }`);
    const { matchingRules } = first(readPactText(text).pact).response;
    expect(matchingRules).toEqual(new Map([[category, new Map([[path, rules]])]]));
  });

  test("of the format before version 2", () => {
    const text = http("", '"requestMatchingRules": { "$.body.a": { "match": "type" } }');
    const { matchingRules, extra } = first(readPactText(text).pact).request;
    expect(matchingRules.get("body")?.get("$.a")).toEqual(type);
    expect(extra).toEqual({});
  });
});

describe("faults", () => {
  test.each([
    // interaction                                             where
    ["7", [""]],
    ['{ "request": {} }', [""]],
    ['{ "request": { "method": 1 }, "response": {} }', ["/request/method"]],
    ['{ "request": { "headers": [] }, "response": {} }', ["/request/headers"]],
    ['{ "request": { "query": 1 }, "response": {} }', ["/request/query"]],
    ['{ "request": { "query": { "a": [{}] } }, "response": {} }', ["/request/query/a/0"]],
    ['{ "request": {}, "response": { "status": 99 } }', ["/response/status"]],
    ['{ "request": {}, "response": { "matchingRules": 1 } }', ["/response/matchingRules"]],
    [
      '{ "request": {}, "response": { "matchingRules": { "$.body": 1 } } }',
      ["/response/matchingRules/$.body"],
    ],
    ...["null", "[]", "{}", "1"].map((match): [string, string[]] => [
      `{ "request": {}, "response": { "matchingRules": { "$.body": { "match": ${match} } } } }`,
      ["/response/matchingRules/$.body"],
    ]),
    ['{ "providerStates": {}, "request": {}, "response": {} }', ["/providerStates"]],
    ['{ "providerStates": [1], "request": {}, "response": {} }', ["/providerStates/0"]],
    ['{ "type": "Other", "request": {}, "response": {} }', ["/type"]],
  ])("%s", (interaction, where) => {
    const { pact, faults } = readPactText(
      `{ "consumer": { "name": "c" }, "provider": { "name": "p" }, "interactions": [${interaction}] }`,
    );
    expect(pact?.interactions.map(({ kind }) => kind)).toEqual(["unread"]);
    expect(faults.map(({ at }) => at.pointer)).toEqual(
      where.map((pointer) => `/interactions/0${pointer}`),
    );
  });
});

describe("a rule of thousands of matchers", () => {
  const readingOf = (matchers: object[]) =>
    readPactText(
      JSON.stringify({
        consumer: { name: "web" },
        provider: { name: "orders" },
        interactions: [
          {
            type: "Synchronous/HTTP",
            description: "many",
            request: { method: "GET", path: "/" },
            response: {
              status: 200,
              body: { contentType: "application/json", content: { id: "a" } },
              matchingRules: { body: { "$.id": { combine: "AND", matchers } } },
            },
          },
        ],
        metadata: { pactSpecification: { version: "4.0" } },
      }),
    );

  test("says the same once", () => {
    const { pact, faults } = readingOf(Array.from({ length: 3000 }, () => ({ match: "type" })));
    expect(faults).toEqual([]);
    const [interaction] = pact!.interactions;
    const rules = interaction!.kind === "http" ? interaction!.response.matchingRules : new Map();
    expect(rules.get("body")?.get("$.id")?.matchers).toEqual([{ match: "type" }]);
  });

  test("is not read where they differ, and says so", () => {
    const { pact, faults } = readingOf(
      Array.from({ length: 3000 }, (_, at) => ({ match: "regex", regex: `a${at}` })),
    );
    expect(faults.map(({ message }) => message)).toEqual([
      "the rule has 3000 matchers; concordat reads 200 for one place",
    ]);
    expect(pact!.interactions.map(({ kind }) => kind)).toEqual(["unread"]);
  });
});
