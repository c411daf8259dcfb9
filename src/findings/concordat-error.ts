/**
 * The error that says: concordat cannot go on, and what to do about it.
 *
 * A fact about a document or traffic is a finding and never thrown.
 */
import type { FindingCode } from "./code.ts";
import type { Location } from "./finding.ts";

export interface ConcordatErrorOptions {
  /** How to get on; one sentence. */
  mend?: string;
  at?: Location;
  cause?: unknown;
}

export class ConcordatError extends Error {
  override readonly name = "ConcordatError";
  readonly code: FindingCode;
  readonly mend: string | undefined;
  readonly at: Location | undefined;

  constructor(code: FindingCode, message: string, options: ConcordatErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.mend = options.mend;
    this.at = options.at;
  }
}
