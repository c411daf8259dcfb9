/**
 * What the cases do not show: strictness, and what findings are known by.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readAccept, weightOf } from "../../src/http/accept.ts";
import { comparePact, comparePactReading } from "../../src/pact/compare.ts";
import { readContractText } from "../contract-text.ts";
import { cpuSecondsOf } from "../cpu-seconds.ts";
import { readPactText } from "./pact-text.ts";

function readCase(name: string, edit: (text: string) => string = (text) => text) {
  const read = (file: string) =>
    readFileSync(new URL(`../cases/compare-pact/${name}/${file}`, import.meta.url), "utf8");
  return {
    contract: readContractText(read("openapi.yaml")),
    reading: readPactText(edit(read("pact.json"))),
  };
}

test("strict makes errors of what depends on the provider's state", () => {
  const { contract, reading } = readCase("optional-field-is-expected");
  const { verdict, errors, warnings } = comparePact(reading.pact!, contract, { strict: true });
  expect(verdict).toBe("incompatible");
  expect(errors.map(({ code }) => code)).toEqual(["response.state-dependent"]);
  expect(warnings).toEqual([]);
});

test("strict leaves other warnings", () => {
  const { contract, reading } = readCase("example-is-never-sent-but-its-rule-fits");
  const { verdict, warnings } = comparePactReading(reading, contract, { strict: true });
  expect(verdict).toBe("compatible");
  expect(warnings.map(({ code }) => code)).toEqual(["response.body.invalid"]);
});

test("version 1 has no rules", () => {
  const name = "example-is-never-sent-but-its-rule-fits";
  const { contract, reading } = readCase(name);
  const pact = { ...reading.pact!, specification: "1" } as const;
  expect(comparePact(pact, contract).verdict).toBe("incompatible");
});

test("a fingerprint does not depend on where in the file an interaction stands", () => {
  const name = "response-field-was-renamed";
  const { contract, reading } = readCase(name);
  const other = '{ "type": "Other" },';
  const moved = readCase(name, (text) => text.replace('"interactions": [', `$&${other}`)).reading;
  const fingerprints = [reading, moved].map(
    (each) => comparePact(each.pact!, contract).errors.map(({ fingerprint }) => fingerprint)[0],
  );
  expect(fingerprints[0]).toBe(fingerprints[1]);
});

test.each([
  "query-parameters-are-wrong-or-unknown",
  "two-interactions-expect-the-same-missing-field",
])("all findings of one comparison have fingerprints of their own: %s", (name) => {
  const { contract, reading } = readCase(name);
  const { errors } = comparePact(reading.pact!, contract);
  expect(errors.length).toBeGreaterThan(1);
  expect(new Set(errors.map(({ fingerprint }) => fingerprint)).size).toBe(errors.length);
});

test.each([
  // Accept                            answered               accepted
  ["application/json", "application/json; charset=utf-8", true],
  ["text/html, */*;q=0.1", "application/json", true],
  ["application/*", "application/hal+json", true],
  ["text/html", "application/json", false],
  ["application/json;q=0, */*", "application/json", false],
  ["image/png", "image/*", true],
  ["image/png", "*/*", true],
])("Accept: %s takes %s: %s", (accept, type, accepted) => {
  expect(weightOf(type, readAccept(accept)) > 0).toBe(accepted);
});

test("a contract whose branches double with each level is not understood, and soon", () => {
  const schemas: Record<string, unknown> = { c60: { type: "object" } };
  for (let level = 0; level < 60; level += 1) {
    const next = { $ref: `#/components/schemas/c${level + 1}` };
    schemas[`c${level}`] = { allOf: [next, next] };
  }
  const content = { "application/json": { schema: { $ref: "#/components/schemas/c0" } } };
  const contract = readContractText(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Doubling", version: "1" },
      paths: { "/": { get: { responses: { 200: { description: "ok", content } } } } },
      components: { schemas },
    }),
  );
  const reading = readPactText(
    JSON.stringify({
      consumer: { name: "a" },
      provider: { name: "b" },
      interactions: [
        {
          description: "all",
          request: { method: "GET", path: "/" },
          response: {
            status: 200,
            headers: { "Content-Type": "application/json" },
            body: { a: 1 },
          },
        },
      ],
      metadata: { pactSpecification: { version: "2.0.0" } },
    }),
  );
  const seconds = cpuSecondsOf(() => {
    expect(comparePactReading(reading, contract).verdict).toBe("unknown");
  });
  expect(seconds).toBeLessThan(2);
});
