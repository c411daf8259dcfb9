/**
 * Documents that were good: read, linted, served and sampled.
 */

import type { Contract, MediaType, Operation } from "../../src/contract/contract.ts";
import { lintContract } from "../../src/contract/lint/lint-contract.ts";
import { readContract } from "../../src/contract/read-contract.ts";
import { catalogue } from "../../src/findings/catalogue.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { type HttpRequest, readFields } from "../../src/http/exchange.ts";
import { loadMetaSchema } from "../../src/load/meta-schemas.ts";
import { createResponder, type Responder } from "../../src/mock/responder.ts";
import { sample } from "../../src/schema/sample.ts";
import { type Schema, schemaAt } from "../../src/schema/schema.ts";
import { isValid, validate } from "../../src/schema/validate.ts";
import { formatPointer } from "../../src/source/pointer.ts";
import { readSource } from "../../src/source/source.ts";
import { lintExtensions } from "../../src/system/lint-extensions.ts";
import { expectResponse } from "./answer-law.ts";
import { isMapping } from "./json-tree.ts";
import { law, underLaws, withinBudget } from "./laws.ts";
import { mutants, showMutant, textOf } from "./mutant.ts";
import { documentOriginals } from "./originals.ts";
import { sessionOf, type Target } from "./target.ts";

export const documents: Target = {
  name: "documents",
  casesInCi: 60,
  async start() {
    const originals = documentOriginals();
    return sessionOf({
      cases: mutants(originals, KEYS),
      check: (mutant) => exerciseDocument(mutant.file, textOf(originals, mutant)),
      show: (mutant) => showMutant(originals, mutant),
    });
  },
};

/** Where a change reaches most: what the objects of both specifications and of schemas consist of. */
export const KEYS: readonly string[] =
  `$ref $id $anchor $dynamicRef $dynamicAnchor $schema $defs jsonSchemaDialect type format enum
  const default example examples value pattern minLength maxLength minimum maximum exclusiveMinimum
  multipleOf properties patternProperties additionalProperties propertyNames required minProperties
  items prefixItems contains minItems maxItems uniqueItems allOf anyOf oneOf not if then else
  unevaluatedProperties unevaluatedItems discriminator mapping nullable readOnly xml schema content
  encoding headers parameters name in style explode allowReserved requestBody responses 200 201
  default callbacks links security securitySchemes servers url variables paths webhooks components
  schemas get post put openapi asyncapi info channels operations messages payload address action
  traits schemaFormat contentType`.split(/\s+/);

const uri = "file:///openapi.yaml";

/** Everything concordat does with one document by itself. */
export async function exerciseDocument(file: string, text: string): Promise<void> {
  const { length } = text;
  await underLaws(async () => {
    let contract: Contract | undefined;
    await withinBudget(async () => {
      contract = await lintWhole(file, text);
    }, length);
    if (contract === undefined) return;
    const responder = createResponder(contract);
    for (const request of requestsTo(contract)) {
      await withinBudget(() => expectAnswer(responder, request), length);
    }
    for (const schema of schemasOf(contract)) {
      await withinBudget(() => expectSample(schema), length);
    }
  }, Number.POSITIVE_INFINITY);
}

async function lintWhole(file: string, text: string): Promise<Contract | undefined> {
  const source = readSource(text, { uri, file });
  const documents = { sources: new Map([[uri, source]]), refused: new Map() };
  const { contract, faults } = readContract(documents, uri);
  expectFindings(faults);
  law((contract === undefined) === faults.length > 0, "there is a contract, or a reason");
  if (contract === undefined) return undefined;
  expectFindings(lintContract(documents, uri, await metaSchemaOf(contract)));
  expectFindings(lintExtensions(contract));
  return contract;
}

const metaSchemas = new Map<string, Promise<Schema>>();

