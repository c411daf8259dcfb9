/**
 * Where a contract's operations are served.
 *
 * OpenAPI 3.1 #server-object, #server-variable-object.
 */
import { entriesOf, inside, isMapping, itemsOf, type Place } from "../source/documents.ts";
import type { Server } from "./contract.ts";

/** The servers of the document's root, variables replaced by their defaults. */
export function readServers(root: Place): Server[] {
  const servers: Server[] = [];
  for (const place of itemsOf(inside(root, "servers"))) {
    if (!isMapping(place.value) || typeof place.value.url !== "string") continue;
    const defaults = new Map(
      entriesOf(inside(place, "variables")).map(([name, variable]) => [
        name,
        String(inside(variable, "default")?.value ?? ""),
      ]),
    );
    const url = place.value.url.replace(/\{([^}]*)\}/g, (_, name) => defaults.get(name) ?? "");
    servers.push({ url, basePath: basePathOf(url), place });
  }
  return servers;
}

// A server's URL may be relative: OpenAPI 3.1 #server-object.
function basePathOf(url: string): string {
  const base = "http://localhost/";
  if (!URL.canParse(url, base)) return "";
  return new URL(url, base).pathname.replace(/\/+$/, "");
}
