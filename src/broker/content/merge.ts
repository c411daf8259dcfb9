/**
 * Two pacts of one consumer version as one: what `onConflict: "merge"` asks for.
 *
 * What is kept is kept as it was written; what is added is added as it was sent.
 */

import { readJson } from "../../pact/match/json-value.ts";
import { canonical } from "./identity.ts";
import { LISTS, type ListName, type ListText, scanPact } from "./pact-text.ts";

/**
 * The first text with the interactions of the second. One that is named alike is replaced where it
 * stands, as the official broker does; the others follow in their order.
 *
 * @param text the pact that is there; a JSON object
 * @param added the pact that comes; a JSON object
 */
export function mergePacts(text: string, added: string): string {
  const scanned = scanPact(text);
  const edits: Edit[] = [];
  const members: string[] = [];
  for (const name of LISTS) {
    const coming = interactionsOf(added, name);
    if (coming.length === 0) continue;
    const list = scanned.lists[name];
    if (list === undefined) members.push(`${JSON.stringify(name)}:[${joined(latest(coming))}]`);
    else edits.push(...editsOf(list, interactionsOf(text, name), latest(coming)));
  }
  if (members.length > 0) {
    const comma = scanned.isEmpty ? "" : ",";
    edits.push({ start: scanned.end, end: scanned.end, text: comma + members.join(",") });
  }
  return edited(text, edits);
}

/**
 * What the two pacts call by one name and ask for in two ways: descriptions. None: they may be
 * merged without anything being lost.
 */
export function mergeConflicts(text: string, added: string): string[] {
  return LISTS.flatMap((name) => {
    const known = new Map(interactionsOf(text, name).map((each) => [each.key, each]));
    return interactionsOf(added, name)
      .filter(({ key, request }) => known.has(key) && known.get(key)!.request !== request)
      .map(({ description }) => description);
  });
}

interface Interaction {
  /** What names it in its pact: its kind, its description and its provider states. */
  key: string;
  description: string;
  /** What it asks for, as canonical text. */
  request: string;
  /** As it is written. */
  raw: string;
}

function interactionsOf(text: string, name: ListName): Interaction[] {
  const reading = readJson(text);
  if (!("value" in reading)) throw new Error("no pact is merged that is no JSON object");
  const values = (reading.value as Record<string, unknown>)[name];
  const spans = scanPact(text).lists[name]?.items ?? [];
  return spans.map(({ start, end }, index) => {
    const value = (values as unknown[])[index];
    const raw = text.slice(start, end);
    if (value === null || typeof value !== "object") {
      return { key: raw, description: raw, request: "", raw };
    }
    const { type, description, request, ...others } = value as Record<string, unknown>;
    const states = others.provider_state ?? others.providerState ?? others.providerStates;
    return {
      key: canonical([type, description, states]),
      description: String(description),
      request: canonical(asked(request)),
      raw,
    };
  });
}

function asked(request: unknown): unknown[] {
  const members = request as Record<string, unknown> | null | undefined;
  return ["method", "path", "query", "body", "headers"].map((name) => members?.[name]);
}

/** Of those named alike in one pact the last counts. */
function latest(interactions: readonly Interaction[]): Interaction[] {
  return [...new Map(interactions.map((each) => [each.key, each])).values()];
}

interface Edit {
  start: number;
  end: number;
  text: string;
}

function editsOf(
  list: ListText,
  known: readonly Interaction[],
  coming: readonly Interaction[],
): Edit[] {
  const places = new Map<string, number>();
  for (const [index, { key }] of known.entries()) if (!places.has(key)) places.set(key, index);
  const edits: Edit[] = [];
  const added: Interaction[] = [];
  for (const each of coming) {
    const index = places.get(each.key);
    if (index === undefined) added.push(each);
    else edits.push({ ...list.items[index]!, text: each.raw });
  }
  if (added.length > 0) {
    const at = list.items.at(-1)?.end ?? list.end;
    const comma = list.items.length === 0 ? "" : ",";
    edits.push({ start: at, end: at, text: comma + joined(added) });
  }
  return edits;
}

function joined(interactions: readonly Interaction[]): string {
  return interactions.map(({ raw }) => raw).join(",");
}

function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    parts.push(text.slice(from, edit.start), edit.text);
    from = edit.end;
  }
  return [...parts, text.slice(from)].join("");
}
