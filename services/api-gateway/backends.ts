/**
 * How the gateway asks its backends: within a time, again where that is safe, and not at all where
 * a backend's circuit is open.
 *
 * Each attempt goes through the circuit by itself, so that a circuit that opens ends the attempts.
 */
import {
  DelegateBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
} from "cockatiel";
import { type Connect, serviceUrl } from "../platform/connect.ts";
import { Refusal } from "../platform/refusal.ts";
import {
  type Answer,
  type Ask,
  type BackendCall,
  BackendFailure,
  type Repeat,
} from "./backend-call.ts";
import { type Circuit, createCircuit } from "./circuit.ts";
import type { GatewaySettings } from "./settings.ts";

/** One circuit for each service, which all calls to it share. */
export function createBackends(connect: Connect, settings: GatewaySettings): Ask {
  const circuits = new Map<string, Circuit>();
  return (call) => {
    let circuit = circuits.get(call.service);
    if (circuit === undefined) {
      circuit = createCircuit(call.service, settings);
      circuits.set(call.service, circuit);
    }
    return askOne(connect, settings, circuit, call);
  };
}

async function askOne(
  connect: Connect,
  settings: GatewaySettings,
  circuit: Circuit,
  call: BackendCall,
): Promise<Answer> {
  const endsAt = Date.now() + call.timeoutMs;
  const remainingMs = () =>
    call.repeat === "until-done" ? call.timeoutMs : Math.max(0, endsAt - Date.now());
  const policy = retry(
    handleWhen((error) => isRepeated(call.repeat, error)).orWhenResult((answer) =>
      REPEATED_STATUSES[call.repeat].includes((answer as Answer).status),
    ),
    {
      // The policy counts what comes after the first.
      maxAttempts: settings.attempts - 1,
      backoff: new DelegateBackoff(({ attempt }) => pauseMs(settings, attempt)),
    },
  );
  // What the last attempt says of itself says nothing of those before it.
  let mayBeDone = false;
  try {
    const answer = await policy.execute(async () => {
      try {
        return await circuit.run(() => sendOnce(connect, call, remainingMs()));
      } catch (error) {
        mayBeDone ||= error instanceof BackendFailure && error.mayBeDone;
        throw error;
      }
    });
    return { ...answer, mayBeDone };
  } catch (error) {
    if (!mayBeDone || !(error instanceof BackendFailure) || error.mayBeDone) throw error;
    const { service, kind, message, retryAfterSeconds, isPassing } = error;
    const more = { retryAfterSeconds, isPassing, mayBeDone, cause: error };
    throw new BackendFailure(service, kind, message, more);
  }
}

const REPEATED_STATUSES: Record<Repeat, readonly number[]> = {
  unsent: [],
  idempotent: [502, 503, 504],
  "until-done": [429, 500, 502, 503, 504],
};

function isRepeated(repeat: Repeat, error: unknown): boolean {
  if (!(error instanceof BackendFailure) || error.kind === "open") return false;
  if (repeat === "until-done") return true;
  if (error.kind !== "unreachable") return false;
  return repeat === "idempotent" || !error.mayBeDone;
}

// Full jitter: callers that failed together do not come back together.
function pauseMs(settings: GatewaySettings, attempt: number): number {
  const factor = settings.backoff === "exponential" ? 2 ** (attempt - 1) : 1;
  return settings.random() * Math.min(settings.maxDelayMs, settings.firstDelayMs * factor);
}

async function sendOnce(
  connect: Connect,
  { service, method, path, headers, body }: BackendCall,
  withinMs: number,
): Promise<Answer> {
  const policy = timeout(withinMs, TimeoutStrategy.Aggressive);
  try {
    return await policy.execute(async ({ signal }) => {
      const request = new Request(serviceUrl(service, path), {
        method,
        headers,
        redirect: "manual",
        signal,
        ...(body !== undefined && { body }),
      });
      const response = await connect(service)(request);
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { status: response.status, headers: response.headers, body: bytes };
    });
  } catch (cause) {
    if (cause instanceof TaskCancelledError || isAbort(cause)) {
      const message = `${service} did not answer in time`;
      throw new BackendFailure(service, "timeout", message, { mayBeDone: true, cause });
    }
    const mayBeDone = !neverArrived(cause);
    const message = `${service} could not be reached`;
    throw new BackendFailure(service, "unreachable", message, { mayBeDone, cause });
  }
}

// Whoever connects may have a shorter patience of its own.
function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError");
}

/** Codes of errors that come before a connection stands. */
const BEFORE_CONNECTING = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

// Node's fetch wraps the reason; where a name has several addresses, it wraps one for each.
function neverArrived(error: unknown): boolean {
  // Connecting refuses where no instance is up.
  if (error instanceof Refusal) return true;
  if (error === null || typeof error !== "object") return false;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === "string") return BEFORE_CONNECTING.has(code);
  if (Array.isArray(errors) && errors.length > 0) return errors.every(neverArrived);
  return neverArrived(cause);
}
