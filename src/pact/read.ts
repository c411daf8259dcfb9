/**
 * A pact file of version 1 to 4 as one model: version 4's.
 *
 * Pact specification V1, V1.1, V2, V3, V4.
 */
import type { Finding } from "../findings/finding.ts";
import { inside, isMapping, itemsOf, type Place, rootPlace } from "../source/documents.ts";
import type { Source } from "../source/source.ts";
import { addFault, type Faults, kindOf, mappingAt, membersBeside, textAt } from "./fault.ts";
import type { Interaction, Pact, Specification } from "./pact.ts";
import { readInteraction } from "./read-interaction.ts";

export interface PactReading {
  /** Undefined where the file is no pact at all. */
  pact?: Pact;
  /** `pact.unreadable`, `pact.interaction-unread`, and the source's own. */
  faults: readonly Finding[];
}

/**
 * The pact that `source` holds. Where no version is said, its shape decides.
 *
 * @returns an interaction with a fault is kept, unread; the others are read all the same
 */
export function readPact(source: Source): PactReading {
  if (source.faults.length > 0) return { faults: source.faults };
  const faults: Faults = [];
  const root = rootPlace(source);
  const specification = specificationOf(faults, root);
  if (specification === undefined) return { faults };
  const interactions = readInteractions(faults, root, specification);
  if (interactions === undefined) return { faults };
  const metadata = mappingAt(faults, root, "metadata");
  const pact: Pact = {
    consumer: readParticipant(faults, root, "consumer"),
    provider: readParticipant(faults, root, "provider"),
    specification,
    interactions,
    metadata: metadata === undefined ? {} : membersBeside(metadata, VERSION_MEMBERS),
    source,
  };
  return { pact, faults };
}

const VERSION_MEMBERS: ReadonlySet<string> = new Set([
  "pactSpecification",
  "pact-specification",
  "pactSpecificationVersion",
]);

function readInteractions(
  faults: Faults,
  root: Place,
  specification: Specification,
): Interaction[] | undefined {
  const interactions: Interaction[] = [];
  const file = { specification, requests: new Map(), responses: new Map() };
  let isPact = false;
  for (const key of ["interactions", "messages"] as const) {
    const list = inside(root, key);
    if (list === undefined || list.value === null) continue;
    isPact = true;
    if (!Array.isArray(list.value)) {
      addFault(faults, list, `${key} is ${kindOf(list.value)}; a pact has an array here`);
    }
    for (const place of itemsOf(list)) {
      interactions.push(readInteraction(faults, place, key, file));
    }
  }
  if (isPact) return interactions;
  addFault(faults, root, "the file has neither `interactions` nor `messages`");
  return undefined;
}

function readParticipant(faults: Faults, root: Place, key: "consumer" | "provider"): string {
  const before = faults.length;
  const participant = mappingAt(faults, root, key);
  const name = participant === undefined ? "" : textAt(faults, participant, "name", "");
  if (name === "" && faults.length === before) {
    addFault(faults, participant ?? root, `the ${key} has no name`);
  }
  return name;
}

function specificationOf(faults: Faults, root: Place): Specification | undefined {
  if (!isMapping(root.value)) {
    addFault(faults, root, `the file is ${kindOf(root.value)}; a pact is an object`);
    return undefined;
  }
  const written = [
    inside(root, "metadata", "pactSpecification", "version"),
    inside(root, "metadata", "pact-specification", "version"),
    inside(root, "metadata", "pactSpecificationVersion"),
  ].find((place) => place !== undefined && place.value !== null && place.value !== "");
  if (written === undefined) return specificationByShape(root);
  const major = /^[1-4](?=\.|$)/.exec(String(written.value))?.[0];
  if (major !== undefined) return major as Specification;
  addFault(
    faults,
    written,
    `the specification is ${JSON.stringify(written.value)}; concordat reads 1 to 4`,
  );
  return undefined;
}

// Only version 4 names the type of an interaction, and only it wraps bodies.
function specificationByShape(root: Place): Specification {
  const list = itemsOf(inside(root, "interactions"));
  if (list.some((place) => typeof inside(place, "type")?.value === "string")) return "4";
  const isV3 =
    inside(root, "messages") !== undefined ||
    list.some(
      (place) =>
        inside(place, "providerStates") !== undefined ||
        isMapping(inside(place, "request", "query")?.value),
    );
  return isV3 ? "3" : "2";
}
