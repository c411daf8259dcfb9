/**
 * Text that a report can carry: what no reader shows, and XML forbids, is written out.
 */

/**
 * `text` with each control character, lone surrogate, U+FFFE and U+FFFF as `\u001b` or the like;
 * tabs and line breaks stay.
 */
export function visible(text: string): string {
  return text.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
