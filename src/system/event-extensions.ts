/**
 * Extensions of event operations that name no service or operation.
 *
 * `x-service` says whose operation it is, in a catalogue shared by many; `x-operation` which HTTP
 * operation publishes the event.
 */
import type { Contract } from "../contract/contract.ts";
import type { Finding } from "../findings/finding.ts";
import { entriesOf, follow, inside, isDangling } from "../source/documents.ts";
import { extensionFinding } from "./extension.ts";

/** @param events an AsyncAPI contract */
export function eventExtensionFaults(events: Contract): Finding[] {
  return entriesOf(inside(events.root, "operations")).flatMap(([operation, entry]) => {
    const target = follow(events.documents, entry);
    if (isDangling(target)) return [];
    return ["x-service", "x-operation"].flatMap((key) => {
      const place = inside(target, key);
      if (place === undefined || (typeof place.value === "string" && place.value !== "")) return [];
      const reason = `\`${key}\` is no text`;
      const message = `whose event this is cannot be read: ${reason}`;
      return extensionFinding({ place, message, reason, operation });
    });
  });
}
