/**
 * Which operation of a contract an assertion is about.
 */
import { type Contract, METHODS, type Operation } from "../contract/contract.ts";
import { routerOf } from "../contract/router.ts";
import { ConcordatError } from "../findings/concordat-error.ts";

/**
 * The operation that `wanted` names: an operationId, or a key such as `GET /orders/{orderId}`.
 *
 * @throws {ConcordatError} `usage.invalid` where there is none of that name
 */
export function namedOperation(contract: Contract, wanted: string): Operation {
  const known = [...contract.operations, ...contract.webhooks];
  const found = known.find(({ id, key }) => id === wanted || key === wanted);
  if (found !== undefined) return found;
  throw usage(
    `the contract ${contract.title} has no operation "${wanted}"; it declares ${listed(known)}`,
  );
}

/**
 * The operation that a response may be of, by the path of its URL. The method is not known to a
 * response, so there has to be just one.
 *
 * @throws {ConcordatError} `usage.invalid` where the operation has to be named
 */
export function operationOfUrl(contract: Contract, url: string): Operation {
  const path = URL.canParse(url) ? new URL(url).pathname : undefined;
  if (path === undefined) {
    const choice = listed(contract.operations);
    throw usage(`a response without a URL does not tell its operation; name one of ${choice}`);
  }
  const router = routerOf(contract);
  const candidates = new Set<Operation>();
  for (const method of METHODS) {
    const match = router.match(method, path);
    if (match.kind === "operation") candidates.add(match.operation);
  }
  const [first, ...others] = candidates;
  if (first === undefined) {
    const choice = listed(contract.operations);
    throw usage(`no path of the contract matches ${path}; name the operation, one of ${choice}`);
  }
  if (others.length === 0) return first;
  throw usage(
    `a response does not tell its method; name the operation of ${path}, one of ${listed([...candidates])}`,
  );
}

/** More names than these are no help. */
const MAX_LISTED = 20;

function listed(operations: readonly Operation[]): string {
  if (operations.length === 0) return "none";
  const names = operations.map(({ id, key }) => id ?? key);
  const more = names.length > MAX_LISTED ? `, and ${names.length - MAX_LISTED} more` : "";
  return names.slice(0, MAX_LISTED).join(", ") + more;
}

function usage(message: string): ConcordatError {
  return new ConcordatError("usage.invalid", message, {
    mend: 'Say which: toMatchContract(contract, "getOrder") or toMatchContract(contract, "GET /orders/{orderId}").',
  });
}
