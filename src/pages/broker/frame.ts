/**
 * What all pages of the broker have around them.
 *
 * HTML Standard #the-html-element, WAI-ARIA #landmark_roles: one banner, one navigation, one main.
 */
import { html, Markup } from "./markup.ts";
import type { PagePaths } from "./page-paths.ts";
import { STYLE } from "./style.ts";

export interface Page {
  title: string;
  paths: PagePaths;
  /** The page in the navigation on which one is. */
  current?: "network" | "matrix";
  main: Markup;
}

// No request is made for it, since a page asks for nothing but itself.
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%231f4f8f'/%3E%3Cpath d='M8 16h16M19 10l6 6-6 6' fill='none' stroke='%23fff' stroke-width='3' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

/** The document, whole. It needs no script. */
export function writePage({ title, paths, current, main }: Page): string {
  const entry = (name: Page["current"], href: string, words: string) =>
    html`<li><a href="${href}"${current === name && html` aria-current="page"`}>${words}</a></li>`;
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Pact broker</title>
<link rel="icon" href="${ICON}">
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="banner">
<p class="brand">Pact broker</p>
<nav aria-label="Pages"><ul>
${entry("network", paths.network, "Network")}
${entry("matrix", paths.matrix, "Matrix")}
</ul></nav>
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer>
<p>Served by concordat. Every page is a resource for programs, too: they ask for <code>application/hal+json</code>.</p>
</footer>
</body>
</html>
`;
  return text;
}
