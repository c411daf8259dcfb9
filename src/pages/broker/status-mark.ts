/**
 * How something turned out: told by colour, by shape and in words, since not everybody sees all.
 *
 * WCAG 2.2 #use-of-color.
 */
import { html, Markup } from "./markup.ts";

export type Status = "verified" | "failed" | "unverified";

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  verified: "Verified",
  failed: "Failed",
  unverified: "Not verified",
};

/** A sign of about 16 by 16 around the point 0 0, for SVG: a disc, a square, a diamond. */
export const STATUS_SIGNS: Readonly<Record<Status, Markup>> = {
  verified: new Markup(
    '<circle class="shape" r="8"/><path class="glyph" d="M-3.6 .2-1.1 2.8 3.8-2.7"/>',
  ),
  failed: new Markup(
    '<rect class="shape" x="-7.5" y="-7.5" width="15" height="15" rx="2"/>' +
      '<path class="glyph" d="M-3.1-3.1 3.1 3.1M3.1-3.1-3.1 3.1"/>',
  ),
  unverified: new Markup(
    '<path class="shape" d="M0-9.4 9.4 0 0 9.4-9.4 0Z"/>' +
      '<path class="glyph" d="M-2-1.9A2.05 2.05 0 1 1 .6-.3Q0 0 0 1.1M0 3.5V3.6"/>',
  ),
};

/** The sign with words beside it. */
export function statusMark(status: Status, words: string = STATUS_WORDS[status]): Markup {
  return html`<span class="status ${status}"><svg class="sign" viewBox="-10 -10 20 20" width="18" height="18" aria-hidden="true" focusable="false">${STATUS_SIGNS[status]}</svg> ${words}</span>`;
}

/** @param success of the latest result; undefined where there is none */
export function statusOf(success: boolean | undefined): Status {
  return success === undefined ? "unverified" : success ? "verified" : "failed";
}
