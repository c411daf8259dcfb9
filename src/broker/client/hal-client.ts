/**
 * What every command asks a broker with: requests, links, errors.
 *
 * HAL (draft-kelly-json-hal): links by relation, templates in `{name}`. A link's host is the
 * broker's opinion of its own; its path counts, as it does for the official clients.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";
import { type BrokerAddress, redacted } from "./address.ts";
import { type Clock, systemClock } from "./clock.ts";
import { hrefOf } from "./link.ts";
import { refusal, unreachable } from "./refusal.ts";
import { pauseBefore } from "./retry.ts";
import { createSend, type Send } from "./transport.ts";

export interface HalClientOptions {
  address: BrokerAddress;
  send?: Send;
  clock?: Clock;
  /** After the first attempt; default 8, as the official command line has it. */
  retries?: number;
  /** For one attempt; default 30000. */
  timeoutMs?: number;
  stop?: AbortSignal;
  /** Is told of each request, without secrets. */
  log?: (line: string) => void;
}

export interface Answer {
  status: number;
  /** Undefined where there is none. */
  body: unknown;
  /** As it was sent. */
  text: string;
}

export interface AskOptions {
  /** Sent as JSON. */
  body?: unknown;
  /** Statuses beside 2xx that are no error. */
  may?: readonly number[];
  /** Doing it twice is doing it once. Default: GET and PUT. */
  isRepeatable?: boolean;
  accept?: string;
}

export interface HalClient {
  /** For people. */
  readonly url: string;
  /**
   * @param href a path below the base URL, or a link's href
   * @throws {ConcordatError} `broker.unreachable`, `broker.refused`
   */
  ask(method: string, href: string, options?: AskOptions): Promise<Answer>;
  /**
   * The href of a relation of the index, its template filled.
   *
   * @returns undefined where the broker has no such relation
   */
  relation(name: string, variables?: Readonly<Record<string, string>>): Promise<string | undefined>;
  /** Where an href leads, for people. */
  locate(href: string): string;
}

const DEFAULT_RETRIES = 8;
const DEFAULT_TIMEOUT_MS = 30_000;

export function createHalClient(options: HalClientOptions): HalClient {
  const { address, send = createSend(), clock = systemClock, stop, log } = options;
  const { retries = DEFAULT_RETRIES, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const tell = (line: string): void => log?.(redacted(line, address.secrets));
  let index: Promise<Answer> | undefined;

  return {
    url: redacted(address.base.href, address.secrets),
    ask,
    async relation(name, variables) {
      index ??= ask("GET", "");
      const { body } = await index;
      return hrefOf(body, name, variables);
    },
    locate: (href) => redacted(resolve(address.base, href).href, address.secrets),
  };

  async function ask(method: string, href: string, asked: AskOptions = {}): Promise<Answer> {
    const url = resolve(address.base, href);
    const { isRepeatable = method === "GET" || method === "PUT", may = [] } = asked;
    for (let attempt = 0; ; attempt += 1) {
      const response = await once(method, url, asked);
      const { status, text } = response;
      const pause = pauseBefore({
        index: attempt,
        status,
        retryAfter: response.retryAfter,
        nowMs: clock.now(),
      });
      if (pause !== undefined && isRepeatable && attempt < retries) {
        tell(`broker  ${status}; asking again in ${pause} ms`);
        await clock.pause(pause, stop);
        continue;
      }
      const isFine = (status >= 200 && status < 300) || may.includes(status);
      const body = bodyOf(text);
      if (isFine && (text.trim() === "" || body !== undefined)) return { status, body, text };
      throw refusal({ method, url, ...response, body, secrets: address.secrets });
    }
  }

  async function once(
    method: string,
    url: URL,
    { body, accept = "application/hal+json, application/json" }: AskOptions,
  ): Promise<Received> {
    const startedMs = clock.now();
    const late = clock.deadline(timeoutMs);
    const signal = stop === undefined ? late : AbortSignal.any([late, stop]);
    const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
    try {
      const response = await send(url, {
        method,
        headers: {
          accept,
          ...(body !== undefined && { "content-type": type }),
          ...address.headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal,
      });
      const text = await response.text();
      const { status, statusText, headers } = response;
      tell(`broker  ${method} ${url.href} ${status} ${clock.now() - startedMs} ms`);
      return {
        status,
        statusText,
        text,
        retryAfter: headers.get("retry-after"),
        location: headers.get("location"),
      };
    } catch (error) {
      if (stop?.aborted === true) throw error;
      const reason = late.aborted ? `it did not answer within ${timeoutMs} ms` : undefined;
      tell(`broker  ${method} ${url.href} ${reason ?? "failed"}`);
      throw unreachable({ url, error, reason, secrets: address.secrets });
    }
  }
}

interface Received {
  status: number;
  statusText: string;
  text: string;
  retryAfter: string | null;
  location: string | null;
}

/** Undefined where the text is no JSON. */
function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * An href's path and query below `base`. One that does not begin with the base's own path was
 * written by a broker that does not know where it is mounted.
 *
 * @param base its path ends with a slash
 */
export function resolve(base: URL, href: string): URL {
  // Our own paths are relative; so is what a broker may write that does not know where it is.
  if (!/^([a-z][a-z\d+.-]*:|\/)/i.test(href)) return new URL(href, base);
  const named = URL.canParse(href, base.origin) ? new URL(href, base.origin) : undefined;
  if (named === undefined) {
    throw new ConcordatError("broker.refused", "the broker answers with a link that is none", {
      mend: "Check that --broker-base-url names a Pact Broker.",
    });
  }
  const { pathname, search } = named;
  const isBelow = pathname.startsWith(base.pathname) || `${pathname}/` === base.pathname;
  const url = new URL(base);
  url.pathname = isBelow ? pathname : base.pathname + pathname.slice(1);
  url.search = search;
  return url;
}
