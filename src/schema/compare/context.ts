/**
 * What one comparison knows wherever it is: the direction, the budget, and how a goal is solved.
 */
import type { Literal } from "./goal.ts";
import type { Result } from "./result.ts";
import type { State } from "./state.ts";
import type { Subsumption } from "./subsume.ts";

export interface Context {
  /** Properties that are `readOnly` are not sent in a request, `writeOnly` not in a response. */
  readonly direction: "request" | "response" | undefined;
  readonly proofs: Subsumption;
  /** An instance of a goal, of any type. */
  solve(literals: readonly Literal[]): Result;
  /** The same where these values are taken already. */
  solveExcept(literals: readonly Literal[], taken: readonly unknown[]): Result;
  /** Whether it is proved that nothing is both. */
  isDisjoint(a: Literal, b: Literal): boolean;
  /** An instance of what a state says so far. */
  search(state: State): Result;
}
