/**
 * Pacts for verification, fetched into a folder that lives as long as the run.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { HalClient } from "../broker/client/hal-client.ts";
import {
  type FetchedPact,
  fetchPact,
  type PactForVerification,
  pactsForVerification,
} from "../broker/client/pacts-for-verification.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import type { LoadedPact } from "../load/load-pacts.ts";
import { readPact } from "../pact/read.ts";
import { readSource } from "../source/source.ts";

export interface SelectionOptions {
  consumerVersionSelector?: string[];
  enablePending?: boolean;
  includeWipPactsSince?: string;
  providerBranch?: string;
  providerTags?: string[];
}

export interface BrokerPact {
  wanted: PactForVerification;
  fetched: FetchedPact;
  loaded: LoadedPact;
}

/** PACT-BROKER-API: what is at the head of main branches, and what runs anywhere. */
const DEFAULT_SELECTORS = [{ mainBranch: true }, { deployedOrReleased: true }];

/**
 * In the broker's order, provider by provider.
 *
 * @param use is given the pacts; their files are deleted after it
 * @throws {ConcordatError} `usage.invalid`, `broker.*`
 */
export async function withBrokerPacts<T>(
  client: HalClient,
  providers: readonly string[],
  options: SelectionOptions,
  use: (pacts: readonly BrokerPact[]) => Promise<T>,
): Promise<T> {
  const selectors = readSelectorOptions(options.consumerVersionSelector);
  const folder = await mkdtemp(path.join(tmpdir(), "concordat-pacts-"));
  try {
    const pacts: BrokerPact[] = [];
    for (const provider of providers) {
      const wanted = await pactsForVerification(client, {
        provider,
        selectors,
        isPendingEnabled: options.enablePending ?? false,
        ...(options.providerBranch !== undefined && { providerBranch: options.providerBranch }),
        providerTags: options.providerTags ?? [],
        ...(options.includeWipPactsSince !== undefined && {
          includeWipSince: options.includeWipPactsSince,
        }),
      });
      for (const each of wanted) {
        const fetched = await fetchPact(client, each.href);
        const file = path.join(folder, `${pacts.length}.json`);
        await writeFile(file, fetched.text);
        // Findings are shown where the broker has the pact.
        const source = readSource(fetched.text, { uri: fetched.url, file: fetched.url });
        pacts.push({ wanted: each, fetched, loaded: { file, source, reading: readPact(source) } });
      }
    }
    return await use(pacts);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readSelectorOptions(texts: readonly string[] = []): unknown[] {
  if (texts.length === 0) return DEFAULT_SELECTORS;
  return texts.flatMap((text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      value = undefined;
    }
    const list = Array.isArray(value) ? (value as unknown[]) : [value];
    if (list.every((each) => each !== null && typeof each === "object")) return list;
    throw new ConcordatError(
      "usage.invalid",
      `--consumer-version-selector is no JSON object: ${text}`,
      { mend: `Write it as --consumer-version-selector '{"mainBranch":true}'.` },
    );
  });
}
