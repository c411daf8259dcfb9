/**
 * The network as SVG: services are links to their pages, pairs are links to their pacts.
 *
 * SVG 2, WAI-ARIA Graphics; every link has a name, and every pair tells its status by colour, by
 * the shape of its sign, by its line and in words.
 */
import { html, type Markup } from "./markup.ts";
import {
  BOX_HEIGHT,
  boxWidth,
  type NetworkGraph,
  type NetworkLayout,
  type Point,
} from "./network-layout.ts";
import type { PairView } from "./network-view.ts";
import type { PagePaths } from "./page-paths.ts";
import { STATUS_SIGNS, STATUS_WORDS, type Status } from "./status-mark.ts";
import { fitText } from "./text-width.ts";

/** Room for signs and lines that reach beyond the boxes. */
const MARGIN = 16;

/** The services that have a pact, in the order of their names, and the pairs between them. */
export function networkGraph(pairs: readonly PairView[]): NetworkGraph {
  const names = new Set(pairs.flatMap(({ consumer, provider }) => [consumer, provider]));
  const services = [...names].sort();
  const places = new Map(services.map((name, at) => [name, at]));
  return {
    services,
    edges: pairs.map(({ consumer, provider }) => ({
      from: places.get(consumer)!,
      to: places.get(provider)!,
    })),
  };
}

export interface NetworkPicture {
  pairs: readonly PairView[];
  /** Of `pairs`. */
  graph: NetworkGraph;
  layout: NetworkLayout;
  paths: PagePaths;
}

export function drawNetwork({ pairs, graph, layout, paths }: NetworkPicture): Markup {
  const width = Math.ceil(layout.width) + 2 * MARGIN;
  const height = Math.ceil(layout.height) + 2 * MARGIN;
  return html`<svg class="network" role="group" aria-label="Services and the pacts between them" width="${width}" height="${height}" viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}">
<defs>${(["verified", "failed", "unverified"] as const).map(arrowHead)}</defs>
${pairs.map((pair, at) => drawPair(pair, layout.curves[at]!, paths))}
${graph.services.map((name, at) => drawService(name, layout.boxes[at]!, paths))}
</svg>`;
}

function arrowHead(status: Status): Markup {
  return html`<marker id="head-${status}" class="${status}" viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0 10 5 0 10Z"/></marker>`;
}

function drawService(name: string, { x, y }: Point, paths: PagePaths): Markup {
  const { box, text } = boxWidth(name);
  const [left, top] = [round(x - box / 2), round(y - BOX_HEIGHT / 2)];
  return html`<a class="service" href="${paths.participant(name)}" aria-label="${name}"><title>${name}</title><rect x="${left}" y="${top}" width="${box}" height="${BOX_HEIGHT}" rx="6"/><text x="${round(x)}" y="${round(y + 5)}" text-anchor="middle">${fitText(name, text)}</text></a>
`;
}

function drawPair(pair: PairView, curve: readonly Point[], paths: PagePaths): Markup {
  const { consumer, provider, status } = pair;
  const words = `${consumer} to ${provider}: ${STATUS_WORDS[status]}`;
  const path = pathOf(curve);
  const { x, y } = signPlace(curve);
  return html`<a class="pair ${status}" href="${paths.latestPact(pair)}" aria-label="${words}"><title>${words}</title><path class="reach" d="${path}"/><path class="line" d="${path}" marker-end="url(#head-${status})"/><g class="sign" transform="translate(${round(x)} ${round(y)})">${STATUS_SIGNS[status]}</g></a>
`;
}

function pathOf([start, ...others]: readonly Point[]): string {
  return `M${pointText(start!)}C${others.map(pointText).join(" ")}`;
}

function pointText({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

/** Where a curve has its sign: not in the middle, where pairs of neighbours cross each other. */
const SIGN_AT = 0.26;

function signPlace(curve: readonly Point[]): Point {
  const parts = (curve.length - 1) / 3;
  const part = Math.min(Math.floor(SIGN_AT * parts), parts - 1);
  const t = SIGN_AT * parts - part;
  const [a, b, c, d] = curve.slice(3 * part) as [Point, Point, Point, Point];
  const along = (axis: "x" | "y") =>
    (1 - t) ** 3 * a[axis] +
    3 * (1 - t) ** 2 * t * b[axis] +
    3 * (1 - t) * t ** 2 * c[axis] +
    t ** 3 * d[axis];
  return { x: along("x"), y: along("y") };
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
