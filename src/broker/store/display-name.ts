/** Names for people: what is shown where nobody said how a participant or environment is called. */

/** Where a word ends: before a capital, and at a sign that stands between two others. */
const WORD_ENDS = /(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z\d])(?=[A-Z]\S)|(?<=\S)[-_.\s]+(?=\S)/;

/** `order-service` is "Order Service", `fooBarAPI` "Foo Bar API". */
export function displayNameOf(name: string): string {
  return name
    .trim()
    .split(WORD_ENDS)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}
