import { describe, expect, test } from "vitest";
import { drawableGraph, networkMain } from "./network.ts";
import { type NetworkLayout, networkDot, readLayout } from "./network-layout.ts";
import { drawNetwork, networkGraph } from "./network-picture.ts";
import type { PairView } from "./network-view.ts";
import { pagePaths } from "./page-paths.ts";
import { fitText, textWidth } from "./text-width.ts";

const paths = pagePaths("");

const pair = (consumer: string, provider: string, more: Partial<PairView> = {}): PairView => ({
  consumer,
  provider,
  version: "1",
  branches: ["main"],
  publishedAt: "2026-11-02T09:17:00.000Z",
  status: "unverified",
  result: undefined,
  ...more,
});

const main = (
  pairs: readonly PairView[],
  others: readonly string[] = [],
  layout?: NetworkLayout,
) => {
  const graph = networkGraph(pairs);
  const drawing = layout && { graph, layout };
  return networkMain({ pairs, others, paths, brokerUrl: "http://b.test", drawing }).text;
};

/** Boxes in a row, and a line from each to each. */
const layoutOf = (pairs: readonly PairView[]): NetworkLayout => {
  const graph = networkGraph(pairs);
  return {
    width: 100 * graph.services.length,
    height: 40,
    boxes: graph.services.map((_, at) => ({ x: 100 * at + 50, y: 20 })),
    curves: graph.edges.map(() => [0, 10, 20, 30].map((x) => ({ x, y: 20 }))),
  };
};

test("an empty broker says how its first pact is published", () => {
  const text = main([], ["lonely"]);
  expect(text).toContain("concordat publish pacts");
  expect(text).toContain("pact broker publish pacts");
  expect(text).toContain("--broker-base-url http://b.test");
  expect(text).toContain('<a href="/pacticipants/lonely"><bdi>lonely</bdi></a>');
  expect(text).not.toContain('<svg class="network"');
});

test("pairs are in the picture and in the table, and tell how they stand", () => {
  const result = { providerVersion: "9", at: "2026-11-02T10:17:00.000Z" };
  const pairs = [
    pair("a", "b", { status: "verified", result }),
    pair("a", "c", { status: "failed", result }),
    pair("b", "c"),
  ];
  const text = main(pairs, [], layoutOf(pairs));
  expect(text.indexOf('<svg class="network"')).toBeLessThan(text.indexOf("<table>"));
  for (const words of ["a to b: Verified", "a to c: Failed", "b to c: Not verified"]) {
    expect(text).toContain(`aria-label="${words}"`);
  }
  expect(text).toContain('href="/pacts/provider/b/consumer/a/latest"');
  expect(text).toContain('href="/pacts/provider/b/consumer/a/version/1"');
  expect(text).toContain("3 services, 3 pairs");
  for (const words of ["1 verified", "1 failed", "1 not verified"]) expect(text).toContain(words);
});

describe("a network of many services", () => {
  const chain = (count: number) =>
    Array.from({ length: count }, (_, at) => pair(`s${at}`, `s${at + 1}`));

  test("has the table first", () => {
    const pairs = chain(100);
    expect(drawableGraph(pairs)?.services.length).toBe(101);
    const text = main(pairs, [], layoutOf(pairs));
    expect(text.indexOf("<table>")).toBeLessThan(text.indexOf('<svg class="network"'));
    expect(text).toContain('<a href="#picture">');
  });

  test.each([
    ["services", chain(200)],
    [
      "pairs",
      Array.from({ length: 301 }, (_, at) => pair(`s${at % 20}`, `s${Math.floor(at / 20)}`)),
    ],
  ])("is not drawn where it has too many %s", (_, pairs) => {
    expect(drawableGraph(pairs)).toBe(undefined);
    const text = main(pairs);
    expect(text).toContain("too many for a picture");
    expect(text.match(/<tr>/g)!.length).toBe(pairs.length + 1);
  });
});

test("Graphviz is told sizes, and no names", () => {
  const graph = networkGraph([pair('"];evil[', "<b>")]);
  const dot = networkDot(graph, "LR");
  expect(dot).not.toMatch(/evil|<b>/);
  expect(dot).toContain("n0->n1;");
});

test("a layout is turned upside down, and into pixels", () => {
  const graph = networkGraph([pair("a", "b")]);
  const plain = `graph 1 4 2
node n0 1 0.5 1.5 0.5 "" solid box black lightgrey
node n1 3 1 1.5 0.5 "" solid box black lightgrey
edge n0 n1 4 1.5 0.5 2 0.5 2 1 2.5 1 solid black
stop
`;
  expect(readLayout(plain, graph)).toEqual({
    width: 288,
    height: 144,
    boxes: [
      { x: 72, y: 108 },
      { x: 216, y: 72 },
    ],
    curves: [
      [
        { x: 108, y: 108 },
        { x: 144, y: 108 },
        { x: 144, y: 72 },
        { x: 180, y: 72 },
      ],
    ],
  });
});

test("names in the picture are escaped, and cut where they are long", () => {
  const name = `<script>alert("1")</script> of a very long name that goes on`;
  const pairs = [pair(name, name)];
  const graph = networkGraph(pairs);
  const text = drawNetwork({ pairs, graph, layout: layoutOf(pairs), paths }).text;
  expect(text).not.toContain("<script");
  expect(text).toMatch(/<text [^>]*>&lt;script&gt;[^<]*…<\/text>/);
});

test.each([
  ["order-service", 200, "order-service"],
  ["order-service", 60, "order…"],
  ["注文サービス", 60, "注文サ…"],
  ["\u{1f600}\u{1f600}\u{1f600}", 40, "\u{1f600}…"],
])("%s in %d pixels is %s", (text, limit, fitting) => {
  expect(fitText(text, limit)).toBe(fitting);
  expect(textWidth(fitting)).toBeLessThanOrEqual(limit);
});
