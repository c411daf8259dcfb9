/**
 * Logging in, and staying so.
 */
import type { Surroundings } from "../platform/service.ts";
import { unauthenticated } from "../platform/tokens.ts";
import type { User } from "../schemas/user.ts";
import { createLoginAttempts } from "./login-attempts.ts";
import { isPassword } from "./passwords.ts";
import type { UserRepository } from "./repository.ts";

/** How long an access token is good for. */
export const ACCESS_SECONDS = 60 * 60;
/** How long it can be refreshed: a day, or a month for who wants to be remembered. */
const REFRESH_SECONDS = 24 * 60 * 60;
const REMEMBERED_SECONDS = 30 * REFRESH_SECONDS;

export interface Credentials {
  username: string;
  password: string;
  rememberMe: boolean;
}

export interface Login {
  accessToken: string;
  refreshToken: string;
  /** How long the refresh token is good for. */
  refreshSeconds: number;
  user: User;
}

export interface Sessions {
  /** @throws {Refusal} 401 for wrong credentials, 429 after too many */
  login(credentials: Credentials): Promise<Login>;
  /** @returns a new access token, with the roles that the user has now */
  refresh(refreshToken: string | undefined): Promise<string>;
}

export function createSessions(
  repository: UserRepository,
  { clock, ids, tokens }: Pick<Surroundings, "clock" | "ids" | "tokens">,
): Sessions {
  const attempts = createLoginAttempts(clock);
  return {
    async login({ username, password, rememberMe }) {
      attempts.check(username);
      const record = await repository.findByUsername(username);
      // Without such a user it takes as long, and so does not tell that there is none.
      const isRight = await isPassword(password, record?.passwordHash ?? NOBODY);
      if (record === undefined || !isRight || record.user.status !== "ACTIVE") {
        attempts.fail(username);
        throw unauthenticated("CREDENTIALS_INVALID", "Username or password is wrong");
      }
      attempts.succeed(username);
      const { id, roles } = record.user;
      const now = clock.now();
      const user = await repository.update(id, (user) => ({
        ...user,
        lastLoginAt: now.toISOString(),
      }));
      const refreshSeconds = rememberMe ? REMEMBERED_SECONDS : REFRESH_SECONDS;
      const refreshToken = ids.next("refresh");
      const expiresAt = new Date(now.getTime() + refreshSeconds * 1000);
      await repository.putSession(refreshToken, { userId: id, expiresAt });
      const accessToken = await tokens.issue({ sub: id, roles }, ACCESS_SECONDS);
      return { accessToken, refreshToken, refreshSeconds, user: user as User };
    },
    async refresh(refreshToken = "") {
      const session = await repository.session(refreshToken);
      const record = session && (await repository.find(session.userId));
      const isOpen = session !== undefined && session.expiresAt > clock.now();
      if (!isOpen || record?.user.status !== "ACTIVE") {
        throw unauthenticated("REFRESH_TOKEN_INVALID", "The refresh token is not valid");
      }
      const { id, roles } = record.user;
      return await tokens.issue({ sub: id, roles }, ACCESS_SECONDS);
    },
  };
}

/** The hash of no password that anybody knows. */
const NOBODY = `scrypt$${"00".repeat(16)}$${"00".repeat(32)}`;
