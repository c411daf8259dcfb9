/**
 * A call to a backend, its answer, and why there may be none.
 */

export interface BackendCall {
  service: string;
  method: string;
  /** With its query. */
  path: string;
  headers: Headers;
  body?: Uint8Array<ArrayBuffer> | undefined;
  timeoutMs: number;
  repeat: Repeat;
}

/**
 * What is sent again.
 * - `unsent`: only what certainly did not arrive; a POST may have been carried out.
 * - `idempotent`: what found no connection or was answered 502, 503 or 504, as long as `timeoutMs`
 *   lasts for all attempts together. RFC 9110 §9.2.2.
 * - `until-done`: what has to get through, such as a compensation: after any failure, each attempt
 *   with its own `timeoutMs`.
 */
export type Repeat = "unsent" | "idempotent" | "until-done";

/** A whole answer, so that a timeout covers its body, too. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
  /** Whether an earlier attempt, whose answer was lost, may have been carried out. */
  mayBeDone?: boolean;
}

/**
 * - `timeout`: no whole answer in time.
 * - `open`: the circuit is open, and nothing was sent.
 * - `unreachable`: no connection, or one that was lost.
 * - `broken`: an answer that is of no use.
 */
export type FailureKind = "timeout" | "open" | "unreachable" | "broken";

export class BackendFailure extends Error {
  readonly service: string;
  readonly kind: FailureKind;
  /** Of `open`. */
  readonly retryAfterSeconds: number | undefined;
  /** Whether the backend may have carried out what was asked, all the same: in any attempt. */
  readonly mayBeDone: boolean;
  /** Whether the same may go well another time. */
  readonly isPassing: boolean;

  constructor(
    service: string,
    kind: FailureKind,
    message: string,
    more: {
      retryAfterSeconds?: number | undefined;
      mayBeDone?: boolean | undefined;
      isPassing?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.service = service;
    this.kind = kind;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.mayBeDone = more.mayBeDone ?? false;
    this.isPassing = more.isPassing ?? kind !== "broken";
  }
}

/** The failure that an answer of no use is. */
export function answeredFailure(service: string, { status, mayBeDone }: Answer): BackendFailure {
  const isPassing = status >= 500 || status === 408 || status === 429;
  const message = `${service} answered ${status}`;
  return new BackendFailure(service, "broken", message, { mayBeDone, isPassing });
}

/** @throws {BackendFailure} */
export type Ask = (call: BackendCall) => Promise<Answer>;

/**
 * The JSON in an answer; undefined where it has no body.
 *
 * @throws {BackendFailure} `broken` where the body is no JSON
 */
export function jsonOf(service: string, { body }: Answer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw new BackendFailure(service, "broken", `${service} answered no JSON`, { cause });
  }
}
