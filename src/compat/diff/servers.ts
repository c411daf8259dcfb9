/**
 * Where an operation is served: servers that came and went, and base paths.
 *
 * OpenAPI 3.1 #server-object, #operation-servers. Another host is a warning, as whoever calls it is
 * configured with one. Where no base path of the base leads to the operation any more, the path
 * that a consumer appends to its host is another, and that breaks.
 */
import type { Operation, Server } from "../../contract/contract.ts";
import { inside } from "../../source/documents.ts";
import type { At, Changes } from "./change.ts";
import { templateShape } from "./pair-operations.ts";
import type { OperationPair, Side } from "./side.ts";

export function addServerChanges(pair: OperationPair): void {
  const { base, revision, name, changes } = pair;
  const before = serversOf(base.operation);
  const after = serversOf(revision.operation);
  if (!before.some((from) => after.some((to) => isReached(pair, from, to)))) {
    changes.add({
      code: "diff.server.base-path",
      message: `the base serves it at ${listed(before, base.operation)}, the revision at ${listed(after, revision.operation)}`,
      base: placeOf(base),
      revision: placeOf(revision),
      operation: name,
      kind: "base path",
    });
    return;
  }
  const [from, to] = [addressed(before, base), addressed(after, revision)];
  addChosen(changes, { from, to, other: placeOf(revision), name, isRemoved: true });
  addChosen(changes, { from: to, to: from, other: placeOf(base), name, isRemoved: false });
}

// OpenAPI 3.1 #openapi-object: without servers, one with the URL `/`.
const ROOT: Pick<Server, "url" | "urls" | "basePaths" | "basePattern"> = {
  url: "/",
  urls: ["/"],
  basePaths: [""],
  basePattern: undefined,
};

type Address = typeof ROOT & { place?: At };

function serversOf({ servers }: Operation): readonly Address[] {
  return servers.length === 0 ? [ROOT] : servers;
}

function isReached({ base, revision }: OperationPair, from: Address, to: Address): boolean {
  const [before, after] = [templateShape(base.operation), templateShape(revision.operation)];
  const whole = to.basePaths.map((basePath) => basePath + after);
  if (from.basePaths.some((basePath) => whole.includes(basePath + before))) return true;
  if (before !== after) return false;
  if (from.basePattern?.source === to.basePattern?.source && to.basePattern !== undefined)
    return true;
  return (
    from.basePaths.some((basePath) => isWhole(to.basePattern, basePath)) ||
    to.basePaths.some((basePath) => isWhole(from.basePattern, basePath))
  );
}

function isWhole(pattern: RegExp | undefined, basePath: string): boolean {
  return pattern?.exec(basePath)?.[0] === basePath;
}

/** The operation's whole addresses, parameters without their names. */
function addressed(servers: readonly Address[], { operation }: Side): Address[] {
  const shape = templateShape(operation);
  return servers.map((server) => ({
    ...server,
    urls: server.urls.map((url) => url.replace(/\/+$/, "") + shape),
  }));
}

interface Chosen {
  from: readonly Address[];
  to: readonly Address[];
  other: At;
  name: string;
  isRemoved: boolean;
}

function addChosen(changes: Changes, { from, to, other, name, isRemoved }: Chosen): void {
  for (const { url, urls, place } of from) {
    if (to.some((each) => each.urls.some((one) => urls.includes(one)))) continue;
    if (place === undefined) continue;
    changes.add({
      code: isRemoved ? "diff.server.removed" : "diff.server.added",
      message: isRemoved
        ? `the revision is not served at ${url}`
        : `the revision is served at ${url}, too`,
      base: isRemoved ? place : other,
      revision: isRemoved ? other : place,
      operation: name,
      kind: url,
    });
  }
}

function listed(servers: readonly Address[], { path }: Operation): string {
  return [...new Set(servers.flatMap(({ basePaths }) => basePaths))]
    .map((basePath) => basePath + path)
    .join(", ");
}

// The nearest list is meant: OpenAPI 3.1 #operation-servers.
function placeOf({ operation, contract }: Side): At {
  const [first] = operation.servers;
  if (first === undefined) return inside(contract.root, "servers") ?? contract.root;
  const { source, pointer } = first.place;
  return { source, pointer: pointer.replace(/\/\d+$/, "") };
}
