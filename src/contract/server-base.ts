/**
 * What may stand before an operation's path in a request: the base paths of its servers.
 *
 * OpenAPI 3.1 #server-object, #operation-servers: a path is appended to the server's URL.
 */
import type { Contract, Operation, Server } from "./contract.ts";

/** One way to begin a path. */
export interface Base {
  /** Whether every operation of the contract is served here. */
  readonly servesAll: boolean;
  serves(operation: Operation): boolean;
  /** What follows the base path, or undefined where `path` does not begin with it. */
  rest(path: string): string | undefined;
}

/**
 * The base paths of a contract: the longest first, then none at all, then those with a variable
 * that may have any value, which would else take the beginning of other paths.
 *
 * A path without any base path is served always: a mock stands in for every server at once.
 */
export function basesOf(contract: Contract): Base[] {
  const exact = new Map<string, Set<readonly Server[]>>();
  const patterns = new Map<string, { pattern: RegExp; owners: Set<readonly Server[]> }>();
  const lists = new Set(contract.operations.map(({ servers }) => servers));
  for (const list of lists) {
    for (const { basePaths, basePattern } of list) {
      for (const basePath of basePaths) {
        if (basePath !== "") exact.set(basePath, (exact.get(basePath) ?? new Set()).add(list));
      }
      if (basePattern === undefined) continue;
      const known = patterns.get(basePattern.source) ?? { pattern: basePattern, owners: new Set() };
      known.owners.add(list);
      patterns.set(basePattern.source, known);
    }
  }
  const toBase = (owners: Set<readonly Server[]>, rest: Base["rest"]): Base => ({
    servesAll: owners.size === lists.size,
    serves: ({ servers }) => owners.has(servers),
    rest,
  });
  return [
    ...[...exact]
      .sort(([a], [b]) => b.length - a.length)
      .map(([basePath, owners]) => toBase(owners, (path) => after(basePath, path))),
    { servesAll: true, serves: () => true, rest: (path) => path },
    ...[...patterns.values()].map(({ pattern, owners }) =>
      toBase(owners, (path) => {
        const match = pattern.exec(path);
        return match === null ? undefined : path.slice(match[0].length);
      }),
    ),
  ];
}

function after(basePath: string, path: string): string | undefined {
  if (!path.startsWith(basePath)) return undefined;
  if (path.length === basePath.length) return "";
  return path.charCodeAt(basePath.length) === SLASH ? path.slice(basePath.length) : undefined;
}

const SLASH = 47;
