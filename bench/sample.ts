/**
 * Valid samples per second of CPU: response bodies of every operation of both documents, a new seed
 * for each.
 */
import { loadContract } from "../src/load/load.ts";
import { sample } from "../src/schema/sample.ts";
import type { Schema } from "../src/schema/schema.ts";
import { scenarios } from "./scenario.ts";

const SECONDS = 3;

export interface SampleFigures {
  scenario: string;
  perSecond: number;
  /** Of those made; all are held to their schema before they leave. */
  meanBytes: number;
}

export async function measureSamples(): Promise<SampleFigures[]> {
  const figures: SampleFigures[] = [];
  for (const { name, file } of scenarios) {
    const contract = await loadContract(file);
    const schemas = contract.operations.flatMap(({ responses }) =>
      responses.flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? [])),
    );
    // Once through, so that what is made at first use is made.
    for (const schema of schemas) sample(schema, { seed: 0, direction: "response" });
    figures.push({ scenario: name, ...measure(schemas) });
  }
  return figures;
}

function measure(schemas: readonly Schema[]): { perSecond: number; meanBytes: number } {
  const start = process.cpuUsage();
  let count = 0;
  let bytes = 0;
  let spent = 0;
  while (spent < SECONDS) {
    const made = sample(schemas[count % schemas.length]!, { seed: count, direction: "response" });
    if (!made.ok) throw new Error(`${schemas[count % schemas.length]!.pointer}: ${made.message}`);
    count += 1;
    if (count % 97 === 0) bytes += JSON.stringify(made.value).length;
    const { user, system } = process.cpuUsage(start);
    spent = (user + system) / 1e6;
  }
  return { perSecond: count / spent, meanBytes: bytes / Math.floor(count / 97) };
}
