/**
 * The JSONPath of matching rules: fields, indexes and wildcards.
 *
 * Pact V2 #json-path; V3 and V4 use the same.
 */

/** A field, an index, a wildcard over either, or one over indexes alone. */
export type PathToken = string | number | typeof WILDCARD | typeof ANY_INDEX;

/** `.*` */
export const WILDCARD: unique symbol = Symbol("*");
/** `[*]` */
export const ANY_INDEX: unique symbol = Symbol("[*]");

const TOKEN =
  /\.(?<name>[^.[\]*'"\s][^.[\]]*)|\[(?:(?<index>\d+)|'(?<single>(?:[^'\\]|\\.)*)'|"(?<double>(?:[^"\\]|\\.)*)")\]|(?<items>\[\*\])|(?<wildcard>\.\*)/y;

/** The tokens after `$`; undefined where `path` is none we know, such as a plugin's `column:1`. */
export function parseJsonPath(path: string): PathToken[] | undefined {
  if (!path.startsWith("$")) return undefined;
  const tokens: PathToken[] = [];
  TOKEN.lastIndex = 1;
  while (TOKEN.lastIndex < path.length) {
    const { groups } = TOKEN.exec(path) ?? {};
    if (groups === undefined) {
      TOKEN.lastIndex = 0;
      return undefined;
    }
    const { name, index, single, double, items } = groups;
    const quoted = single ?? double;
    if (name !== undefined) tokens.push(name);
    else if (index !== undefined) tokens.push(Number(index));
    else if (quoted !== undefined) tokens.push(quoted.replace(/\\(.)/g, "$1"));
    else tokens.push(items === undefined ? WILDCARD : ANY_INDEX);
  }
  return tokens;
}

export function formatJsonPath(tokens: readonly PathToken[]): string {
  return `$${tokens.map(formatToken).join("")}`;
}

function formatToken(token: PathToken): string {
  if (token === WILDCARD) return ".*";
  if (token === ANY_INDEX) return "[*]";
  if (typeof token === "number") return `[${token}]`;
  if (/^[A-Za-z_][\w-]*$/.test(token)) return `.${token}`;
  return `['${token.replace(/['\\]/g, "\\$&")}']`;
}
