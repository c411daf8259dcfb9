/** A time for people and for programs. */
import { html, type Markup } from "./markup.ts";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** @param time RFC 3339, in UTC; anything else is shown as it is */
export function timeStamp(time: string): Markup {
  const [, year, month, day, clock] =
    /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|\+00:00)$/.exec(time) ?? [];
  const name = MONTHS[Number(month) - 1];
  if (name === undefined) return html`<span>${time}</span>`;
  const shown = `${Number(day)} ${name} ${year}, ${clock} UTC`;
  return html`<time datetime="${time}">${shown}</time>`;
}
