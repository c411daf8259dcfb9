/** How wide a text will be where its font is not known: never less than it is, nearly always. */

/** @returns pixels, for a system font without serifs at 14 pixels */
export function textWidth(text: string): number {
  let width = 0;
  for (const sign of text) width += signWidth(sign);
  return Math.ceil(width);
}

/** `text`, or its beginning with an ellipsis where it is wider than `limit`. */
export function fitText(text: string, limit: number): string {
  if (textWidth(text) <= limit) return text;
  let width = ELLIPSIS_WIDTH;
  let fitting = "";
  for (const sign of text) {
    width += signWidth(sign);
    if (width > limit) break;
    fitting += sign;
  }
  return `${fitting}…`;
}

const ELLIPSIS_WIDTH = 14;

function signWidth(sign: string): number {
  if (/[iIjl.,:;'|!()[\]]/.test(sign)) return 5;
  if (/[mwMW@%]/.test(sign)) return 12.5;
  if (/[A-Z]/.test(sign)) return 10;
  return sign < "\u1100" ? 8.1 : 15;
}
