/**
 * Provider states, set up and taken down by what the configuration names.
 *
 * Pact, provider states: a state change is a POST of `{ state, params, action }`; what comes back are
 * values for generators.
 */

export interface StateChange {
  state: string;
  params: Record<string, unknown>;
  action: "setup" | "teardown";
}

/** What it gives, or its promise, are values for the pact's generators, where it is an object. */
export type ChangeState = (change: StateChange) => unknown;

type StateFunction = (params: Record<string, unknown>) => unknown;

export type StateFunctions = Readonly<
  Record<string, StateFunction | { setup?: StateFunction; teardown?: StateFunction }>
>;

/** A function alone sets a state up; states that are not named are left alone. */
export function stateFunctions(states: StateFunctions): ChangeState {
  return ({ state, params, action }) => {
    const known = Object.hasOwn(states, state) ? states[state] : undefined;
    const change = typeof known === "function" ? { setup: known } : known;
    return change?.[action]?.(params);
  };
}

/** The official way: any answer of 2xx will do, and a JSON object in it is taken as values. */
export function stateRequests(url: string, timeoutMs = 10_000): ChangeState {
  return async (change) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(change),
      // Also where the run is stopped: what stands set up is to be taken down.
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${url} answered ${response.status}${text === "" ? "" : `: ${short(text)}`}`);
    }
    return valuesOf(text);
  };
}

function valuesOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Most say nothing, or something for people.
    return undefined;
  }
}

function short(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
