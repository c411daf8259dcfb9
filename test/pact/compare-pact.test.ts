/**
 * Cases of a pact against a contract: test/cases/compare-pact.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Finding, Location } from "../../src/findings/finding.ts";
import { comparePactReading } from "../../src/pact/compare.ts";
import { readPact } from "../../src/pact/read.ts";
import { readSource } from "../../src/source/source.ts";
import { contractIn } from "../contract-in.ts";
import { readContractText } from "../contract-text.ts";

const folder = join(import.meta.dirname, "../cases/compare-pact");

test.each(readdirSync(folder))("%s", async (name) => {
  const read = (file: string) => readFileSync(join(folder, name, file), "utf8");
  const contract = readContractText(read(contractIn(join(folder, name))));
  const pact = readSource(read("pact.json"), { uri: "file:///pact.json", file: "pact.json" });
  const comparison = comparePactReading(readPact(pact), contract);
  const shown = {
    compatible: comparison.compatible,
    verdict: comparison.verdict,
    errors: comparison.errors.map(show),
    warnings: comparison.warnings.map(show),
  };
  const expected = join(folder, name, "expected.json");
  await expect(`${JSON.stringify(shown, undefined, 2)}\n`).toMatchFileSnapshot(expected);
});

// What the catalogue says of a code, and fingerprints, are tested where they are made.
function show({ mend: _, fingerprint: __, at, because, ...finding }: Finding): unknown {
  return { ...finding, at: showPlace(at), ...(because && { because: showPlace(because) }) };
}

function showPlace({ file, line, column, pointer }: Location): string {
  return `${file}:${line}:${column} ${pointer}`;
}
