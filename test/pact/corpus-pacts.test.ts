/**
 * Published pacts beside the contracts of their providers, which lie in a folder beside the
 * repository where they are installed. Expected findings were written from both by hand, before
 * the first run.
 *
 * Each error is told by the number of its interaction, in the order of the file.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { comparePactReading } from "../../src/pact/compare.ts";
import { readContractText } from "../contract-text.ts";
import { readPactText } from "./pact-text.ts";

const folder = path.resolve(import.meta.dirname, "../../../shared/corpus/pact");

interface Pair {
  pact: string;
  /** Makes a pact of a text that is none. */
  mend?: (text: string) => string;
  contract: string;
  verdict: "compatible" | "incompatible" | "unknown";
  errors: string[];
  /** Codes, without repetition, in any order. */
  warnings: string[];
}

const STATE = "response.state-dependent";
const INVALID = "request.parameter.invalid";

const PAIRS: Pair[] = [
  {
    pact: "smv-pact-working-consumer.json",
    contract: "smv-openapi3-provider.yaml",
    verdict: "compatible",
    errors: [],
    // A header that nobody declares; bodies that are literal.
    warnings: ["request.parameter.undeclared", STATE],
  },
  {
    pact: "smv-pact-broken-consumer.json",
    contract: "smv-openapi3-provider.yaml",
    verdict: "incompatible",
    errors: [
      // `one` is no integer.
      `0 ${INVALID}`,
      "1 request.method.undeclared",
      "2 request.body.invalid",
      "3 response.status.undeclared",
      "4 response.body.invalid",
      ...Array.from({ length: 13 }, (_, index) => `${index + 5} ${INVALID}`),
      "18 request.accept.unsatisfiable",
      "19 request.body.media-type",
      "20 response.media-type.undeclared",
      "21 request.security.missing",
    ],
    warnings: [STATE],
  },
  {
    // A comma too many: RFC 8259 has no JSON here.
    pact: "smv-pact-broken-consumer-for-keywords.json",
    contract: "smv-openapi3-provider-with-keywords.yaml",
    verdict: "unknown",
    errors: ["- source.syntax"],
    warnings: [],
  },
  {
    pact: "smv-pact-broken-consumer-for-keywords.json",
    mend: (text) => text.replace(/\},\s*\],\s*"metadata"/, '}], "metadata"'),
    contract: "smv-openapi3-provider-with-keywords.yaml",
    verdict: "incompatible",
    errors: ["1 response.body.undeclared"],
    warnings: [STATE],
  },
  ...["smv-pactv3-compatible-swagger.yaml", "smv-pactv4-compatible-swagger.yaml"].flatMap(
    (contract): Pair[] => [
      {
        pact: "smv-v3-pact-file.json",
        contract,
        verdict: "compatible",
        errors: [],
        warnings: [STATE],
      },
      {
        // Its third interaction is a message, of which an OpenAPI document says nothing; the body of
        // its second has no `content`, which is none to version 4.
        pact: "smv-v4-pact-file.json",
        contract,
        verdict: "unknown",
        errors: [],
        warnings: ["pact.interaction-unread", "pact.unreadable", STATE],
      },
    ],
  ),
  {
    pact: "smv-allOf-pact.json",
    contract: "smv-allOf-provider.json",
    verdict: "compatible",
    errors: [],
    warnings: [STATE],
  },
  {
    // The contract's schemas are open: what they do not name is ignored.
    pact: "smv-anyOf-pact.json",
    contract: "smv-anyOf-provider.json",
    verdict: "compatible",
    errors: [],
    warnings: [],
  },
  {
    pact: "smv-oneOf-pact.json",
    contract: "smv-oneOf-provider.json",
    verdict: "compatible",
    errors: [],
    warnings: [],
  },
  {
    // The document has one operation, and the client calls others.
    pact: "pact-broker-client.json",
    contract: "pact-broker-oas.yaml",
    verdict: "incompatible",
    errors: [0, 1, 2, 3, 4].map((index) => `${index} request.path.unknown`),
    warnings: [],
  },
];

describe.skipIf(!existsSync(folder))("published pacts and their providers' contracts", () => {
  test.each(PAIRS)("$pact, $contract", ({ pact, mend, contract, ...expected }) => {
    const { verdict, errors, warnings } = expected;
    const read = (name: string) => readFileSync(path.join(folder, name), "utf8");
    const text = mend === undefined ? read(pact) : mend(read(pact));
    const comparison = comparePactReading(readPactText(text), readContractText(read(contract)));
    const shown = comparison.errors.map(
      ({ at, code }) => `${/\/interactions\/(\d+)/.exec(at.pointer)?.[1] ?? "-"} ${code}`,
    );
    expect(shown).toEqual(errors);
    expect([...new Set(comparison.warnings.map(({ code }) => code))].sort()).toEqual(
      warnings.toSorted(),
    );
    expect(comparison.verdict).toBe(verdict);
  });
});
