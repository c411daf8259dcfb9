/**
 * Queries with brackets, as Rack reads them: `q[][pacticipant]=A&q[][version]=1&q[][pacticipant]=B`
 * is a list of two, since an element ends where one of its names comes again.
 *
 * Rack's Utils.parse_nested_query; brackets may be encoded, and `q[]pacticipant` is as good.
 */

export type RackValue = string | null | RackValue[] | RackParams;

export type RackParams = Map<string, RackValue>;

/** Rack's own bound. */
const MAX_DEPTH = 32;

/** Thrown where a query contradicts itself or is not encoded. */
export class UnreadableQuery extends Error {}

/**
 * @param query what follows the question mark
 * @throws {UnreadableQuery}
 */
export function readRackQuery(query: string): RackParams {
  const params: RackParams = new Map();
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    put(params, name, equals === -1 ? null : decode(pair.slice(equals + 1)), 0);
  }
  return params;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new UnreadableQuery(`The query is not encoded as it should be: ${text}`);
  }
}

function put(into: RackParams, name: string, value: RackValue, depth: number): void {
  if (depth > MAX_DEPTH) throw new UnreadableQuery("The query has too many brackets.");
  const { key, rest } = split(name, depth);
  if (key === "") return;
  if (rest === "" || rest === "[") {
    into.set(rest === "" ? key : name, value);
  } else if (rest.startsWith("[]")) {
    const list = into.get(key) ?? [];
    if (!Array.isArray(list)) throw contradiction(key);
    into.set(key, list);
    if (rest === "[]") list.push(value);
    else putInto(list, childOf(rest), value, depth);
  } else {
    const child = into.get(key) ?? new Map();
    if (!(child instanceof Map)) throw contradiction(key);
    into.set(key, child);
    put(child, rest, value, depth + 1);
  }
}

/** What stands before the next bracket, and the rest from there on. */
function split(name: string, depth: number): { key: string; rest: string } {
  if (depth > 0 && name.startsWith("[")) {
    const end = name.indexOf("]", 1);
    if (end > 1) return { key: name.slice(1, end), rest: name.slice(end + 1) };
    return { key: name, rest: "" };
  }
  const start = depth > 0 ? -1 : name.indexOf("[", 1);
  return start === -1
    ? { key: name, rest: "" }
    : { key: name.slice(0, start), rest: name.slice(start) };
}

/** `[][version]` and `[]version` name a member of the list's last element. */
function childOf(rest: string): string {
  return /^\[\]\[([^[\]]+)\]$/.exec(rest)?.[1] ?? rest.slice(2);
}

function putInto(list: RackValue[], child: string, value: RackValue, depth: number): void {
  const last = list.at(-1);
  if (last instanceof Map && !has(last, child)) {
    put(last, child, value, depth + 1);
    return;
  }
  const element: RackParams = new Map();
  put(element, child, value, depth + 1);
  list.push(element);
}

function has(params: RackParams, child: string): boolean {
  if (child.includes("[]")) return false;
  let at: RackValue | undefined = params;
  for (const part of child.split(/[[\]]+/)) {
    if (part === "") continue;
    if (!(at instanceof Map) || !at.has(part)) return false;
    at = at.get(part);
  }
  return true;
}

function contradiction(key: string): UnreadableQuery {
  return new UnreadableQuery(`The query says two different things of "${key}".`);
}
