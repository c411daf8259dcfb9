/**
 * The headers that a configuration adds to each request that is verified, such as real tokens.
 */
import { validateHeaderName, validateHeaderValue } from "node:http";

/** A request of the pact, on its way to the provider. */
export interface RequestToProvider {
  method: string;
  /** With its query. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The provider states that are set up for it. */
  states: readonly string[];
}

type Made<T> = (request: RequestToProvider) => T | undefined | Promise<T | undefined>;

export type AddedHeaders = Made<Record<string, string>> | Record<string, string | Made<string>>;

/**
 * By name in lower case.
 *
 * @throws {Error} what a function throws, or why HTTP cannot carry what it gives
 */
export async function makeHeaders(
  added: AddedHeaders,
  request: RequestToProvider,
): Promise<Map<string, string>> {
  const given = typeof added === "function" ? ((await added(request)) ?? {}) : added;
  const made = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    const text = typeof value === "function" ? await value(request) : value;
    if (text === undefined) continue;
    // A header of these would be sent as "[object Promise]".
    if (typeof text !== "string") throw new TypeError(`${name} is no text`);
    validateHeaderName(name);
    validateHeaderValue(name, text);
    made.set(name.toLowerCase(), text);
  }
  return made;
}
