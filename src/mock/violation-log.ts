/**
 * What broke a contract, kept until a test asks for it.
 *
 * DESIGN: mock server behaviour: a swallowed refusal does not hide a broken consumer.
 */
import type { Contract } from "../contract/contract.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import type { Finding } from "../findings/finding.ts";

/** A request, or an answer, that broke the contract. */
export interface ContractViolation {
  /** Of the request. */
  method: string;
  /** Below the base URL, as the contract has it. */
  path: string;
  /** As it was sent. */
  url: string;
  /** What is wrong: errors, at least one. */
  findings: readonly Finding[];
}

export interface ViolationLog {
  /**
   * What broke the contract since the log was last cleared, in order: of mocks, requests that were
   * answered and those that failed. Of very many the first 100.
   */
  violations(): readonly ContractViolation[];
  /** Forgets them. */
  clearViolations(): void;
  /**
   * Fails where something broke the contract, even if the consumer swallowed the error that it got.
   * What has been told is forgotten, so that the next test starts afresh.
   *
   * @example
   * afterEach(() => mock.assertNoViolations());
   * @throws {ConcordatError} with the code of the first finding; the message has them all
   */
  assertNoViolations(): void;
}

/** Nobody may ever ask, as in a browser that runs for days. */
const MAX_KEPT = 100;

/** @param mend what whoever is told can do about it */
export function createViolationLog(
  contract: Contract,
  mend: string,
): {
  add(violation: ContractViolation): void;
  errorOf(violations: readonly ContractViolation[]): ConcordatError;
  methods: ViolationLog;
} {
  let kept: ContractViolation[] = [];
  let count = 0;
  const clear = (): void => {
    kept = [];
    count = 0;
  };
  const errorOf = (violations: readonly ContractViolation[], more = 0): ConcordatError =>
    violationError(contract, violations, { more, mend });
  return {
    add(violation) {
      count += 1;
      if (kept.length < MAX_KEPT) kept.push(violation);
    },
    errorOf,
    methods: {
      violations: () => [...kept],
      clearViolations: clear,
      assertNoViolations() {
        if (count === 0) return;
        const error = errorOf(kept, count - kept.length);
        clear();
        throw error;
      },
    },
  };
}

function violationError(
  contract: Contract,
  violations: readonly ContractViolation[],
  { more, mend }: { more: number; mend: string },
): ConcordatError {
  const lines = violations.flatMap(({ method, path, findings }) => [
    `${method} ${path} breaks the contract ${contract.title}`,
    ...findings.map(lineOf),
  ]);
  if (more > 0) lines.push(`and ${more} more`);
  return new ConcordatError(violations[0]!.findings[0]!.code, lines.join("\n"), { mend });
}

function lineOf({ message, because }: Finding): string {
  const rule = because === undefined ? "" : ` (${because.file}:${because.line}:${because.column})`;
  return `  ${message}${rule}`;
}
