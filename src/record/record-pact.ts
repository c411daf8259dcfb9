/**
 * Pacts from what a consumer's tests send to MSW, and what MSW answers.
 *
 * DESIGN, decision 12: consumer tests use PactV4 or record from MSW.
 */
import type { Contract } from "../contract/contract.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { claimedBases } from "../http/claimed-base.ts";
import { RecordedInteractions, readRecorded } from "../pact/record/merge-recorded.ts";
import {
  type RecordedInteractionOptions,
  recordedInteraction,
} from "../pact/record/recorded-interaction.ts";
import { mergeIntoFile, pactFileOf } from "./pact-file.ts";
import { type ObservedServer, type ObservedTraffic, observe } from "./traffic.ts";

export interface RecordPactOptions {
  consumer: string;
  provider: string;
  /** The provider's: it says of what type the recorded values are. */
  contract: Contract;
  /**
   * What requests to the provider start with; the paths in the pact are what stands below.
   * Default: the absolute URLs of the contract's servers.
   */
  baseUrl?: string | readonly string[];
  /** Where the pact file stands. Default `pacts`. */
  folder?: string;
}

export interface PactRecorder {
  /**
   * Runs `callback`, and records the exchange that it has with the provider. Callbacks may run side
   * by side; what is sent outside of them is not recorded. Where the callback fails, nothing is.
   *
   * @returns what the callback does
   * @throws {ConcordatError} `usage.invalid` where there is no exchange, or more than one; where
   *   another interaction has the same description and states; where `options` name what was not
   *   seen
   */
  interaction<T>(
    description: string,
    options: RecordedInteractionOptions,
    callback: () => T | Promise<T>,
  ): Promise<T>;
  interaction<T>(description: string, callback: () => T | Promise<T>): Promise<T>;
  /**
   * Merges what was recorded into the file, which is written whole. Safe while other processes do
   * the same. Without a recorded interaction no file is touched.
   *
   * @returns the file's path
   * @throws {ConcordatError} `usage.invalid` where another process of a full run recorded a
   *   different interaction of the same description and states; `pact.unreadable`,
   *   `input.unreadable`
   */
  write(): Promise<string>;
}

/**
 * Records what the tests of a consumer exchange with one provider under MSW.
 *
 * The pact is of version 4, its matchers are about types, and what lets someone in is replaced by
 * an example. The same tests write the same bytes, in whatever order they run.
 *
 * @param server what `setupServer` of `msw/node` gives
 * @example
 * const pact = recordPact(server, { consumer: "shop", provider: "orders", contract, baseUrl });
 *
 * test("reads an order", () =>
 *   pact.interaction("a request for an order", { states: ["order o-1 exists"] }, async () => {
 *     expect(await client.getOrder("o-1")).toMatchObject({ id: "o-1" });
 *   }));
 * afterAll(() => pact.write());
 * @throws {ConcordatError} `usage.invalid` when there is no absolute base URL
 */
export function recordPact(server: ObservedServer, options: RecordPactOptions): PactRecorder {
  const { consumer, provider, contract, baseUrl, folder = "pacts" } = options;
  const parties = { consumer, provider };
  const observer = observe(server, claimedBases(contract, baseUrl));
  const recorded = new RecordedInteractions();
  const file = pactFileOf(folder, parties);

  async function interaction<T>(
    description: string,
    second: RecordedInteractionOptions | (() => T | Promise<T>),
    third?: () => T | Promise<T>,
  ): Promise<T> {
    const callback = typeof second === "function" ? second : third!;
    const stated = typeof second === "function" ? {} : second;
    const { result, traffic } = await observer.during(callback);
    if (traffic.exchanges.length === 0) throw recordedNothing(description, provider, traffic);
    for (const exchange of traffic.exchanges) {
      const written = recordedInteraction(contract, description, exchange, stated);
      recorded.add(readRecorded(parties, written));
    }
    return result;
  }

  return {
    interaction,
    async write() {
      if (recorded.size > 0) await mergeIntoFile(file, parties, recorded.interactions);
      return file;
    },
  };
}

function recordedNothing(
  description: string,
  provider: string,
  { unanswered }: ObservedTraffic,
): ConcordatError {
  const why =
    unanswered.length > 0
      ? `${unanswered.join(", ")} was not answered by MSW before the callback ended`
      : `no request went to ${provider}`;
  return new ConcordatError(
    "usage.invalid",
    `the interaction "${description}" recorded nothing: ${why}`,
    { mend: "Await the call inside the callback, and check the baseUrl and MSW's handlers." },
  );
}
