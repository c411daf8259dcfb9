/**
 * That every event edge has a message pact: each pair of a publisher and a subscriber of
 * contracts/events.asyncapi.yaml, and nobody else, stands in the table of what is read, and has its
 * file of tests.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { EVENT_READS } from "./reads.ts";

const { eventOperations } = catalogue;
const sends = eventOperations.filter(({ action }) => action === "send");
const receives = eventOperations.filter(({ action }) => action === "receive");

/** Several operations of a service may send one event: that is one edge. */
const edges = new Set(
  receives.flatMap(({ channel, service: consumer }) =>
    sends
      .filter((sent) => sent.channel.name === channel.name)
      .map(({ service: provider }) => `${consumer} ${provider} ${channel.name}`),
  ),
);

test("every pair of the catalogue is in the table, and no other", () => {
  const rows = EVENT_READS.map(
    ({ consumer, provider, channel }) => `${consumer} ${provider} ${channel}`,
  );
  expect(rows.sort()).toEqual([...edges].sort());
});

test.each([...edges])("%s has tests", (edge) => {
  const [consumer, provider, channel] = edge.split(" ");
  const file = path.join(import.meta.dirname, `${consumer}-${provider}.pact.test.ts`);
  expect(readFileSync(file, "utf8")).toContain(`channel: "${channel}"`);
});
