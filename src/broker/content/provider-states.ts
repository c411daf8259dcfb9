/**
 * The provider states that a pact asks for, in all the ways in which the versions of the
 * specification write them.
 */
import { canonical } from "./identity.ts";
import { LISTS } from "./pact-text.ts";

export interface ProviderState {
  name: string;
  /** Absent where the pact gives none. */
  params?: unknown;
}

/** Each once, in the pact's order. */
export function providerStatesOf(text: string): ProviderState[] {
  const pact = JSON.parse(text) as Record<string, unknown>;
  const states = new Map<string, ProviderState>();
  for (const list of LISTS) {
    if (!Array.isArray(pact[list])) continue;
    for (const interaction of pact[list] as unknown[]) {
      for (const state of statesOf(interaction)) states.set(stateKey(state), state);
    }
  }
  return [...states.values()];
}

/** Two states with one key are one state. */
export function stateKey({ name, params }: ProviderState): string {
  return canonical([name, params]);
}

function statesOf(interaction: unknown): ProviderState[] {
  if (!isRecord(interaction)) return [];
  // V1 wrote `provider_state`, V2 `providerState`, V3 a list.
  for (const state of [interaction.provider_state, interaction.providerState]) {
    if (typeof state === "string") return [{ name: state }];
  }
  const { providerStates } = interaction;
  if (!Array.isArray(providerStates)) return [];
  return providerStates.flatMap((state: unknown): ProviderState[] => {
    if (!isRecord(state) || typeof state.name !== "string") return [];
    const { name, params } = state;
    return [{ name, ...(params !== undefined && params !== null && { params }) }];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
