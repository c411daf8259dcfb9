/**
 * Many sources that refer to each other, and what a `$ref` in one leads to.
 *
 * Reference Object: OpenAPI 3.1 #reference-object; relative references: RFC 3986 §5.
 */

import type { FindingCode } from "../findings/code.ts";
import type { Location } from "../findings/finding.ts";
import {
  appendPointer,
  memberAt,
  type PointerToken,
  pointerOfFragment,
  valueAt,
} from "./pointer.ts";
import { locate, type Source } from "./source.ts";

/** Every document that was read, by absolute URI, and why others were not. */
export interface DocumentSet {
  readonly sources: ReadonlyMap<string, Source>;
  readonly refused: ReadonlyMap<string, Refusal>;
}

/** Why a document that somebody refers to was not read. */
export interface Refusal {
  code: Extract<FindingCode, "reference.dangling" | "reference.outside-root" | "reference.remote">;
  reason: string;
}

/** A value where it stands. */
export interface Place {
  readonly source: Source;
  readonly pointer: string;
  readonly value: unknown;
}

/** A `$ref` that leads nowhere. */
export interface Dangling extends Refusal {
  /** The place of the `$ref`'s value. */
  at: Place;
  ref: string;
}

export function rootPlace(source: Source): Place {
  return { source, pointer: "", value: source.value };
}

/** The value inside `place`, undefined where nothing stands; own properties only. */
export function inside(place: Place, ...tokens: PointerToken[]): Place | undefined {
  let { pointer, value } = place;
  for (const token of tokens) {
    value = memberAt(value, token);
    if (value === undefined) return undefined;
    pointer = appendPointer(pointer, token);
  }
  return { source: place.source, pointer, value };
}

/** The entries of a mapping as places, in document order; none where `place` is no mapping. */
export function entriesOf(place: Place | undefined): [name: string, place: Place][] {
  if (place === undefined || !isMapping(place.value)) return [];
  return Object.entries(place.value).map(([name, value]) => [
    name,
    { source: place.source, pointer: appendPointer(place.pointer, name), value },
  ]);
}

/** The items of a sequence as places; none where `place` is no sequence. */
export function itemsOf(place: Place | undefined): Place[] {
  if (place === undefined || !Array.isArray(place.value)) return [];
  return place.value.map((value, index) => ({
    source: place.source,
    pointer: appendPointer(place.pointer, index),
    value,
  }));
}

export function locationOf(place: Place): Location {
  return locate(place.source, place.pointer);
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

const ends = new WeakMap<DocumentSet, Map<string, Place | Dangling>>();

/**
 * What stands at `place`, or at the end of its chain of `$ref`s.
 *
 * Every place of a chain leads to the same end, so that a chain is walked once.
 *
 * @returns a Dangling where the chain leads nowhere or back into itself
 */
export function follow(documents: DocumentSet, place: Place): Place | Dangling {
  let known = ends.get(documents);
  if (known === undefined) {
    known = new Map();
    ends.set(documents, known);
  }
  const links: Links = new Map();
  let current = place;
  while (isMapping(current.value) && typeof current.value.$ref === "string") {
    const key = `${current.source.uri}#${current.pointer}`;
    const end = links.has(key) ? circleAt(known, links, key) : known.get(key);
    if (end !== undefined) return remember(known, links, end);
    const link = { at: inside(current, "$ref")!, ref: current.value.$ref };
    links.set(key, link);
    const next = resolveReference(documents, link.at, link.ref);
    if ("ref" in next) return remember(known, links, next);
    current = next;
  }
  return remember(known, links, current);
}

type Ends = Map<string, Place | Dangling>;
type Links = Map<string, { at: Place; ref: string }>;

function remember(known: Ends, links: Links, end: Place | Dangling): Place | Dangling {
  for (const key of links.keys()) if (!known.has(key)) known.set(key, end);
  return end;
}

// Each link of the circle is at fault itself; those before it lead to the one that `key` is.
function circleAt(known: Ends, links: Links, key: string): Dangling {
  let isInside = false;
  for (const [other, link] of links) {
    isInside ||= other === key;
    if (isInside) known.set(other, { ...link, code: "reference.dangling", reason: CIRCLE });
  }
  return known.get(key) as Dangling;
}

const CIRCLE = "the chain of $refs is a circle";

/** What `ref`, written at `at`, names: one step. */
export function resolveReference(documents: DocumentSet, at: Place, ref: string): Place | Dangling {
  const base = at.source.uri;
  const own = PLAIN_FRAGMENT.test(ref) ? documents.sources.get(base) : undefined;
  if (own !== undefined) return placeAt(own, ref.slice(1), { at, ref });
  if (!URL.canParse(ref, base)) {
    return { at, ref, code: "reference.dangling", reason: "it is no URI reference" };
  }
  const url = new URL(ref, base);
  const fragment = url.hash.slice(1);
  url.hash = "";
  const source = documents.sources.get(url.href);
  if (source === undefined) {
    const refusal = documents.refused.get(url.href);
    const reason = refusal?.reason ?? `${url.href} was not read`;
    return { at, ref, code: refusal?.code ?? "reference.dangling", reason };
  }
  return placeAt(source, fragment, { at, ref });
}

/** A reference to a place in the same document, as most are, in which nothing is to be encoded. */
const PLAIN_FRAGMENT = /^#[!#-;=?-_a-~]*$/;

function placeAt(
  source: Source,
  fragment: string,
  { at, ref }: { at: Place; ref: string },
): Place | Dangling {
  const pointer = pointerOfFragment(fragment);
  const value = pointer === undefined ? undefined : valueAt(source.value, pointer);
  if (pointer === undefined || value === undefined) {
    const reason = `nothing stands at #${fragment} in ${source.file}`;
    return { at, ref, code: "reference.dangling", reason };
  }
  return { source, pointer, value };
}

export function isDangling(target: Place | Dangling): target is Dangling {
  return "ref" in target;
}
