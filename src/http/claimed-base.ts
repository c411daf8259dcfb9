/**
 * Which requests of a process are for a contract: those below its base URLs.
 *
 * OpenAPI 3.1 #server-object, #operation-servers. DESIGN: handlers claim only the configured base
 * URLs and let the rest fall through.
 */
import type { Contract, Operation, Server } from "../contract/contract.ts";
import { routerOf } from "../contract/router.ts";
import { ConcordatError } from "../findings/concordat-error.ts";

export interface ClaimedBase {
  origin: string;
  /** Without a trailing slash. */
  path: string;
  serves(operation: Operation): boolean;
}

export interface ClaimedBases {
  /** The base that a request is below, or undefined where it is nobody's. */
  find(method: string, url: URL): ClaimedBase | undefined;
}

/**
 * The bases in `baseUrl`; without it those of the document's servers and of all that paths and
 * operations have of their own, with every value that their variables list.
 *
 * @throws {ConcordatError} `usage.invalid` when there is no absolute URL
 */
export function claimedBases(
  contract: Contract,
  baseUrl: string | readonly string[] | undefined,
): ClaimedBases {
  const bases = baseUrl === undefined ? serverBases(contract) : statedBases([baseUrl].flat());
  if (bases.length === 0) {
    throw new ConcordatError(
      "usage.invalid",
      `the contract ${contract.title} names no absolute server URL`,
      { mend: "Name a baseUrl." },
    );
  }
  // The longest first: a server may stand below another.
  bases.sort((a, b) => b.path.length - a.path.length);
  const byOrigin = Map.groupBy(bases, ({ origin }) => origin);
  return {
    find(method, url) {
      const below = byOrigin.get(url.origin)?.filter(({ path }) => isBelow(path, url.pathname));
      if (below === undefined || below.length <= 1) return below?.[0];
      return (
        below.find((base) => isServed(contract, { method, base, url })) ??
        below.find((base) => isKnown(contract, { method, base, url })) ??
        below.at(-1)
      );
    },
  };
}

/** What stands below the base is the contract's path. */
export function pathBelow({ path }: ClaimedBase, { pathname }: URL): string {
  return pathname.slice(path.length) || "/";
}

function statedBases(urls: readonly string[]): ClaimedBase[] {
  return urls
    .filter((url) => URL.canParse(url))
    .map((url) => ({ ...partsOf(url), serves: () => true }));
}

function serverBases(contract: Contract): ClaimedBase[] {
  const lists = new Set([contract.servers, ...contract.operations.map(({ servers }) => servers)]);
  const owners = new Map<string, Set<readonly Server[]>>();
  for (const list of lists) {
    for (const url of list.flatMap(({ urls }) => urls)) {
      if (!URL.canParse(url)) continue;
      const { origin, path } = partsOf(url);
      const key = origin + path;
      owners.set(key, (owners.get(key) ?? new Set()).add(list));
    }
  }
  return [...owners].map(([key, own]) => ({
    ...partsOf(key),
    serves: ({ servers }) => own.has(servers),
  }));
}

function partsOf(url: string): Pick<ClaimedBase, "origin" | "path"> {
  const { origin, pathname } = new URL(url);
  return { origin, path: pathname.replace(/\/+$/, "") };
}

function isBelow(path: string, pathname: string): boolean {
  return path === "" || pathname === path || pathname.startsWith(`${path}/`);
}

interface Claim {
  method: string;
  base: ClaimedBase;
  url: URL;
}

function isServed(contract: Contract, { method, base, url }: Claim): boolean {
  const match = routerOf(contract).match(method, pathBelow(base, url));
  if (match.kind !== "operation") return false;
  return [match, ...match.others].some(({ operation }) => base.serves(operation));
}

function isKnown(contract: Contract, { method, base, url }: Claim): boolean {
  return routerOf(contract).match(method, pathBelow(base, url)).kind !== "none";
}
