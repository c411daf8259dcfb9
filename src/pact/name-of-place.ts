/**
 * What a reader calls a place inside a body: `items[0].sku`.
 */
/** @param whole what it is called itself */
export function nameOfPlace(tokens: readonly (string | number)[], whole = "the body"): string {
  if (tokens.length === 0) return whole;
  return tokens
    .map((token, index) => {
      if (/^\d+$/.test(String(token))) return `[${token}]`;
      return index === 0 ? token : `.${token}`;
    })
    .join("");
}
