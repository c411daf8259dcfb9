/**
 * Which parts of one object or array some keyword has looked at, for `unevaluatedProperties`
 * and `unevaluatedItems`.
 *
 * 2020-12 core #annotations: a schema that fails leaves no annotations behind, hence marks
 * to return to.
 */

/** What is known of one value; kept only where an `unevaluated*` keyword will ask. */
export interface Evaluated {
  names: string[];
  /** How many elements from the first on. */
  items: number;
  /** Elements beyond these, by index: what `contains` matched. */
  indices: number[];
  hasAllNames: boolean;
  /** Told while explaining a failure: some alternative failed, so that nobody knows what it covers. */
  isUnsure: boolean;
}

/** Nothing looked at yet. */
export function newEvaluated(): Evaluated {
  return { names: [], items: 0, indices: [], hasAllNames: false, isUnsure: false };
}

/** A state to return to. */
export interface Mark {
  names: number;
  items: number;
  indices: number;
  hasAllNames: boolean;
}

/** The state now. */
export function markOf(evaluated: Evaluated): Mark {
  const { names, items, indices, hasAllNames } = evaluated;
  return { names: names.length, items, indices: indices.length, hasAllNames };
}

/** Forgets what came after `mark`. */
export function returnTo(evaluated: Evaluated, mark: Mark): void {
  evaluated.names.length = mark.names;
  evaluated.items = mark.items;
  evaluated.indices.length = mark.indices;
  evaluated.hasAllNames = mark.hasAllNames;
}

/** Adds to `evaluated` what an inner schema with its own account has looked at. */
export function include(evaluated: Evaluated, inner: Evaluated): void {
  for (const name of inner.names) evaluated.names.push(name);
  for (const index of inner.indices) evaluated.indices.push(index);
  evaluated.items = Math.max(evaluated.items, inner.items);
  evaluated.hasAllNames ||= inner.hasAllNames;
  evaluated.isUnsure ||= inner.isUnsure;
}
