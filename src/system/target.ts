/**
 * The path that an edge leads to, taken apart: `/orders?userId={userId}&limit=5`.
 */
import type { Contract, Operation } from "../contract/contract.ts";
import { type RouteMatch, routerOf, templateNames } from "../contract/router.ts";

export interface Target {
  /** Without its query. */
  path: string;
  /** Decoded; `text` is the value as written. */
  query: readonly { name: string; value: string; text: string }[];
  /** The names in braces, path first, each once. */
  variables: readonly string[];
}

export function readTarget(path: string): Target {
  const [pathname = "", search = ""] = path.split("#", 1)[0]!.split(/\?(.*)/s);
  const query = search
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      return { name: decode(name), value: decode(value), text: value };
    });
  return { path: pathname, query, variables: [...new Set(templateNames(path))] };
}

/**
 * What `path` leads to at the provider. A variable stands for any one value, so it meets templated
 * segments; where only a literal could meet it, nothing does.
 */
export function matchTarget(contract: Contract, method: string, path: string): RouteMatch {
  // No literal segment of a contract is likely to read like this.
  const example = path.replace(/\{([^{}]+)\}/g, "~$1~");
  return routerOf(contract).match(method, example);
}

/** The provider's operation that `path` leads to. */
export function findTargetOperation(
  contract: Contract,
  method: string,
  path: string,
): Operation | undefined {
  const match = matchTarget(contract, method, path);
  return match.kind === "operation" ? match.operation : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
