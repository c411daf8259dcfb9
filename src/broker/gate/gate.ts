/**
 * Who is let in, before any resource is asked.
 *
 * PACT-BROKER-API §0: 401 as the official broker says it, for every path. Beyond that 403: for who
 * may only read, and for pages of other sites, whose requests a browser sends with what its user
 * may do.
 */
import { json } from "../api/answer.ts";
import { type Authentication, createFindAccess } from "./credentials.ts";

/** @returns what a request is refused with; undefined where it may pass */
export type Gate = (request: Request) => Response | undefined;

/**
 * @param authentication undefined: everybody may do everything
 * @throws {ConcordatError} `usage.invalid`
 */
export function createGate(authentication: Authentication | undefined): Gate {
  const findAccess =
    authentication === undefined ? () => "write" as const : createFindAccess(authentication);
  return (request) => {
    const access = findAccess(request.headers.get("authorization"));
    if (access === undefined) return unauthorized();
    if (isRead(request)) return undefined;
    if (access === "read") {
      return json({ error: "These credentials may read, and change nothing." }, 403);
    }
    if (isFromOtherSite(request)) {
      return json({ error: "Pages of other sites may change nothing." }, 403);
    }
    return undefined;
  };
}

function unauthorized(): Response {
  return new Response("", {
    status: 401,
    headers: {
      "content-type": "text/plain",
      "www-authenticate": 'Basic realm="Restricted area"',
    },
  });
}

const READ: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

// Selectors do not fit into a query, so that asking for pacts is a POST.
function isRead({ method, url }: Request): boolean {
  if (READ.has(method)) return true;
  return method === "POST" && /\/pacts\/provider\/[^/]+\/for-verification\/?$/.test(pathOf(url));
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}

// Browsers alone send Origin. A page must not publish to the broker of who looks at it.
function isFromOtherSite({ headers, url }: Request): boolean {
  const origin = headers.get("origin");
  if (origin === null) return false;
  return !URL.canParse(origin) || new URL(origin).host !== new URL(url).host;
}
