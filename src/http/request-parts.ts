/**
 * The parts of a request that parameters and credentials stand in, each taken apart once, when it
 * is first asked for.
 *
 * Queries: URL Standard #urlencoded-parsing. Cookies: RFC 6265 §4.2.1.
 */
import type { Fields, HttpRequest } from "./exchange.ts";
import { percentDecodeOrKeep, queryDecodeOrKeep } from "./wire.ts";

/** Names and texts side by side, in the order they were sent; texts are still encoded. */
export interface Pairs {
  /** Decoded. */
  readonly names: readonly string[];
  readonly texts: readonly string[];
}

export interface RequestParts {
  readonly request: HttpRequest;
  /** By name, percent-encoded. */
  readonly pathValues: ReadonlyMap<string, string>;
  /** For this file alone. */
  query: Pairs | undefined;
  /** For this file alone. */
  cookies: Pairs | undefined;
}

/** @param pathValues by name, percent-encoded, as `Router.match` gives them */
export function partsOf(
  request: HttpRequest,
  pathValues: ReadonlyMap<string, string>,
): RequestParts {
  return { request, pathValues, query: undefined, cookies: undefined };
}

/** The pairs of the query. */
export function queryOf(parts: RequestParts): Pairs {
  parts.query ??= readQuery(parts.request.query);
  return parts.query;
}

/** The cookies: several of one name may be sent, for several paths. */
export function cookiesOf(parts: RequestParts): Pairs {
  parts.cookies ??= readCookies(parts.request.headers);
  return parts.cookies;
}

/** A field's text: RFC 9110 §5.3 joins what was sent in several lines. */
export function fieldText(fields: Fields, nameInLowerCase: string): string | undefined {
  const lines = fields.get(nameInLowerCase);
  if (lines === undefined) return undefined;
  return lines.length === 1 ? lines[0] : lines.join(", ");
}

const NONE: Pairs = { names: [], texts: [] };

/** The pairs of a query's text, without its question mark. */
export function readQuery(query: string): Pairs {
  if (query === "") return NONE;
  const names: string[] = [];
  const texts: string[] = [];
  let start = 0;
  while (start <= query.length) {
    let end = query.indexOf("&", start);
    if (end < 0) end = query.length;
    if (end > start) {
      const pair = query.slice(start, end);
      const equals = pair.indexOf("=");
      names.push(queryDecodeOrKeep(equals < 0 ? pair : pair.slice(0, equals)));
      texts.push(equals < 0 ? "" : pair.slice(equals + 1));
    }
    start = end + 1;
  }
  return { names, texts };
}

function readCookies(headers: Fields): Pairs {
  const lines = headers.get("cookie");
  if (lines === undefined) return NONE;
  const names: string[] = [];
  const texts: string[] = [];
  for (const line of lines) {
    for (const sent of line.split(";")) {
      const pair = sent.trim();
      const equals = pair.indexOf("=");
      // RFC 6265 §5.2: a pair without a name is no cookie.
      if (pair === "" || equals === 0) continue;
      names.push(percentDecodeOrKeep(equals < 0 ? pair : pair.slice(0, equals)));
      texts.push(equals < 0 ? "" : pair.slice(equals + 1));
    }
  }
  return { names, texts };
}
