/**
 * A request and its response as they happened.
 *
 * RFC 9110: field names ignore case, and a field may be sent more than once.
 */

/** Field values by name in lower case, in the order they were sent. */
export type Fields = ReadonlyMap<string, readonly string[]>;

export interface HttpRequest {
  /** In upper case. */
  method: string;
  /** Percent-encoded, as sent. */
  path: string;
  /** Without the question mark, as sent; `""` where there is none. */
  query: string;
  headers: Fields;
  /** Empty where there is none. */
  body: Uint8Array;
}

export interface HttpResponse {
  status: number;
  headers: Fields;
  body: Uint8Array;
}

/** Fields from any list of pairs, such as a Fetch `Headers`. */
export function readFields(pairs: Iterable<readonly [string, string]>): Fields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const known = fields.get(key);
    if (known === undefined) fields.set(key, [value]);
    else known.push(value);
  }
  return fields;
}

/** A field's values joined, as RFC 9110 §5.3 lets a recipient do. */
export function fieldValue(fields: Fields, name: string): string | undefined {
  return fields.get(name.toLowerCase())?.join(", ");
}

/** The request target taken apart: `/orders?page=2`. */
export function readTarget(target: string): { path: string; query: string } {
  const [beforeFragment = ""] = target.split("#", 1);
  const mark = beforeFragment.indexOf("?");
  if (mark < 0) return { path: beforeFragment, query: "" };
  return { path: beforeFragment.slice(0, mark), query: beforeFragment.slice(mark + 1) };
}
