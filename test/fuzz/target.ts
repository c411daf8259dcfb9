/**
 * What is fuzzed: an arbitrary case, and the laws that hold for each.
 */
import fc from "fast-check";

/** One target, made ready: its servers run, its documents are read. */
export interface Session {
  readonly property: fc.IRawProperty<[unknown], true>;
  /** What of a case a person needs to see it happen again: the text itself, where there is one. */
  show(value: unknown): string;
  close(): Promise<void>;
}

export interface Target {
  readonly name: string;
  /** Cases of a run in CI: a second or two. */
  readonly casesInCi: number;
  start(): Promise<Session>;
}

export interface SessionDraft<Case> {
  cases: fc.Arbitrary<Case>;
  /** Throws what is broken. */
  check(value: Case): Promise<void>;
  /** Default: the case as fast-check shows it. */
  show?(value: Case): string;
  close?(): Promise<void>;
}

export function sessionOf<Case>(draft: SessionDraft<Case>): Session {
  return {
    property: fc.asyncProperty(draft.cases, (value) => draft.check(value)) as fc.IRawProperty<
      [unknown],
      true
    >,
    show: (value) => (draft.show ?? fc.stringify)(value as Case),
    close: async () => draft.close?.(),
  };
}
