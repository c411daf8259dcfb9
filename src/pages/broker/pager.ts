/** A long list, a page at a time. */
import { html, type Markup } from "./markup.ts";

export interface Paging {
  /** From 1. */
  page: number;
  size: number;
  total: number;
}

/** @param href of a page by its number */
export function writePager(
  { page, size, total }: Paging,
  label: string,
  href: (page: number) => string,
): Markup | undefined {
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1) return undefined;
  const link = (to: number, words: string, rel: string) =>
    to >= 1 && to <= last
      ? html`<a rel="${rel}" href="${href(to)}">${words}</a>`
      : html`<span class="quiet">${words}</span>`;
  return html`<nav class="pager" aria-label="${label}">
${link(page - 1, "Previous", "prev")}
<span>Page ${page} of ${last}</span>
${link(page + 1, "Next", "next")}
</nav>`;
}

/** The page that a query asks for, from 1; what is no page of the list is the nearest one. */
export function pageAsked(text: string | null, size: number, total: number): Paging {
  const last = Math.max(1, Math.ceil(total / size));
  const asked = text !== null && /^\d{1,9}$/.test(text) ? Number(text) : 1;
  return { page: Math.min(Math.max(asked, 1), last), size, total };
}
