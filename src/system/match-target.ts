/**
 * The provider's operation that an edge leads to.
 */
import type { Contract, Operation } from "../contract/contract.ts";
import { type KeyCondition, readPathKey } from "../contract/path-key.ts";
import { type RouteMatch, routerOf, templateNames } from "../contract/router.ts";
import { chooseByKey } from "../http/choose-operation.ts";
import { percentEncode } from "../http/wire.ts";

/** What a call of a provider says of its place: `path` as in `Target`, `query` decoded. */
export interface Called {
  path: string;
  query: readonly { name: string; value: string }[];
}

/**
 * What a call leads to at the provider. A variable stands for any one value, so it meets templated
 * segments; where only a literal could meet it, nothing does. Of several operations with one path
 * the query chooses, as it does for requests; one whose key asks for a query that the call does not
 * send is none.
 */
export function matchTarget(
  contract: Contract,
  method: string,
  { path, query }: Called,
): RouteMatch {
  // No literal segment of a contract is likely to read like this.
  const example = path.replace(/\{([^{}]+)\}/g, "~$1~");
  const match = routerOf(contract).match(method, example);
  if (match.kind !== "operation") return match;
  const { operation, pathValues } = match;
  const possible = [{ operation, pathValues }, ...match.others].filter((candidate) =>
    maySay(query, readPathKey(candidate.operation.path).query),
  );
  if (possible.length === 0) return { kind: "none" };
  const text = query.map(({ name, value }) => `${percentEncode(name)}=${percentEncode(value)}`);
  const request = { method, path, query: text.join("&"), headers: new Map(), body: NO_BODY };
  const [chosen, ...others] = chooseByKey(possible, request);
  return { kind: "operation", ...chosen!, others };
}

const NO_BODY = new Uint8Array();

function maySay(query: Called["query"], conditions: readonly KeyCondition[]): boolean {
  return conditions.every(({ name, value: wanted }) =>
    query.some(
      ({ name: sent, value }) =>
        sent === name &&
        (wanted === undefined || value === wanted || templateNames(value).length > 0),
    ),
  );
}

/** Path values of a match, variables in braces again: `{orderId}` where one fills the segment. */
export function variablesIn(pathValues: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...pathValues].map(([name, text]) => [name, text.replace(/~([^~]+)~/g, "{$1}")]));
}

/** The provider's operation that a call leads to. */
export function findTargetOperation(
  contract: Contract,
  method: string,
  called: Called,
): Operation | undefined {
  const match = matchTarget(contract, method, called);
  return match.kind === "operation" ? match.operation : undefined;
}
