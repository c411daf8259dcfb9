/**
 * Reading an extension that declares edges: what is there, and a finding for what cannot be read.
 */
import { namedPointer } from "../contract/lint/named-pointer.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { inside, isMapping, locationOf, type Place } from "../source/documents.ts";
import { parsePointer } from "../source/pointer.ts";

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

/** The text under `key`, or `otherwise` where nothing stands; undefined and a finding for no text. */
export function optionalText(
  reader: ExtensionReader,
  place: Place,
  key: string,
  otherwise: string,
): string | undefined {
  return inside(place, key) === undefined ? otherwise : requiredText(reader, place, key);
}

/** Whether `place` is a mapping; a finding where it is not. */
export function requireMapping(reader: ExtensionReader, place: Place): boolean {
  if (isMapping(place.value)) return true;
  refuse(reader, place, "it is no mapping");
  return false;
}

export function refuse(reader: ExtensionReader, place: Place, reason: string): void {
  const { service, operation } = reader;
  const message = `the edge declared here cannot be read: ${reason}`;
  reader.findings.push(extensionFinding({ place, message, reason, service, operation }));
}

/** @param fault.place in an extension whose shape is known here */
export function extensionFinding(fault: {
  place: Place;
  message: string;
  reason: string;
  service?: string;
  operation: string;
}): Finding {
  const { place, message, reason, service, operation } = fault;
  const extension = parsePointer(place.pointer)?.find((token) => Object.hasOwn(SHAPES, token));
  return createFinding({
    code: "contract.extension-invalid",
    message,
    at: locationOf(place),
    ...(extension !== undefined && { mend: `Write ${SHAPES[extension]}.` }),
    ...(service !== undefined && { service }),
    operation,
    identity: [namedPointer(place), reason],
  });
}

/** How each extension is written. */
const SHAPES: Readonly<Record<string, string>> = {
  "x-gateway-backend":
    "`x-gateway-backend: { service: NAME, path: /PATH }`, with `method` where it is not the operation's own",
  "x-gateway-aggregate":
    "`x-gateway-aggregate: [{ service: NAME, path: /PATH, field: NAME }]`, with `method` where it is not GET, and `select: /POINTER` where a part of the answer fills the field",
  "x-gateway-saga":
    "`x-gateway-saga: { steps: [{ name: NAME, service: NAME, path: /PATH, compensate: /PATH }] }`, with `compensate: null` where there is nothing to undo",
  "x-google-backend":
    "`x-google-backend: { address: https://HOST/PATH }`, with `path_translation` CONSTANT_ADDRESS or APPEND_PATH_TO_ADDRESS",
  "x-amazon-apigateway-integration":
    "`x-amazon-apigateway-integration: { type: http_proxy, httpMethod: METHOD, uri: https://HOST/PATH }`",
  "x-service": "`x-service: NAME`, a service of the configuration",
  "x-operation":
    "`x-operation: ID`, the operationId of the HTTP operation that publishes the event",
};
