/**
 * A document against the specification's own schema.
 *
 * OpenAPI #schema (spec.openapis.org/oas), AsyncAPI #schema.
 */
import { createFinding, type Finding } from "../../findings/finding.ts";
import type { Schema } from "../../schema/schema.ts";
import { type Violation, validate } from "../../schema/validate.ts";
import { inside } from "../../source/documents.ts";
import { parsePointer } from "../../source/pointer.ts";
import { locate } from "../../source/source.ts";
import type { Contract } from "../contract.ts";

/** More than this many are no help; the first ones come first in the schema's order. */
const MAX_VIOLATIONS = 200;

export function lintStructure(contract: Contract, metaSchema: Schema): Finding[] {
  const violations = validate(metaSchema, contract.root.value, { maxViolations: MAX_VIOLATIONS });
  return violations
    .filter(({ kind }) => kind === "invalid")
    .filter(({ instancePointer }) => !isOtherDialect(contract, instancePointer))
    .map((violation) => structureFinding(contract, violation));
}

function structureFinding(contract: Contract, violation: Violation): Finding {
  const { instancePointer, message, schema, keyword } = violation;
  const name = parsePointer(instancePointer)?.at(-1) ?? "the document";
  const isPattern = keyword === "format" && isBrokenPattern(contract, instancePointer);
  return createFinding({
    code: isPattern ? "contract.pattern-invalid" : "contract.structure",
    // The rule here is the specification's, not that of a contract.
    message: `${name} ${message.replace("; the contract asks", "; the specification asks")}`,
    at: locate(contract.root.source, instancePointer),
    identity: [instancePointer, schema.pointer],
  });
}

/** Dialects whose schemas are held to the meta-schema of 2020-12. */
const KNOWN_DIALECTS =
  /^https:\/\/(json-schema\.org\/draft\/2020-12\/schema|spec\.openapis\.org\/oas\/3\.1\/dialect\/)/;

// OpenAPI 3.1 #schema-object: `$schema` in a schema, else `jsonSchemaDialect`, says which rules it
// follows; in another dialect they are not the ones asked here.
function isOtherDialect(contract: Contract, pointer: string): boolean {
  const tokens = parsePointer(pointer) ?? [];
  for (let length = tokens.length; length > 0; length--) {
    const dialect = inside(contract.root, ...tokens.slice(0, length), "$schema")?.value;
    if (typeof dialect === "string") return !KNOWN_DIALECTS.test(dialect);
  }
  return false;
}

function isBrokenPattern(contract: Contract, pointer: string): boolean {
  const tokens = parsePointer(pointer) ?? [];
  const value = inside(contract.root, ...tokens)?.value;
  return tokens.at(-1) === "pattern" && typeof value === "string";
}
