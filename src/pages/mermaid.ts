/**
 * A graph in Mermaid's flowchart language.
 *
 * Mermaid documentation, Flowcharts: quoted labels, `#quot;` for a quotation mark.
 */
import type { Graph } from "../system/graph.ts";

/** One line for each service and each edge, in their order; ends with a line break. */
export function graphToMermaid(graph: Graph): string {
  const ids = new Map(graph.services.map(({ name }, index) => [name, `s${index}`]));
  const services = graph.services.map((service) => {
    const label = quote(service.name);
    // A service without a contract stands in a rounded box, an external one in a double one.
    const box = service.external ? `[[${label}]]` : service.contract ? `[${label}]` : `(${label})`;
    return `  ${ids.get(service.name)}${box}`;
  });
  const edges = graph.edges.map((edge) => {
    const arrow = edge.method === "EVENT" ? "-.->" : "-->";
    const label = quote(`${edge.method} ${edge.path}`);
    return `  ${ids.get(edge.consumer)} ${arrow}|${label}| ${ids.get(edge.provider)}`;
  });
  return `${["flowchart LR", ...services, ...edges].join("\n")}\n`;
}

function quote(text: string): string {
  return `"${text.replaceAll("#", "#35;").replaceAll('"', "#quot;")}"`;
}
