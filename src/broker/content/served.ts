/**
 * A pact as it is served: the text that was published, with members added at the end of objects.
 *
 * Nothing is written anew, since numbers and unusual names would not survive it. Of members that
 * have one name the last counts (ECMA-262 JSON.parse), so that added ones win.
 */
import { identify } from "./identity.ts";
import { scanPact } from "./pact-text.ts";

/**
 * `text` with `_id` in each interaction, and `members` in the pact.
 *
 * @param text a JSON object
 * @param members those that are undefined are left out
 */
export function servedPact(text: string, members: Readonly<Record<string, unknown>>): string {
  const content = identify(text);
  if (content === undefined) throw new Error("no pact is stored that is no JSON object");
  const { end, isEmpty, lists } = scanPact(text);
  const items = content.member === undefined ? [] : (lists[content.member]?.items ?? []);
  const parts: string[] = [];
  let from = 0;
  for (const [index, { id, value }] of content.interactions.entries()) {
    const item = items[index]!;
    if (text[item.start] !== "{") continue;
    const comma = Object.keys(value as object).length === 0 ? "" : ",";
    parts.push(text.slice(from, item.end - 1), `${comma}"_id":"${id}"`);
    from = item.end - 1;
  }
  const added = Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  const comma = isEmpty || added.length === 0 ? "" : ",";
  parts.push(text.slice(from, end), comma, added.join(","), text.slice(end));
  return parts.join("");
}
