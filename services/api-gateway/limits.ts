/**
 * How many requests each caller has: `rateLimit` of `x-gateway-config`.
 */
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Refusal } from "../platform/refusal.ts";
import type { User } from "./errand.ts";
import type { GatewaySettings } from "./settings.ts";

export interface Limits {
  /** @throws {Refusal} 429, with the seconds until the caller's window ends as `Retry-After` */
  take(request: Request, user: User | undefined): Promise<void>;
}

export function createLimits(settings: GatewaySettings): Limits {
  const duration = settings.windowSeconds;
  const anonymous = new RateLimiterMemory({ points: settings.anonymousLimit, duration });
  const authenticated = new RateLimiterMemory({ points: settings.authenticatedLimit, duration });
  return {
    async take(request, user) {
      try {
        if (user === undefined) await anonymous.consume(settings.clientAddress(request) ?? "");
        else await authenticated.consume(user.userId);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
        throw new Refusal(
          429,
          "TOO_MANY_REQUESTS",
          `All requests of this window are used; the next one begins in ${seconds} s`,
          undefined,
          { "Retry-After": String(seconds) },
        );
      }
    },
  };
}
