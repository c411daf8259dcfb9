/**
 * Provider states: what a pact says must hold at a service before it is asked.
 */
import type { System } from "../system.ts";

/** A system that is the provider's alone, as its seeds have it; each state is given a new one. */
export interface VerifiedSystem extends System {
  /** Services that do not answer. */
  down: Set<string>;
}

/** Brings the state about. */
export type SetUp = (system: VerifiedSystem) => unknown;

/** By the name that the pacts have for it. */
export type States = Readonly<Record<string, SetUp>>;

/** What the seeds have already. */
export const asSeeded: SetUp = () => undefined;

/** Its requests have a token that was good until now. */
export const EXPIRED = "the token has expired";
