/**
 * A document against the specification's own schema.
 *
 * OpenAPI #schema (spec.openapis.org/oas), AsyncAPI #schema.
 */
import { createFinding, type Finding } from "../../findings/finding.ts";
import { type Schema, subschema } from "../../schema/schema.ts";
import { type Violation, validate } from "../../schema/validate.ts";
import { inside, locationOf, type Place, rootPlace } from "../../source/documents.ts";
import { parsePointer, valueAt } from "../../source/pointer.ts";
import type { Contract } from "../contract.ts";
import type { ReachedPart } from "./every-part.ts";
import { namedPointer } from "./named-pointer.ts";

/** Places that are listed; of more, only that there are more is said. */
const MAX_VIOLATIONS = 1000;

/**
 * The document, and in other files what it refers to.
 *
 * @param metaSchema of the whole document; under its `$defs`, those of its parts by kind
 * @param parts of the contract, as `everyPart` gives them
 */
export function lintStructure(
  contract: Contract,
  metaSchema: Schema,
  parts: readonly ReachedPart[],
): Finding[] {
  const held: Held[] = [{ place: contract.root, schema: metaSchema }];
  // What stands inside a part that came earlier is held with that, and not again.
  for (const { kind, place, isReferred, isHeld } of parts) {
    if (!isReferred || !isHeld || place.source === contract.root.source) continue;
    const schema = subschema(metaSchema, "$defs", kind);
    if (schema.fault === undefined) held.push({ place, schema });
  }
  const findings: Finding[] = [];
  let listed = 0;
  for (const part of held) {
    const left = MAX_VIOLATIONS - listed;
    const violations = validate(part.schema, part.place.value, { maxViolations: left + 1 });
    findings.push(...partFindings(contract, part.place, violations.slice(0, left)));
    if (violations.length > left) return [...findings, restFinding(contract)];
    listed += violations.length;
  }
  return findings;
}

/** A value and the schema it is held to. */
interface Held {
  place: Place;
  schema: Schema;
}

function partFindings(
  contract: Contract,
  part: Place,
  violations: readonly Violation[],
): Finding[] {
  return violations
    .filter(({ kind }) => kind === "invalid")
    .map((violation) => ({ violation, at: placeOf(part, violation) }))
    .filter(({ at }) => !isOtherDialect(contract, at))
    .map(({ violation, at }) => structureFinding(violation, at));
}

function placeOf({ source, pointer }: Place, { instancePointer }: Violation): Place {
  const place = pointer + instancePointer;
  return { source, pointer: place, value: valueAt(source.value, place) };
}

function structureFinding({ message, schema, keyword }: Violation, at: Place): Finding {
  const name = parsePointer(at.pointer)?.at(-1) ?? "the document";
  const isPattern = keyword === "format" && isPatternText(at);
  return createFinding({
    code: isPattern ? "contract.pattern-invalid" : "contract.structure",
    // The rule here is the specification's, not that of a contract.
    message: `${name} ${message.replace("; the contract asks", "; the specification asks")}`,
    at: locationOf(at),
    identity: [namedPointer(at), schema.pointer],
  });
}

function restFinding(contract: Contract): Finding {
  return createFinding({
    code: "contract.structure",
    message: `more than ${MAX_VIOLATIONS} places break the specification's schema; the rest is not listed`,
    at: locationOf(contract.root),
    identity: [],
  });
}

/** Dialects whose schemas are held to the meta-schema of 2020-12. */
const KNOWN_DIALECTS =
  /^https:\/\/(json-schema\.org\/draft\/2020-12\/schema|spec\.openapis\.org\/oas\/3\.1\/dialect\/)/;

// OpenAPI 3.1 #schema-object: `$schema` in a schema, else `jsonSchemaDialect`, says which rules it
// follows; in another dialect they are not the ones asked here.
function isOtherDialect(contract: Contract, { source, pointer }: Place): boolean {
  const tokens = parsePointer(pointer) ?? [];
  // The document is no schema; another file may be one.
  const outermost = source === contract.root.source ? 1 : 0;
  for (let length = tokens.length; length >= outermost; length--) {
    const dialect = inside(rootPlace(source), ...tokens.slice(0, length), "$schema")?.value;
    if (typeof dialect === "string") return !KNOWN_DIALECTS.test(dialect);
  }
  return false;
}

function isPatternText({ pointer, value }: Place): boolean {
  return parsePointer(pointer)?.at(-1) === "pattern" && typeof value === "string";
}
