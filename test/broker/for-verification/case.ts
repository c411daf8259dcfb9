/** A row: a history (test/broker/history.ts), a question, and what the official broker answers. */
export interface Case {
  name: string;
  /** `days N` lets time pass. Each other line takes some seconds; it begins on 1 January 2024. */
  history: string;
  /** Default: no selectors. */
  ask?: object;
  /** `CONSUMER VERSION CONTENT: short description`, then the flags that are true. */
  expected: string[];
  /** Each is part of a notice. */
  told?: string[];
}
