/** A table that scrolls inside itself where it is too wide, and can be reached by keyboard there. */
import { type Content, html, type Markup } from "./markup.ts";

export interface TableText {
  /** Of this page alone. */
  id: string;
  caption: Content;
  columns: readonly string[];
  /** Cells in the order of the columns; the first names its row. */
  rows: readonly (readonly Content[])[];
}

export function writeTable({ id, caption, columns, rows }: TableText): Markup {
  return html`<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">
<table>
<caption id="${id}"><span>${caption}</span></caption>
<thead><tr>${columns.map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
<tbody>
${rows.map(([first, ...others]) => html`<tr><th scope="row">${first}</th>${others.map((each) => html`<td>${each}</td>`)}</tr>\n`)}</tbody>
</table>
</div>`;
}

/** A name, whatever the direction in which it is written. */
export function nameText(name: string): Markup {
  return html`<bdi>${name}</bdi>`;
}

export function nameLink(name: string, href: string): Markup {
  return html`<a href="${href}"><bdi>${name}</bdi></a>`;
}

/** A dash, which is read aloud as what it means. */
export const NONE: Markup = html`<span class="quiet" aria-hidden="true">–</span><span class="unseen">none</span>`;

/** Short names beside each other, such as branches; a dash where there is none. */
export function chips(names: readonly Content[]): Markup {
  if (names.length === 0) return NONE;
  return html`<span class="chips">${names.map((name) => html`<span class="chip">${name}</span> `)}</span>`;
}
