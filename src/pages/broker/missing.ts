/** What a page says where there is nothing to show. */
import { html, type Markup } from "./markup.ts";
import type { PagePaths } from "./page-paths.ts";

export function missingMain(what: string, paths: PagePaths): Markup {
  return html`<h1>Not found</h1>
<p>${what}</p>
<p><a href="${paths.network}">All services and their pacts</a></p>`;
}
