/**
 * A graph in Graphviz's DOT language.
 *
 * Graphviz documentation, DOT Language: quoted identifiers escape quotation marks.
 */
import type { Graph } from "../system/graph.ts";

/** One line for each service and each edge, in their order; ends with a line break. */
export function graphToDot(graph: Graph): string {
  const services = graph.services.map(({ name, contract, external }) => {
    const style = external ? "dashed" : contract === undefined ? "dotted" : "solid";
    return `  ${quote(name)} [shape=box, style=${style}];`;
  });
  const edges = graph.edges.map(({ consumer, provider, method, path }) => {
    const style = method === "EVENT" ? ", style=dashed" : "";
    return `  ${quote(consumer)} -> ${quote(provider)} [label=${quote(`${method} ${path}`)}${style}];`;
  });
  return `${["digraph concordat {", "  rankdir=LR;", ...services, ...edges, "}"].join("\n")}\n`;
}

function quote(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
