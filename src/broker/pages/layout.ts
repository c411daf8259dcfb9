/** Runs Graphviz, which is loaded when somebody looks at a picture. */
import type { Viz } from "@viz-js/viz";
import {
  type NetworkGraph,
  type NetworkLayout,
  networkDot,
  readLayout,
  WIDE_PIXELS,
} from "../../pages/broker/network-layout.ts";

/**
 * Remembers the last layout: networks change seldom, and pages are looked at again. Where consumers
 * beside providers take too much width, they may stand above them: people scroll down, not sideways.
 */
export function createLayouter(): (graph: NetworkGraph) => Promise<NetworkLayout> {
  let viz: Promise<Viz> | undefined;
  let last: { dot: string; layout: NetworkLayout } | undefined;
  return async (graph) => {
    const dot = networkDot(graph, "LR");
    if (last?.dot === dot) return last.layout;
    viz ??= import("@viz-js/viz").then(({ instance }) => instance());
    const loaded = await viz;
    const layOut = (text: string): NetworkLayout =>
      readLayout(loaded.renderString(text, { format: "plain" }), graph);
    const beside = layOut(dot);
    const above = beside.width > WIDE_PIXELS ? layOut(networkDot(graph, "TB")) : undefined;
    const layout = above !== undefined && above.width < beside.width ? above : beside;
    last = { dot, layout };
    return layout;
  };
}
