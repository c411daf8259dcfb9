/**
 * Pact files that were good, compared with contracts.
 */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Contract } from "../../src/contract/contract.ts";
import { loadContract } from "../../src/load/load.ts";
import { comparePactReading } from "../../src/pact/compare.ts";
import { readPact } from "../../src/pact/read.ts";
import { writePact } from "../../src/pact/write.ts";
import { readSource } from "../../src/source/source.ts";
import { expectFindings } from "./documents.ts";
import { law, underLaws } from "./laws.ts";
import { mutants, type Original, showMutant, textOf } from "./mutant.ts";
import { corpus, originalOf, originalsIn, repository } from "./originals.ts";
import { sessionOf, type Target } from "./target.ts";

export const pacts: Target = {
  name: "pacts",
  casesInCi: 150,
  async start() {
    const pairs = await pairsOfPacts();
    const originals = pairs.map(({ pact }) => pact);
    return sessionOf({
      cases: mutants(originals, KEYS),
      check: (mutant) => {
        const { contract } = pairs.find(({ pact }) => pact.file === mutant.file)!;
        return exercisePact(textOf(originals, mutant), contract);
      },
      show: (mutant) => showMutant(originals, mutant),
    });
  },
};

const KEYS: readonly string[] =
  `consumer provider name interactions messages metadata pactSpecification version description type
  request response method path query headers body content contents contentType encoded status
  providerState providerStates params matchingRules generators matchers match regex min max combine
  header $.body $.query variants contentTypeHint pending key comments pluginConfiguration value`.split(
    /\s+/,
  );

interface Pair {
  pact: Original;
  contract: Contract;
}

/** Each pact with the contract that stands beside it, or one that it has nothing to do with. */
async function pairsOfPacts(): Promise<Pair[]> {
  const cases = path.join(repository, "test/cases/compare-pact");
  const beside = await Promise.all(
    readdirSync(cases)
      .map((name) => path.join(cases, name))
      .filter((folder) => existsSync(path.join(folder, "openapi.yaml")))
      .filter((folder) => existsSync(path.join(folder, "pact.json")))
      .map(async (folder) => ({
        pact: originalOf(path.join(folder, "pact.json")),
        contract: await loadContract(path.join(folder, "openapi.yaml")),
      })),
  );
  const published = path.join(corpus, "pact");
  const other = path.join(published, "smv-openapi3-provider.yaml");
  if (!existsSync(other)) return beside;
  const contract = await loadContract(other);
  const pacts = originalsIn(published).filter(({ file }) => /\.json$/.test(file));
  return [...beside, ...pacts.map((pact) => ({ pact, contract }))];
}

const uri = "file:///pact.json";

/** Characters of a pact that is written again. */
const MAX_WRITTEN = 200_000;

async function exercisePact(text: string, contract: Contract): Promise<void> {
  await underLaws(() => {
    const reading = readPact(readSource(text, { uri, file: "pact.json" }));
    law(reading.pact !== undefined || reading.faults.length > 0, "there is a pact, or a reason");
    for (const strict of [false, true]) {
      const { verdict, compatible, errors, warnings } = comparePactReading(reading, contract, {
        strict,
      });
      law(compatible === (verdict === "compatible"), "a verdict is one answer", verdict);
      law(reading.pact !== undefined || !compatible, "what is no pact is not compatible");
      expectFindings(errors);
      expectFindings(warnings);
    }
    // Indented, what is deep and wide becomes longer than any text may be.
    if (reading.pact !== undefined && text.length < MAX_WRITTEN) {
      expectReadable(writePact(reading.pact));
    }
  }, text.length);
}

function expectReadable(text: string): void {
  const { pact } = readPact(readSource(text, { uri, file: "pact.json" }));
  law(pact !== undefined, "what was written can be read", text.slice(0, 300));
}
