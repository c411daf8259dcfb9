/**
 * Who may call: the security schemes `bearerAuth` and `apiKey` of contracts/shared/common.yaml.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Surroundings } from "./service.ts";
import { unauthenticated } from "./tokens.ts";

/** Who sent a request. */
export type Caller =
  | { kind: "user"; userId: string; roles: string[]; token: string }
  | { kind: "service" };

/** Each rejects with a `Refusal` of 401 where the request does not say who sends it. */
export interface Guard {
  /** By the user's access token. */
  user(headers: Headers): Promise<Caller & { kind: "user" }>;
  /** By the services' API key. */
  service(headers: Headers): Promise<Caller & { kind: "service" }>;
  /** By either. A request that has both is its user's. */
  userOrService(headers: Headers): Promise<Caller>;
}

/** RFC 6750 §2.1; RFC 9110 §11.1 has the scheme in any case. */
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

export function createGuard({ tokens, apiKey }: Pick<Surroundings, "tokens" | "apiKey">): Guard {
  const wanted = digest(apiKey);
  const guard: Guard = {
    async user(headers) {
      const token = BEARER.exec(headers.get("Authorization") ?? "")?.[1];
      if (token === undefined) throw unauthenticated("TOKEN_MISSING", "A bearer token is required");
      const { sub, roles } = await tokens.verify(token);
      return { kind: "user", userId: sub, roles, token };
    },
    async service(headers) {
      const key = headers.get("X-API-Key");
      if (key === null) throw unauthenticated("API_KEY_MISSING", "An API key is required");
      // How long the comparison takes must not tell how much of a guess was right.
      if (!timingSafeEqual(digest(key), wanted)) {
        throw unauthenticated("API_KEY_INVALID", "The API key is not valid");
      }
      return { kind: "service" };
    },
    userOrService: (headers) =>
      headers.has("X-API-Key") && !headers.has("Authorization")
        ? guard.service(headers)
        : guard.user(headers),
  };
  return guard;
}

/** Undefined for a service. */
export function userIdOf(caller: Caller): string | undefined {
  return caller.kind === "user" ? caller.userId : undefined;
}

/** Whether the caller may see and change what belongs to a user: itself, an admin, or a service. */
export function mayActFor(caller: Caller, userId: string): boolean {
  return isTrusted(caller) || (caller.kind === "user" && caller.userId === userId);
}

/** Whether the caller may see what belongs to anybody. */
export function isTrusted(caller: Caller): boolean {
  return caller.kind === "service" || caller.roles.includes("admin");
}

function digest(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}
