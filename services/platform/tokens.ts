/**
 * Access tokens: JWTs that the user service issues and every service can check (RFC 7519, HS256).
 */
import { errors, jwtVerify, SignJWT } from "jose";
import type { Clock } from "./clock.ts";
import { Refusal } from "./refusal.ts";

/** What a token says of who bears it. */
export interface Claims {
  /** The user's id. */
  sub: string;
  roles: string[];
}

export interface Tokens {
  /** @param seconds how long the token is good for */
  issue(claims: Claims, seconds: number): Promise<string>;
  /** @throws {Refusal} 401 `TOKEN_EXPIRED`, or 401 `TOKEN_INVALID` for whatever else is wrong */
  verify(token: string): Promise<Claims>;
}

const ALGORITHM = "HS256";
/** RFC 9110 §11.6.1: a 401 says how to authenticate. */
const CHALLENGE = { "WWW-Authenticate": "Bearer" };

/** @param secret at least 32 bytes, as RFC 7518 §3.2 asks of a key for HS256 */
export function createTokens(secret: string, clock: Clock): Tokens {
  const key = new TextEncoder().encode(secret);
  if (key.length < 32) throw new Error("the secret of access tokens is shorter than 32 bytes");
  return {
    async issue({ sub, roles }, seconds) {
      const issuedAt = Math.floor(clock.now().getTime() / 1000);
      return await new SignJWT({ roles })
        .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
        .setSubject(sub)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + seconds)
        .sign(key);
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          // A token that names another algorithm, or none, is not ours.
          algorithms: [ALGORITHM],
          requiredClaims: ["sub", "exp"],
          currentDate: clock.now(),
        });
        const { sub, roles } = payload;
        if (sub === undefined || !isTexts(roles)) throw invalidToken();
        return { sub, roles };
      } catch (error) {
        throw error instanceof errors.JWTExpired ? expiredToken(error) : invalidToken();
      }
    },
  };
}

/** The refusal of a request that names nobody whom the service knows. */
export function unauthenticated(code: string, message: string, details?: Record<string, unknown>) {
  return new Refusal(401, code, message, details, CHALLENGE);
}

function expiredToken({ payload }: errors.JWTExpired): Refusal {
  const expiredAt = new Date((payload.exp ?? 0) * 1000).toISOString();
  return unauthenticated("TOKEN_EXPIRED", "The token has expired", { expiredAt });
}

function invalidToken(): Refusal {
  return unauthenticated("TOKEN_INVALID", "The token is not valid");
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
