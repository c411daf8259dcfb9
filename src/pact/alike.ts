/**
 * Requests and responses of one pact that say the same: read once, and judged once where nothing
 * was found.
 *
 * Pacts repeat themselves: one request in many states, one refusal of many operations.
 */
import type { Operation } from "../contract/contract.ts";
import type { Place } from "../source/documents.ts";
import type { Faults } from "./fault.ts";
import type { HttpPart } from "./pact.ts";

/** By what the file says there. */
export type KnownParts<Part extends HttpPart> = Map<string, Part>;

/** The first that says the same; a part without one is its own. */
const firsts = new WeakMap<HttpPart, HttpPart>();

/** What `read` gives, or what it gave for a part that says the same and has no faults. */
export function readOnce<Part extends HttpPart>(
  known: KnownParts<Part>,
  faults: Faults,
  place: Place,
  read: (faults: Faults, place: Place) => Part,
): Part {
  const text = JSON.stringify(place.value);
  const first = known.get(text);
  if (first !== undefined) return moved(first, place);
  const before = faults.length;
  const part = read(faults, place);
  // A number that is too large for JavaScript is written as null, too.
  if (faults.length === before && !text.includes("null")) known.set(text, part);
  return part;
}

function moved<Part extends HttpPart>(first: Part, place: Place): Part {
  const { body } = first;
  const pointer = place.pointer + body.place.pointer.slice(first.place.pointer.length);
  const part = { ...first, place, body: { ...body, place: { ...body.place, pointer } } };
  firsts.set(part, first);
  return part;
}

/** What agreed with the contract before. */
export interface Agreement {
  /** @param status that the operation answers, where it matters */
  has(part: HttpPart, operation: Operation, status?: number): boolean;
  add(part: HttpPart, operation: Operation, status?: number): void;
}

export function createAgreement(): Agreement {
  const agreed = new Map<HttpPart, Map<Operation, Set<number>>>();
  const first = (part: HttpPart): HttpPart => firsts.get(part) ?? part;
  return {
    has: (part, operation, status = 0) =>
      agreed.get(first(part))?.get(operation)?.has(status) === true,
    add(part, operation, status = 0) {
      const key = first(part);
      const ofPart = agreed.get(key) ?? new Map<Operation, Set<number>>();
      const statuses = ofPart.get(operation) ?? new Set<number>();
      agreed.set(key, ofPart.set(operation, statuses.add(status)));
    },
  };
}
