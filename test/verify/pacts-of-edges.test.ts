/**
 * The pact that an edge has: of several, the one that says least for it.
 */
import { expect, test } from "vitest";
import { pactsOfEdges } from "../../src/cli/pacts-of-edges.ts";
import type { EdgePact, PactResult } from "../../src/cli/verify-result.ts";
import type { LoadedPact } from "../../src/load/load-pacts.ts";
import { eventEdges } from "../../src/system/event-edges.ts";
import type { System } from "../../src/system/system.ts";
import { contentsOf, events, pactOf } from "./events.ts";

function systemWith(external: boolean): System {
  const mailer = { name: "mailer", contract: undefined, external };
  return {
    services: new Map([["mailer", mailer]]),
    events,
    gateways: new Map(),
    configuredEdges: [],
    pacts: [],
  };
}

const made = { description: "m", ...contentsOf({ id: "o1" }), metadata: { topic: "order.made" } };
const sent = { ...made, metadata: { topic: "order.sent" } };
const either = { ...made, metadata: {} };

function loaded(file: string, interaction: object): LoadedPact {
  const pact = pactOf(interaction);
  return { file, source: { ...pact.source, file }, reading: { pact, faults: [] } };
}

/** Of the one edge of the document: `mailer` receives `order.made` from `orders`. */
function pactOfEdge(
  pacts: [interaction: object, result: PactResult["result"] | undefined][],
  external = false,
): EdgePact | undefined {
  const system = systemWith(external);
  const files = pacts.map(([interaction], index) => loaded(`${index}.json`, interaction));
  const results = pacts.flatMap(([, result], index): PactResult[] =>
    result === undefined
      ? []
      : [
          {
            consumer: "mailer",
            provider: "orders",
            file: `${index}.json`,
            interactions: 1,
            result,
            findings: [],
          },
        ],
  );
  const [edge, ...others] = eventEdges(system);
  expect(others).toEqual([]);
  return pactsOfEdges(system, files, results)(edge!);
}

test.each<[what: string, pacts: Parameters<typeof pactOfEdge>[0], pact: EdgePact]>([
  ["there is no pact", [], "none"],
  ["a pact is of another channel", [[sent, "verified"]], "none"],
  ["a pact may be of another channel", [[either, "verified"]], "none"],
  ["one is verified", [[made, "verified"]], "verified"],
  ["one was not judged", [[made, undefined]], "not run"],
  [
    "one of two is consistent with itself",
    [
      [made, "verified"],
      [made, "self-consistent"],
    ],
    "self-consistent",
  ],
  [
    "one of three has failed",
    [
      [made, "not run"],
      [made, "failed"],
      [made, "verified"],
    ],
    "failed",
  ],
  [
    "one of another channel has failed",
    [
      [sent, "failed"],
      [made, "verified"],
    ],
    "verified",
  ],
])("%s", (_, pacts, pact) => {
  expect(pactOfEdge(pacts)).toBe(pact);
});

test("of an external service nobody asks for one; where there is one it is told", () => {
  expect(pactOfEdge([], true)).toBe(undefined);
  expect(pactOfEdge([[made, "not run"]], true)).toBe("not run");
});
