/**
 * Reading an extension that declares edges: what is there, and a finding for what cannot be read.
 */
import { createFinding, type Finding } from "../findings/finding.ts";
import { inside, isMapping, locationOf, type Place } from "../source/documents.ts";

/** Collects the findings of one operation's extensions. */
export interface ExtensionReader {
  service: string;
  operation: string;
  findings: Finding[];
}

/** The text under `key`; a finding where there is none. */
export function requiredText(
  reader: ExtensionReader,
  place: Place,
  key: string,
): string | undefined {
  const found = inside(place, key);
  if (typeof found?.value === "string" && found.value !== "") return found.value;
  refuse(reader, found ?? place, `\`${key}\` is ${found === undefined ? "missing" : "no text"}`);
  return undefined;
}

/** Whether `place` is a mapping; a finding where it is not. */
export function requireMapping(reader: ExtensionReader, place: Place): boolean {
  if (isMapping(place.value)) return true;
  refuse(reader, place, "it is no mapping");
  return false;
}

export function refuse(reader: ExtensionReader, place: Place, reason: string): void {
  reader.findings.push(
    createFinding({
      code: "contract.extension-invalid",
      message: `the edge declared here cannot be read: ${reason}`,
      at: locationOf(place),
      service: reader.service,
      operation: reader.operation,
      identity: [place.pointer, reason],
    }),
  );
}
