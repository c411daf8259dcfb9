/**
 * `node --conditions=source broker.ts [--rounds 300]`: what can-i-deploy costs on stores of 1,000,
 * 3,000 and 10,000 pact versions and 200 participants.
 *
 * The network: 150 services in a circle, each of which expects something of the five before it, and
 * 50 at the front that expect something of five of them. In each round every participant has three
 * new versions that expect what none expected before, and all is verified; the last are in
 * production. Asked is about the newest version of a service: five providers, and its consumers.
 */
import { parseArgs } from "node:util";
import { createApp } from "../src/broker/api/app.ts";
import { createEnvironment, recordDeployment } from "../src/broker/store/environments.ts";
import { storePact } from "../src/broker/store/pacts.ts";
import { findOrCreateParticipant, type Participant } from "../src/broker/store/participants.ts";
import { addResult } from "../src/broker/store/results.ts";
import { openStore, type Store } from "../src/broker/store/store.ts";
import {
  addTag,
  addToBranch,
  findLatestVersion,
  findOrCreateVersion,
  type Version,
} from "../src/broker/store/versions.ts";

const PARTICIPANTS = 200;
const IN_CIRCLE = 150;
const PROVIDERS_EACH = 5;
/** Consumer versions that share one pact version. */
const VERSIONS_EACH = 3;
const MIDDLE = 100;
/** As large as those of a real verification. */
const TESTS = Array.from({ length: 20 }, (_, index) => ({
  interactionId: `${index}`.padStart(40, "0"),
  success: true,
}));

const { values } = parseArgs({ options: { rounds: { type: "string", default: "300" } } });
const rounds = Number(values.rounds);

console.log("| pact versions | pacts | results | rows | bytes | median ms | p95 ms |");
console.log("|---|---|---|---|---|---|---|");
for (const size of [1_000, 3_000, 10_000]) {
  const store = await openStore(":memory:");
  build(store, size);
  console.log(`| ${(await measure(store)).join(" | ")} |`);
  store.close();
}

function build(store: Store, contents: number): void {
  store.transaction(() => {
    const participants = Array.from({ length: PARTICIPANTS }, (_, index) =>
      findOrCreateParticipant(store, `service-${index}`),
    );
    const pairs = participants.flatMap((consumer, index) =>
      providersOf(index).map((provider) => [consumer, participants[provider]!] as const),
    );
    for (let round = 0; round < contents / pairs.length; round += 1) {
      const versions = new Map<Participant, Version[]>(
        participants.map((each) => [each, versionsOf(store, each, round)]),
      );
      for (const [consumer, provider] of pairs) {
        publish(store, versions, { consumer, provider, round });
      }
    }
    const production = createEnvironment(store, {
      name: "production",
      displayName: null,
      isProduction: true,
      contacts: undefined,
    });
    for (const each of participants) {
      recordDeployment(store, findLatestVersion(store, each)!, production);
    }
  });
}

function providersOf(consumer: number): number[] {
  return Array.from({ length: PROVIDERS_EACH }, (_, index) =>
    consumer < IN_CIRCLE
      ? (consumer - 1 - index + IN_CIRCLE) % IN_CIRCLE
      : (consumer * 7 + index * 29) % IN_CIRCLE,
  );
}

function versionsOf(store: Store, participant: Participant, round: number): Version[] {
  return Array.from({ length: VERSIONS_EACH }, (_, index) => {
    const { version } = findOrCreateVersion(store, participant, `${round}.${index}`);
    addToBranch(store, participant, version, "main");
    addTag(store, version, "main");
    return version;
  });
}

function publish(
  store: Store,
  versions: ReadonlyMap<Participant, Version[]>,
  { consumer, provider, round }: { consumer: Participant; provider: Participant; round: number },
): void {
  const text = JSON.stringify({
    consumer: { name: consumer.name },
    provider: { name: provider.name },
    interactions: [{ description: `round ${round}`, request: { method: "GET", path: "/" } }],
    metadata: { pactSpecification: { version: "3.0.0" } },
  });
  let contentId = 0;
  for (const version of versions.get(consumer)!) {
    contentId = storePact(store, { consumer, version, provider, text }).pact.contentId;
  }
  for (const { id } of versions.get(provider)!) {
    addResult(store, { contentId, providerVersionId: id, success: true, testResults: TESTS });
  }
}

async function measure(store: Store): Promise<(string | number)[]> {
  const app = createApp({ store, baseUrl: undefined, announce: () => undefined });
  const participant = findOrCreateParticipant(store, `service-${MIDDLE}`);
  const { number } = findLatestVersion(store, participant)!;
  const query = `q[][pacticipant]=${participant.name}&q[][version]=${number}&latestby=cvpv&environment=production`;
  const request = new Request(`http://broker.test/matrix?${query}`);
  const times: number[] = [];
  let text = "";
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    text = await (await app(request.clone() as Request)).text();
    times.push(performance.now() - start);
  }
  const { summary, matrix } = JSON.parse(text) as { summary: object; matrix: unknown[] };
  if (matrix.length === 0) throw new Error(`nothing was asked: ${JSON.stringify(summary)}`);
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.floor(times.length * share)]!.toFixed(2);
  const count = (table: string): number =>
    store.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)!.n;
  return [
    count("pact_content"),
    count("pact"),
    count("result"),
    matrix.length,
    text.length,
    at(0.5),
    at(0.95),
  ];
}
