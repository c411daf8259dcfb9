/**
 * Which operation a request is for.
 *
 * OpenAPI 3.1 #path-templating, #path-templating-matching: literal segments win over templated
 * ones, whatever their order in the document.
 */
import type { Contract, Operation } from "./contract.ts";
import { templatePath } from "./path-key.ts";
import { type Base, basesOf } from "./server-base.ts";
import {
  literalOf,
  type MatchSegment,
  segmentMatcher,
  segmentNames,
  segmentShape,
} from "./template-segment.ts";

export { templateNames, templatePath } from "./path-key.ts";

export interface RouteCandidate {
  operation: Operation;
  /** Still percent-encoded. */
  pathValues: ReadonlyMap<string, string>;
}

export type RouteMatch =
  | ({
      kind: "operation";
      /**
       * Operations of the same method whose keys are the same path too: they differ in a
       * parameter's name, or in a `#fragment` or `?query`. In document order.
       */
      others: readonly RouteCandidate[];
    } & RouteCandidate)
  /** The path is known, the method is not; `allowed` is what any template that fits has. */
  | { kind: "method"; allowed: readonly string[]; operations: readonly Operation[] }
  | { kind: "none" };

export interface Router {
  /**
   * @param path as sent, percent-encoded, without query; a server's base path before it is
   *   dropped where there is one
   * @returns path values still percent-encoded
   */
  match(method: string, path: string): RouteMatch;
}

/** Most nodes of a large contract have one child, or end one path. */
interface TrieNode {
  literals: Map<string, TrieNode> | undefined;
  templates: TemplateEdge[];
  routes: Map<string, Route[]> | undefined;
}

interface TemplateEdge {
  /** The segment as written, names left out: two that agree in it are one edge. */
  shape: string;
  /** Undefined where the whole segment is one parameter. */
  match: MatchSegment | undefined;
  node: TrieNode;
}

interface Route {
  operation: Operation;
  names: readonly string[];
}

const routers = new WeakMap<Contract, Router>();

/** Built once per contract, in one pass over its operations. */
export function routerOf(contract: Contract): Router {
  let router = routers.get(contract);
  if (router === undefined) {
    router = createRouter(contract);
    routers.set(contract, router);
  }
  return router;
}

function createRouter(contract: Contract): Router {
  const root = emptyNode();
  for (const operation of contract.operations) insert(root, operation);
  const bases = basesOf(contract);
  return {
    match(method, path) {
      const wanted = method.toUpperCase();
      let known: Operation[] = [];
      for (const base of bases) {
        const rest = base.rest(path);
        if (rest === undefined) continue;
        const search: Search = {
          segments: rest.split("/"),
          method: wanted,
          base,
          values: [],
          known: [],
        };
        const routes = find(search, root, 1);
        if (routes !== undefined) return operationMatch(routes, search.values);
        if (known.length === 0) known = search.known;
      }
      if (known.length === 0) return { kind: "none" };
      const allowed = [...new Set(known.map((operation) => operation.method))];
      return { kind: "method", allowed, operations: known };
    },
  };
}

const NO_OTHERS: readonly RouteCandidate[] = [];
const NO_VALUES: ReadonlyMap<string, string> = new Map();

function operationMatch(routes: readonly Route[], values: readonly string[]): RouteMatch {
  const [first, ...others] = routes as [Route, ...Route[]];
  return {
    kind: "operation",
    operation: first.operation,
    pathValues: bind(first, values),
    others:
      others.length === 0
        ? NO_OTHERS
        : others.map((route) => ({ operation: route.operation, pathValues: bind(route, values) })),
  };
}

function bind({ names }: Route, values: readonly string[]): ReadonlyMap<string, string> {
  if (names.length === 0) return NO_VALUES;
  const bound = new Map<string, string>();
  for (let index = 0; index < names.length; index += 1) {
    bound.set(names[index]!, values[index] ?? "");
  }
  return bound;
}

function emptyNode(): TrieNode {
  return { literals: undefined, templates: [], routes: undefined };
}

function insert(root: TrieNode, operation: Operation): void {
  const segments = templatePath(operation.path).split("/").slice(1);
  let node = root;
  for (const segment of segments) {
    node = segment.includes("{")
      ? templateChild(node, segment, operation)
      : literalChild(node, segment);
  }
  const route: Route = { operation, names: segments.flatMap(segmentNames) };
  node.routes ??= new Map();
  const routes = node.routes.get(operation.method);
  if (routes === undefined) node.routes.set(operation.method, [route]);
  else routes.push(route);
}

function literalChild(node: TrieNode, segment: string): TrieNode {
  node.literals ??= new Map();
  let child = node.literals.get(segment);
  if (child === undefined) {
    child = emptyNode();
    node.literals.set(segment, child);
  }
  return child;
}

function templateChild(node: TrieNode, segment: string, operation: Operation): TrieNode {
  const shape = segmentShape(segment, operation);
  const known = node.templates.find((edge) => edge.shape === shape);
  if (known !== undefined) return known.node;
  const match = shape === "{}" ? undefined : segmentMatcher(segment, operation);
  const edge = { shape, match, node: emptyNode() };
  node.templates.push(edge);
  // The more literal text a segment has, the more exactly it names: `{id}.json` before `{id}`.
  node.templates.sort((a, b) => literalOf(b.shape).length - literalOf(a.shape).length);
  return edge.node;
}

interface Search {
  segments: readonly string[];
  method: string;
  base: Base;
  values: string[];
  /** Whose path it is, whatever their method. */
  known: Operation[];
}

// Depth first, literals first. Paths without the method are remembered while a later alternative
// may still have it.
function find(search: Search, node: TrieNode, index: number): readonly Route[] | undefined {
  const { segments, values } = search;
  if (index === segments.length) return routesAt(search, node);
  const segment = segments[index]!;
  const literal =
    node.literals?.get(segment) ??
    (segment.includes("%") ? node.literals?.get(decodeSegment(segment)) : undefined);
  if (literal !== undefined) {
    const routes = find(search, literal, index + 1);
    if (routes !== undefined) return routes;
  }
  const depth = values.length;
  for (const { match, node: child } of node.templates) {
    if (match === undefined) {
      if (segment === "") continue;
      values.push(segment);
    } else {
      const found = match(segment);
      if (found === undefined) continue;
      values.push(...found);
    }
    const routes = find(search, child, index + 1);
    if (routes !== undefined) return routes;
    values.length = depth;
  }
  return undefined;
}

function routesAt({ method, base, known }: Search, node: TrieNode): readonly Route[] | undefined {
  const routes = node.routes?.get(method);
  if (routes !== undefined) {
    const served = base.servesAll
      ? routes
      : routes.filter(({ operation }) => base.serves(operation));
    if (served.length > 0) return served;
  }
  for (const each of node.routes?.values() ?? []) {
    for (const { operation } of each) if (base.serves(operation)) known.push(operation);
  }
  return undefined;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
