/**
 * What Graphviz is asked to lay out, and what it answers.
 *
 * Names of services never reach it: nodes are called by their place in the list, and their boxes
 * have a size already. Graphviz documentation: DOT Language, attributes, output format `plain`.
 */
import { textWidth } from "./text-width.ts";

/** Services by name, and pairs by the places of their services in that list. */
export interface NetworkGraph {
  services: readonly string[];
  edges: readonly { from: number; to: number }[];
}

/** In pixels, from the upper left corner. */
export interface NetworkLayout {
  width: number;
  height: number;
  /** The middles of the boxes, in the order of the services. */
  boxes: readonly Point[];
  /** Cubic Bézier curves, in the order of the edges: a point, then three for each part. */
  curves: readonly (readonly Point[])[];
}

export interface Point {
  x: number;
  y: number;
}

/** More pairs than this are no picture any more, and their layout takes too long. */
export const MAX_DRAWN_EDGES = 300;
export const MAX_DRAWN_SERVICES = 200;

/** Curves take ten times as long as lines, and help nobody where there are many. */
const MAX_CURVES = 120;

export const BOX_HEIGHT = 36;
const MAX_BOX_WIDTH = 240;
const BOX_PADDING = 14;

const PIXELS_PER_INCH = 72;

/** From consumers to providers: from left to right, or from top to bottom. */
export type Direction = "LR" | "TB";

/** What is wider is scrolled sideways on most screens. */
export const WIDE_PIXELS = 1200;

/** The width of a service's box, and how much of it its name may take. */
export function boxWidth(name: string): { box: number; text: number } {
  const box = Math.min(Math.max(textWidth(name) + 2 * BOX_PADDING, 96), MAX_BOX_WIDTH);
  return { box, text: box - 2 * BOX_PADDING };
}

/**
 * The graph in the DOT language.
 *
 * The limits end Graphviz's search for a better order early: without them it takes minutes for a
 * hundred services that all know each other.
 */
export function networkDot({ services, edges }: NetworkGraph, direction: Direction): string {
  const inches = (pixels: number) => (pixels / PIXELS_PER_INCH).toFixed(3);
  const nodes = services.map((name, at) => `n${at}[width=${inches(boxWidth(name).box)}];`);
  const arcs = edges.map(({ from, to }) => `n${from}->n${to};`);
  const shape = edges.length > MAX_CURVES ? "line" : "spline";
  return `digraph{rankdir=${direction};nodesep=0.32;ranksep=${direction === "LR" ? 1 : 0.7};splines=${shape};
nslimit=0.2;nslimit1=0.2;mclimit=0.1;searchsize=10;
node[shape=box,fixedsize=true,label="",height=${inches(BOX_HEIGHT)}];edge[arrowhead=none];
${nodes.join("")}
${arcs.join("")}}`;
}

/** @param plain what Graphviz writes as `plain`: inches, from the lower left corner */
export function readLayout(plain: string, graph: NetworkGraph): NetworkLayout {
  const lines = plain.split("\n").map((line) => line.split(" "));
  const [, , wide, high] = lines.find(([kind]) => kind === "graph") ?? [];
  const width = Number(wide) * PIXELS_PER_INCH;
  const height = Number(high) * PIXELS_PER_INCH;
  const point = (x: string | undefined, y: string | undefined): Point => ({
    x: Number(x) * PIXELS_PER_INCH,
    y: height - Number(y) * PIXELS_PER_INCH,
  });
  const boxes = new Map<string, Point>();
  const curves = new Map<string, Point[]>();
  for (const [kind, ...words] of lines) {
    if (kind === "node") boxes.set(words[0]!, point(words[1], words[2]));
    if (kind !== "edge") continue;
    const [from, to, count, ...numbers] = words;
    const points = Array.from({ length: Number(count) }, (_, at) =>
      point(numbers[2 * at], numbers[2 * at + 1]),
    );
    curves.set(`${from} ${to}`, points);
  }
  return {
    width,
    height,
    boxes: graph.services.map((_, at) => boxes.get(`n${at}`)!),
    curves: graph.edges.map(({ from, to }) => curves.get(`n${from} n${to}`)!),
  };
}
