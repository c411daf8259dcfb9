/**
 * A backend's circuit: calls go through it while it is closed, none while it is open, and one probe
 * at a time while it is half open.
 *
 * A share of the last calls decides, not a run of failures: a backend that flaps, failing every
 * other call, would never open a circuit that counts runs.
 */
import {
  BrokenCircuitError,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleAll,
} from "cockatiel";
import { type Answer, BackendFailure } from "./backend-call.ts";
import type { GatewaySettings } from "./settings.ts";

export interface Circuit {
  /**
   * Errors and answers of 500 and above count as failures.
   *
   * @throws {BackendFailure} `open`, without a call; else what `send` throws
   */
  run(send: () => Promise<Answer>): Promise<Answer>;
}

export function createCircuit(service: string, settings: GatewaySettings): Circuit {
  let pauseMs = 0;
  let opensAgainAt = 0;
  const policy = circuitBreaker(
    handleAll.orWhenResult((answer) => (answer as Answer).status >= 500),
    {
      // The attempt is 1 when a closed circuit opens, and one more with every probe that fails.
      halfOpenAfter: new DelegateBackoff(({ attempt }) => {
        pauseMs = Math.min(settings.maxOpenMs, settings.openMs * 2 ** (attempt - 1));
        return pauseMs;
      }),
      breaker: new CountBreaker({
        threshold: settings.breakerShare,
        size: settings.breakerWindow,
        minimumNumberOfCalls: settings.breakerMinimum,
      }),
    },
  );
  policy.onBreak(() => {
    opensAgainAt = Date.now() + pauseMs;
  });
  const open = () => {
    const seconds = Math.max(1, Math.ceil((opensAgainAt - Date.now()) / 1000));
    const message = `The circuit of ${service} is open`;
    return new BackendFailure(service, "open", message, { retryAfterSeconds: seconds });
  };
  return {
    async run(send) {
      // The policy would let others wait for the probe's outcome, longer than they may take.
      if (policy.state === CircuitState.HalfOpen) throw open();
      try {
        return await policy.execute(send);
      } catch (error) {
        throw error instanceof BrokenCircuitError ? open() : error;
      }
    },
  };
}
