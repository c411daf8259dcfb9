/**
 * The gateway's numbers: those of `x-gateway-config`, and defaults for what the contract leaves open.
 */
import type { Contract } from "concordat";
import { readGatewayConfig } from "./extensions.ts";
import { type Log, logToStderr } from "./log.ts";

export interface GatewaySettings {
  /** Requests that one anonymous caller has in a window: `rateLimit.default`. */
  anonymousLimit: number;
  /** Requests that one user has in a window: `rateLimit.authenticated`. */
  authenticatedLimit: number;
  /** `rateLimit.window`. */
  windowSeconds: number;
  /** By name; `default` counts where nothing else is said: `timeout`. */
  timeoutsMs: Readonly<Record<string, number>>;
  /** How often a call is sent at most, the first time included: `retry.attempts`. */
  attempts: number;
  /** Whether each pause is twice as long as the one before it, or as long: `retry.backoff`. */
  backoff: "exponential" | "constant";
  /** The longest that the first pause before another attempt takes. */
  firstDelayMs: number;
  maxDelayMs: number;
  /** A circuit opens when more than this share of a backend's last calls failed. */
  breakerShare: number;
  /** How many calls are looked at. */
  breakerWindow: number;
  /** Fewer calls than these say nothing. */
  breakerMinimum: number;
  /** How long a circuit stays open; each probe that fails doubles it. */
  openMs: number;
  maxOpenMs: number;
  /** How often an order is read until it has the status that its contract shows. */
  settleAttempts: number;
  /** The pause after the first of these readings; the next ones are twice as long each. */
  settleDelayMs: number;
  /** The pause before what a saga left behind is tried once more; each is twice the one before. */
  recoveryDelayMs: number;
  maxRecoveryDelayMs: number;
  /** The largest body that is taken from a caller. */
  maxBodyBytes: number;
  /** From 0 up to 1: spreads the pauses of callers that failed at the same moment. */
  random: () => number;
  log: Log;
  /**
   * Where an anonymous caller comes from; undefined is one caller for all of whom nothing is known.
   * Default: the last entry of `X-Forwarded-For`, which the nearest proxy wrote; what stands before
   * it is the caller's own word.
   */
  clientAddress: (request: Request) => string | undefined;
}

/**
 * @throws {Error} where `x-gateway-config` says what cannot be understood
 */
export function readSettings(
  contract: Contract,
  chosen: Partial<GatewaySettings> = {},
): GatewaySettings {
  const { rateLimit = {}, timeout = {}, retry = {} } = readGatewayConfig(contract);
  const stated = Object.entries(timeout).map(([name, seconds]) => [name, seconds * 1000] as const);
  return {
    anonymousLimit: rateLimit.default ?? 1000,
    authenticatedLimit: rateLimit.authenticated ?? 5000,
    windowSeconds: secondsOf(rateLimit.window ?? "1h"),
    timeoutsMs: { default: 30_000, ...Object.fromEntries(stated) },
    attempts: retry.attempts ?? 3,
    backoff: backoffOf(retry.backoff ?? "exponential"),
    firstDelayMs: 100,
    maxDelayMs: 2_000,
    breakerShare: 0.5,
    breakerWindow: 20,
    breakerMinimum: 5,
    openMs: 10_000,
    maxOpenMs: 120_000,
    settleAttempts: 5,
    settleDelayMs: 50,
    recoveryDelayMs: 1_000,
    maxRecoveryDelayMs: 60_000,
    maxBodyBytes: 1024 * 1024,
    random: Math.random,
    log: logToStderr,
    clientAddress: (request) =>
      request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || undefined,
    ...chosen,
  };
}

/**
 * @param stated seconds, a name of `x-gateway-config`, or undefined for the default
 * @throws {Error} where the contract names no such timeout
 */
export function timeoutMs(settings: GatewaySettings, stated: number | string | undefined): number {
  if (typeof stated === "number") return stated * 1000;
  const found = settings.timeoutsMs[stated ?? "default"];
  if (found !== undefined) return found;
  const choice = Object.keys(settings.timeoutsMs).join(", ");
  throw new Error(`no timeout is named "${stated}"; x-gateway-config has ${choice}`);
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function secondsOf(window: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(window) ?? [];
  if (unit !== undefined) return Number(count) * SECONDS[unit]!;
  throw new Error(
    `x-gateway-config: \`window\` is "${window}"; write a time such as 30s, 5m or 1h`,
  );
}

function backoffOf(stated: string): "exponential" | "constant" {
  if (stated === "exponential" || stated === "constant") return stated;
  throw new Error(`x-gateway-config: \`backoff\` is "${stated}"; choose exponential or constant`);
}
