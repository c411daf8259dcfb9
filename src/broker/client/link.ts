/**
 * Links of a HAL document.
 */
import { isObject, memberOf } from "./notices.ts";

export interface Link {
  href: string;
  name?: string;
}

/** A relation may have one link or a list of them; the case of its name does not count. */
export function linksOf(body: unknown, relation: string): Link[] {
  const links = memberOf(body, "_links");
  if (!isObject(links)) return [];
  const wanted = relation.toLowerCase();
  const found = Object.keys(links).find((name) => name.toLowerCase() === wanted);
  return [found === undefined ? [] : links[found]].flat().flatMap((link) => {
    const [href, name] = [memberOf(link, "href"), memberOf(link, "name")];
    if (typeof href !== "string") return [];
    return [{ href, ...(typeof name === "string" && { name }) }];
  });
}

/** The first link of a relation, its template filled. */
export function hrefOf(
  body: unknown,
  relation: string,
  variables: Readonly<Record<string, string>> = {},
): string | undefined {
  const [link] = linksOf(body, relation);
  return link && fill(link.href, variables);
}

/** RFC 6570 §3.2.2; what no variable fills stays. */
export function fill(template: string, variables: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(variables, name) ? encodeURIComponent(variables[name]!) : whole,
  );
}

/** A path below the base URL, its segments encoded. */
export function pathOf(...segments: readonly string[]): string {
  return segments.map(encodeURIComponent).join("/");
}