function metaSchemaOf({ format, version }: Contract): Promise<Schema> {
  const key = `${format} ${version.slice(0, 3)}`;
  const known = metaSchemas.get(key) ?? loadMetaSchema(format, version);
  metaSchemas.set(key, known);
  return known;
}

/** Findings are complete, and can be written as JSON. */
export function expectFindings(findings: readonly Finding[]): void {
  for (const { code, message, at, because } of findings) {
    law(Object.hasOwn(catalogue, code), "a finding's code is in the catalogue", code);
    law(message !== "", "a finding has a message", code);
    for (const { line, column } of [at, because ?? at]) {
      law(line >= 1 && column >= 1, "a finding's place is in the document", { code, line, column });
    }
  }
  JSON.stringify(findings);
}

/** Operations and schemas that a case asks for. */
const MAX_ASKED = 4;

function requestsTo({ operations }: Contract): HttpRequest[] {
  return [...operations.slice(0, MAX_ASKED), ...operations.slice(-1)].flatMap(requestsFor);
}

function expectAnswer(responder: Responder, request: HttpRequest): void {
  const { response, violations, warnings } = responder.respond(request);
  expectResponse(response);
  expectFindings(violations);
  expectFindings(warnings);
}

function requestsFor(operation: Operation): HttpRequest[] {
  const base = operation.servers[0]?.basePath ?? "";
  const path = base + operation.path.replace(/[?#].*/s, "").replace(/\{[^{}/]*\}/g, "1");
  const get = { method: operation.method, path, query: "a=1&a[b]=2", body: NOTHING };
  const bodies = (operation.requestBody?.content ?? []).slice(0, 4).flatMap(bodiesFor);
  const credentials: [string, string][] = [
    ["authorization", "Bearer t-1"],
    ["x-key", "k"],
    ["cookie", "session=a,b"],
  ];
  return [
    { ...get, headers: readFields([]) },
    { ...get, headers: readFields([["prefer", "dynamic=true, validate=false"]]) },
    ...bodies.map(({ type, text }) => ({
      ...get,
      headers: readFields([...credentials, ["content-type", type]]),
      body: new TextEncoder().encode(text),
    })),
  ];
}

const NOTHING = new Uint8Array();

function bodiesFor({ type, schema }: MediaType): { type: string; text: string }[] {
  const made = schema && sample(schema, { seed: 1, direction: "request" });
  const json = made?.ok ? (JSON.stringify(made.value) ?? "null") : "{}";
  const text = TEXTS.find(([part]) => type.includes(part))?.[1] ?? json;
  return [{ type: type.includes("multipart") ? `${type}; boundary=b` : type, text }];
}

const TEXTS: readonly (readonly [string, string])[] = [
  ["xml", '<a x="1"><b>1</b><b/>text<![CDATA[c]]></a>'],
  ["form-urlencoded", "a=1&b[c]=2&d=&=e&a=3"],
  ["multipart", '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n'],
];

function schemasOf({ root, store, operations }: Contract): Schema[] {
  const components = isMapping(root.value) ? root.value.components : undefined;
  const named = isMapping(components) && isMapping(components.schemas) ? components.schemas : {};
  const first = Object.keys(named).slice(0, MAX_ASKED);
  return [
    ...first.flatMap((name) => {
      const pointer = formatPointer(["components", "schemas", name]);
      return schemaAt(store, root.source.uri, pointer) ?? [];
    }),
    ...operations
      .slice(0, MAX_ASKED)
      .flatMap(({ parameters }) => parameters.flatMap(({ schema }) => schema ?? [])),
  ];
}

function expectSample(schema: Schema): void {
  for (const direction of ["request", "response"] as const) {
    const made = sample(schema, { seed: 1, direction });
    if (made.ok) {
      const isFit = isValid(schema, made.value, { direction });
      law(isFit, "a sample is valid", isFit || [made.value, validate(schema, made.value)]);
    } else law(made.message !== "", "what has no sample has a reason");
  }
}
