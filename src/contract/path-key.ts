/**
 * What a key of `paths` says: its template, and what some documents add to it.
 *
 * OpenAPI 3.1 #path-templating. A key should be a path alone. Documents of APIs that choose the
 * operation otherwise add a query (`/x?action=foo`) or a fragment (`/#X-Amz-Target=Db.Put`,
 * `/files/{id}#add_link`), so that one path has several operations of one method.
 */

export interface PathKey {
  /** The template proper. */
  path: string;
  /** What the request's query must say. */
  query: readonly KeyCondition[];
  /** Of a fragment with `=`: what a header or the query must say. */
  fragment: readonly KeyCondition[];
  /** Of any other fragment: a word, which may be the name of a parameter that must be sent. */
  label: string | undefined;
}

export interface KeyCondition {
  name: string;
  /** Undefined where any value will do: `?action={action}`, `?action`. */
  value: string | undefined;
}

export function readPathKey(key: string): PathKey {
  const path = templatePath(key);
  const [beforeFragment = "", fragment] = key.split(/#(.*)/s);
  const query = beforeFragment.slice(path.length + 1);
  // `/a#b?c`: the question mark belongs to the fragment.
  const isFragmentPairs = fragment?.includes("=") === true;
  return {
    path,
    query: readConditions(query),
    fragment: isFragmentPairs ? readConditions(fragment!) : [],
    label: isFragmentPairs || fragment === "" ? undefined : fragment,
  };
}

/** What the template's own text says, without a `#fragment` or `?query` that some documents add. */
export function templatePath(template: string): string {
  return template.split(/[?#]/, 1)[0]!;
}

/** The names in braces, in order. */
export function templateNames(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!);
}

function readConditions(text: string): KeyCondition[] {
  return text
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", value] = pair.split(/=(.*)/s);
      const isAny = value === undefined || /^\{[^{}]*\}$/.test(value);
      return { name: decode(name), value: isAny ? undefined : decode(value) };
    });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
