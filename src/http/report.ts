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

/**
 * One finding for each violation. What could not be decided is `schema.unresolved`, not a fact
 * about the value.
 *
 * @param subject what was checked: `the body`, `the query parameter page`
 * @param pointer where the checked value stands in the exchange, such as `/body`
 */
export function violationFindings(
  context: ExchangeContext,
  violations: readonly Violation[],
  { code, subject, pointer }: { code: Finding["code"]; subject: string; pointer: string },
): Finding[] {
  return violations.map((violation) => {
    const place = pointer + violation.instancePointer;
    const isInvalid = violation.kind === "invalid";
    return exchangeFinding(context, {
      code: isInvalid ? code : "schema.unresolved",
      message: `${nameOf(violation.instancePointer, subject)} ${violation.message}`,
      at: exchangeLocation(context.side, place),
      ...locationOfRule(context.contract, violation),
      ...(isInvalid && violation.actual !== undefined && { witness: violation.actual }),
      identity: [context.side, subject, violation.schema.pointer, violation.keyword],
    });
  });
}

function nameOf(instancePointer: string, subject: string): string {
  const tokens = parsePointer(instancePointer) ?? [];
  if (tokens.length === 0) return subject;
  return tokens.map((token, index) => (index > 0 ? `.${token}` : token)).join("");
}

function locationOfRule(contract: Contract, { schema }: Violation): { because?: Location } {
  const source = contract.documents.sources.get(schema.uri);
  return source === undefined ? {} : { because: locate(source, schema.pointer) };
}
