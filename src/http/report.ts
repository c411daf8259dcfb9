/**
 * Violations of a schema as findings about one exchange.
 */
import type { Contract, Operation } from "../contract/contract.ts";
import {
  createFinding,
  type Finding,
  type FindingDraft,
  type Location,
} from "../findings/finding.ts";
import type { Violation } from "../schema/violation.ts";
import { parsePointer } from "../source/pointer.ts";
import { locate } from "../source/source.ts";

/** What every finding of one check has in common. */
export interface ExchangeContext {
  contract: Contract;
  operation: Operation;
  side: "request" | "response";
}

/** A place in the exchange itself: it has no lines, so it stands at its beginning. */
export function exchangeLocation(side: "request" | "response", pointer: string): Location {
  return { file: side, pointer, line: 1, column: 1 };
}

export function exchangeFinding(
  context: ExchangeContext,
  draft: Omit<FindingDraft, "operation">,
): Finding {
  return createFinding({ ...draft, operation: context.operation.key });
}

export interface ViolationReport {
  code: Finding["code"];
  /** What was checked: `the body`, `the query parameter page`. */
  subject: string;
  /** Where the checked value stands in the exchange, such as `/body`. */
  pointer: string;
  /** How messages name a place inside it. Default: the tokens alone, as in `items.0.sku`. */
  nameOf?: (tokens: readonly string[], subject: string) => string;
}

/**
 * One finding for each violation. What could not be decided is `schema.unresolved`, not a fact
 * about the value.
 *
 * @param report what was checked, and where it stands in the exchange
 */
export function violationFindings(
  context: ExchangeContext,
  violations: readonly Violation[],
  { code, subject, pointer, nameOf = placeName }: ViolationReport,
): Finding[] {
  return violations.map((violation) => {
    const place = pointer + violation.instancePointer;
    const isInvalid = violation.kind === "invalid";
    return exchangeFinding(context, {
      code: isInvalid ? code : "schema.unresolved",
      message: `${nameOf(parsePointer(violation.instancePointer) ?? [], subject)} ${violation.message}`,
      at: exchangeLocation(context.side, place),
      ...locationOfRule(context.contract, violation),
      ...(isInvalid && violation.actual !== undefined && { witness: violation.actual }),
      identity: [context.side, subject, violation.schema.pointer, violation.keyword],
    });
  });
}

function placeName(tokens: readonly string[], subject: string): string {
  if (tokens.length === 0) return subject;
  return tokens.map((token, index) => (index > 0 ? `.${token}` : token)).join("");
}

function locationOfRule(contract: Contract, { schema }: Violation): { because?: Location } {
  const source = contract.documents.sources.get(schema.uri);
  return source === undefined ? {} : { because: locate(source, schema.pointer) };
}
