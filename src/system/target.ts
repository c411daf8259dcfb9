/**
 * The path that an edge leads to, taken apart: `/orders?userId={userId}&limit=5`.
 */
import { templateNames } from "../contract/path-key.ts";

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

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
