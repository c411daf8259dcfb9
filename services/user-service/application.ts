/**
 * The user service: contracts/user-service.openapi.yaml.
 */
import { isDeepStrictEqual } from "node:util";
import { getCookie, setCookie } from "hono/cookie";
import { createApplication } from "../platform/application.ts";
import { readBody } from "../platform/body.ts";
import { createGuard, mayActFor } from "../platform/guard.ts";
import { pageOf, readPageRequest } from "../platform/page.ts";
import { causedByRequest, createPublish } from "../platform/publisher.ts";
import { choices } from "../platform/query.ts";
import { Refusal } from "../platform/refusal.ts";
import type { Service, Surroundings } from "../platform/service.ts";
import { USER_STATUSES, type User } from "../schemas/user.ts";
import { hashPassword } from "./passwords.ts";
import { readCredentials, readNewUser, readUserChanges } from "./read-requests.ts";
import { createUserRepository, type Taken, type UserRepository } from "./repository.ts";
import { ACCESS_SECONDS, createSessions } from "./sessions.ts";

const NAME = "user-service";
const REFRESH_COOKIE = "refreshToken";

export function createUserService(
  surroundings: Surroundings,
  repository: UserRepository = createUserRepository(),
): Service {
  const { bus, clock, ids } = surroundings;
  const app = createApplication(NAME, surroundings);
  const guard = createGuard(surroundings);
  const publish = createPublish(NAME, surroundings);
  const sessions = createSessions(repository, surroundings);

  bus.subscribe("notification.sent", ({ data }) => repository.noteContact(data.notification));

  app.post("/auth/login", async (context) => {
    const credentials = await readBody(context.req.raw, readCredentials);
    const { accessToken, refreshToken, refreshSeconds, user } = await sessions.login(credentials);
    setCookie(context, REFRESH_COOKIE, refreshToken, {
      httpOnly: true,
      secure: true,
      sameSite: "Strict",
      path: "/auth",
      maxAge: refreshSeconds,
    });
    const expiresIn = ACCESS_SECONDS;
    return context.json({ accessToken, refreshToken, tokenType: "Bearer", expiresIn, user });
  });

  app.post("/auth/refresh", async (context) => {
    const accessToken = await sessions.refresh(getCookie(context, REFRESH_COOKIE));
    return context.json({ accessToken, expiresIn: ACCESS_SECONDS });
  });

  app.post("/users", async (context) => {
    const { password, ...request } = await readBody(context.req.raw, readNewUser);
    const now = clock.now().toISOString();
    const user: User = {
      id: ids.next("u"),
      ...request,
      status: "ACTIVE",
      roles: ["user"],
      createdAt: now,
      updatedAt: now,
      lastLoginAt: null,
    };
    const taken = await repository.add({ user, passwordHash: await hashPassword(password) });
    if (taken !== undefined) throw conflict(taken);
    await publish("user.created", user.id, { user }, causedByRequest(context.get("trace")));
    return context.json(user, 201, { Location: `/users/${user.id}` });
  });

  app.get("/users", async (context) => {
    const { headers, url } = context.req.raw;
    const caller = await guard.userOrService(headers);
    const query = new URL(url).searchParams;
    const page = readPageRequest(query);
    const [status] = choices(query, "status", USER_STATUSES);
    const role = query.get("role");
    // The contract has no 403: who may not see the others finds itself alone.
    const users = (await repository.list())
      .filter((user) => mayActFor(caller, user.id))
      .filter((user) => status === undefined || user.status === status)
      .filter((user) => role === null || user.roles.includes(role));
    return context.json(pageOf(users, page));
  });

  app.get("/users/:userId", async (context) => {
    const caller = await guard.user(context.req.raw.headers);
    const userId = context.req.param("userId");
    const record = await repository.find(userId);
    if (record === undefined || !mayActFor(caller, userId)) throw unknown(userId);
    return context.json(record.user);
  });

  app.patch("/users/:userId", async (context) => {
    const caller = await guard.user(context.req.raw.headers);
    const userId = context.req.param("userId");
    const asked = await readBody(context.req.raw, readUserChanges);
    if (!mayActFor(caller, userId)) throw unknown(userId);
    let changes: Partial<User> = {};
    const user = await repository.update(userId, (user) => {
      changes = changesOf(user, {
        ...asked,
        ...(asked.profile && { profile: { ...user.profile, ...asked.profile } }),
      });
      if (Object.keys(changes).length === 0) return user;
      return { ...user, ...changes, updatedAt: clock.now().toISOString() };
    });
    if (user === undefined) throw unknown(userId);
    if (typeof user === "string") throw conflict(user);
    if (Object.keys(changes).length > 0) {
      const cause = causedByRequest(context.get("trace"));
      await publish("user.updated", userId, { userId, changes: { ...changes } }, cause);
    }
    return context.json(user);
  });

  return { name: NAME, fetch: async (request) => await app.fetch(request) };
}

/** What is not as it was. */
function changesOf(user: User, wanted: Partial<User>): Partial<User> {
  const changed = Object.entries(wanted).filter(
    ([name, value]) => !isDeepStrictEqual(value, user[name as keyof User]),
  );
  return Object.fromEntries(changed);
}

function conflict(taken: Taken): Refusal {
  const code = taken === "username" ? "USERNAME_TAKEN" : "EMAIL_TAKEN";
  return new Refusal(409, code, `The ${taken} is taken`);
}

function unknown(userId: string): Refusal {
  return new Refusal(404, "USER_UNKNOWN", `User ${userId} is unknown`);
}
