/**
 * The one record that every check returns, and the fingerprint it is known by.
 */
import { catalogue, type Severity } from "./catalogue.ts";
import type { FindingCode } from "./code.ts";
import { hash64 } from "./hash.ts";

/** A place in a document: line and column count from 1, the pointer is RFC 6901's. */
export interface Location {
  file: string;
  pointer: string;
  line: number;
  column: number;
}

export interface Finding {
  code: FindingCode;
  /** The catalogue's severity, or a lower one the command chose. */
  severity: Severity;
  /** What is wrong, with the value seen and the value asked for. */
  message: string;
  /** Where it shows. */
  at: Location;
  /** Where the rule comes from, when another place sets it. */
  because?: Location;
  /** A JSON value that shows it; every incompatibility of schemas has one. */
  witness?: unknown;
  /** Where in the witness the offending value stands: RFC 6901. Undefined for the whole of it. */
  witnessAt?: string;
  /** A command line for a POSIX shell that sends the witness, where it is part of a request. */
  curl?: string;
  mend?: string;
  service?: string;
  operation?: string;
  /** The same finding has the same one from run to run. */
  fingerprint: string;
}

/** What a check knows when it finds something; the catalogue supplies the rest. */
export interface FindingDraft {
  code: FindingCode;
  message: string;
  at: Location;
  because?: Location;
  witness?: unknown;
  witnessAt?: string;
  curl?: string;
  /** Default: the catalogue's. */
  mend?: string;
  /** Default: the catalogue's. A command may lower it. */
  severity?: Severity;
  service?: string;
  operation?: string;
  /**
   * What tells this finding from others of its code: the pair, the parameter or interaction by
   * name, the schema pointer, the kind of difference. No file names, lines or values that an
   * edit elsewhere would change.
   */
  identity: readonly string[];
}

/** A finding made of `draft` and the catalogue's entry for its code. */
export function createFinding(draft: FindingDraft): Finding {
  const entry = catalogue[draft.code];
  const { code, message, at, because, witness, witnessAt, curl, service, operation } = draft;
  const mend = draft.mend ?? entry.mend;
  return {
    code,
    severity: draft.severity ?? entry.severity,
    message,
    at,
    ...(because !== undefined && { because }),
    ...("witness" in draft && { witness }),
    ...(witnessAt && { witnessAt }),
    ...(curl !== undefined && { curl }),
    ...(mend !== undefined && { mend }),
    ...(service !== undefined && { service }),
    ...(operation !== undefined && { operation }),
    fingerprint: hash64(JSON.stringify([code, service ?? "", operation ?? "", ...draft.identity])),
  };
}

/** The same finding as a warning, where a fault of a document is not the question asked. */
export function lowerToWarning(finding: Finding): Finding {
  return finding.severity === "error" ? { ...finding, severity: "warning" } : finding;
}

/** The same finding as an error, where what it says decides the answer. */
export function raiseToError(finding: Finding): Finding {
  return finding.severity === "error" ? finding : { ...finding, severity: "error" };
}
