/**
 * Which operation a request is for.
 *
 * OpenAPI 3.1 #path-templating, #path-templating-matching: literal segments win over templated
 * ones, whatever their order in the document.
 */
import type { Contract, Operation } from "./contract.ts";

export type RouteMatch =
  | { kind: "operation"; operation: Operation; pathValues: ReadonlyMap<string, string> }
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

interface TrieNode {
  literals: Map<string, TrieNode>;
  templates: TemplateEdge[];
  operations: Operation[];
}

interface TemplateEdge {
  /** The segment as written, names left out: two that agree in it are one edge. */
  shape: string;
  pattern: RegExp;
  node: TrieNode;
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
  const basePaths = [...new Set(contract.servers.map((server) => server.basePath))]
    .filter((basePath) => basePath !== "")
    .sort((a, b) => b.length - a.length);
  return {
    match(method, path) {
      let known: Operation[] = [];
      for (const candidate of withoutBasePaths(path, basePaths)) {
        const segments = candidate.split("/").slice(1);
        const found = find(root, segments, 0, [], method.toUpperCase());
        if (found !== undefined && found.operation !== undefined) {
          return {
            kind: "operation",
            operation: found.operation,
            pathValues: bind(found.operation, found.values),
          };
        }
        if (known.length === 0) known = found?.known ?? [];
      }
      if (known.length === 0) return { kind: "none" };
      const allowed = [...new Set(known.map((operation) => operation.method))];
      return { kind: "method", allowed, operations: known };
    },
  };
}

/** What the template's own text says, without a `#fragment` or `?query` that some documents add. */
export function templatePath(template: string): string {
  return template.split(/[?#]/, 1)[0]!;
}

/** The names in braces, in order. */
export function templateNames(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!);
}

function emptyNode(): TrieNode {
  return { literals: new Map(), templates: [], operations: [] };
}

function insert(root: TrieNode, operation: Operation): void {
  let node = root;
  for (const segment of templatePath(operation.path).split("/").slice(1)) {
    node = segment.includes("{") ? templateChild(node, segment) : literalChild(node, segment);
  }
  node.operations.push(operation);
}

function literalChild(node: TrieNode, segment: string): TrieNode {
  let child = node.literals.get(segment);
  if (child === undefined) {
    child = emptyNode();
    node.literals.set(segment, child);
  }
  return child;
}

function templateChild(node: TrieNode, segment: string): TrieNode {
  const shape = segment.replace(/\{[^{}]*\}/g, "{}");
  const known = node.templates.find((edge) => edge.shape === shape);
  if (known !== undefined) return known.node;
  const source = shape.split("{}").map(escapeRegExp).join("(.+?)");
  const edge = { shape, pattern: new RegExp(`^${source}$`, "s"), node: emptyNode() };
  node.templates.push(edge);
  // The more literal text a segment has, the more exactly it names: `{id}.json` before `{id}`.
  node.templates.sort((a, b) => b.shape.length - a.shape.length);
  return edge.node;
}

interface Found {
  operation: Operation | undefined;
  values: string[];
  known: Operation[];
}

// Depth first, literals first. Paths without the method are remembered while a later alternative
// may still have it.
function find(
  node: TrieNode,
  segments: readonly string[],
  index: number,
  values: readonly string[],
  method: string,
): Found | undefined {
  if (index === segments.length) {
    if (node.operations.length === 0) return undefined;
    const operation = node.operations.find((candidate) => candidate.method === method);
    return { operation, values: [...values], known: node.operations };
  }
  const segment = segments[index]!;
  let partial: Found | undefined;
  const literal = node.literals.get(segment) ?? node.literals.get(decodeSegment(segment));
  if (literal !== undefined) {
    const found = find(literal, segments, index + 1, values, method);
    if (found?.operation !== undefined) return found;
    partial = found;
  }
  for (const edge of node.templates) {
    const match = edge.pattern.exec(segment);
    if (match === null) continue;
    const found = find(edge.node, segments, index + 1, [...values, ...match.slice(1)], method);
    if (found?.operation !== undefined) return found;
    if (found === undefined) continue;
    partial = { ...found, known: [...(partial?.known ?? []), ...found.known] };
  }
  return partial;
}

function bind(operation: Operation, values: readonly string[]): Map<string, string> {
  const names = templateNames(templatePath(operation.path));
  return new Map(names.map((name, index) => [name, values[index] ?? ""]));
}

function withoutBasePaths(path: string, basePaths: readonly string[]): string[] {
  const candidates: string[] = [];
  for (const basePath of basePaths) {
    if (path === basePath || path.startsWith(`${basePath}/`)) {
      candidates.push(path.slice(basePath.length));
    }
  }
  return [...candidates, path];
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
