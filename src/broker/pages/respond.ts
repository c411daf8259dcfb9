/**
 * A page as an answer: nothing on it may run, and nothing may be loaded for it.
 *
 * Content Security Policy 3: the one style sheet is allowed by its hash.
 */
import { createHash } from "node:crypto";
import { type Page, writePage } from "../../pages/broker/frame.ts";
import { type PagePaths, pagePaths } from "../../pages/broker/page-paths.ts";
import { STYLE } from "../../pages/broker/style.ts";

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "img-src data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function page(content: Page, status = 200): Response {
  return new Response(writePage(content), {
    status,
    headers: {
      "content-type": "text/html;charset=utf-8",
      "content-security-policy": POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cache-control": "no-cache",
    },
  });
}

/**
 * The paths of pages, without the host: a browser that reaches the broker by another name than
 * programs do stays where it is.
 *
 * @param base where the broker is reached from outside
 */
export function pathsBelow(base: string): PagePaths {
  return pagePaths(new URL(base).pathname.replace(/\/+$/, ""));
}
