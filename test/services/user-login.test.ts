import { beforeEach, describe, expect, test } from "vitest";
import { type Answer, type Running, startServices } from "./services-under-test.ts";

const SERVICE = "user-service";
const PASSWORD = "correct horse";
const MINUTE = 60_000;

let system: Running;

beforeEach(async () => {
  system = await startServices();
});

function login(body: object): Promise<Answer> {
  return system.ask(SERVICE, "POST /auth/login", { body });
}

/** The cookie that a browser would send back. */
function cookieOf({ headers }: Answer): string {
  return headers.get("Set-Cookie")!.split(";", 1)[0]!;
}

function refresh(cookie: string): Promise<Answer> {
  return system.ask(SERVICE, "POST /auth/refresh", { headers: { Cookie: cookie } });
}

describe("logging in", () => {
  test("gives a token that every service takes, and notes the time", async () => {
    const { status, body, headers } = await login({ username: "ada", password: PASSWORD });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      refreshToken: "refresh-101",
      tokenType: "Bearer",
      expiresIn: 3600,
      user: { id: "u-1", lastLoginAt: "2026-03-12T09:00:00.000Z" },
    });
    expect(headers.get("Set-Cookie")).toBe(
      "refreshToken=refresh-101; Max-Age=86400; Path=/auth; HttpOnly; Secure; SameSite=Strict",
    );
    expect(await system.tokens.verify(body.accessToken)).toEqual({ sub: "u-1", roles: ["user"] });
    const orders = await system.ask("order-service", "GET /orders", {
      headers: { Authorization: `Bearer ${body.accessToken}` },
    });
    expect(orders.status).toBe(200);
  });

  test("carries the user's roles", async () => {
    const { body } = await login({ username: "cleo", password: PASSWORD });
    const { roles } = await system.tokens.verify(body.accessToken);
    expect(roles).toEqual(["user", "admin"]);
  });

  test.each([
    { username: "ada", password: "wrong horse" },
    { username: "ada", password: "" },
    { username: "nobody", password: PASSWORD },
    // Its account is suspended.
    { username: "dora", password: PASSWORD },
  ])("as $username with '$password' is refused, and does not tell why", async (body) => {
    const { status, body: refusal, headers } = await login(body);
    expect(status).toBe(401);
    expect(refusal.error).toEqual({
      code: "CREDENTIALS_INVALID",
      message: "Username or password is wrong",
    });
    expect(headers.get("Set-Cookie")).toBe(null);
  });

  test.each([
    ["{", "BODY_NOT_JSON"],
    ['{"username":"ada"}', "BODY_INVALID"],
    ['{"username":"ada","password":5}', "BODY_INVALID"],
  ])("with the body %s is not understood: %s", async (raw, code) => {
    const { status, body } = await system.ask(SERVICE, "POST /auth/login", { raw, wrong: true });
    expect(status).toBe(400);
    expect(body.error.code).toBe(code);
  });

  test("works for who has just registered, whatever way the password was typed", async () => {
    const profile = { firstName: "Zoé", lastName: "Petit" };
    const user = { username: "zoé", email: "zoe@example.com", profile };
    // An e with an accent is one character, or two.
    await system.ask(SERVICE, "POST /users", { body: { ...user, password: "café du nord" } });
    const { status } = await login({ username: "zoé", password: "cafe\u0301 du nord" });
    expect(status).toBe(200);
  });
});

describe("after five wrong passwords", () => {
  beforeEach(async () => {
    for (let attempt = 1; attempt <= 5; attempt++) {
      const { status } = await login({ username: "ada", password: `guess ${attempt}` });
      expect(status).toBe(401);
      system.advance(MINUTE);
    }
  });

  test("even the right one has to wait until the quarter of an hour is over", async () => {
    const { status, body, headers } = await login({ username: "ada", password: PASSWORD });
    expect(status).toBe(429);
    expect(body.error.code).toBe("LOGIN_BLOCKED");
    // Five minutes have gone by since the first.
    expect(headers.get("Retry-After")).toBe("600");
    system.advance(10 * MINUTE);
    expect((await login({ username: "ada", password: PASSWORD })).status).toBe(200);
  });

  test("others log in as ever", async () => {
    expect((await login({ username: "ben", password: PASSWORD })).status).toBe(200);
  });
});

test("a right password wipes out the wrong ones before it", async () => {
  for (let round = 1; round <= 3; round++) {
    for (let attempt = 1; attempt <= 4; attempt++) {
      await login({ username: "ada", password: "guess" });
    }
    expect((await login({ username: "ada", password: PASSWORD })).status).toBe(200);
  }
});

describe("refreshing", () => {
  test("gives a new token with the roles that the user has now", async () => {
    const cookie = cookieOf(await login({ username: "cleo", password: PASSWORD }));
    await system.repositories.user.update("u-3", (user) => ({ ...user, roles: ["user"] }));
    system.advance(2 * 60 * MINUTE);
    const { status, body } = await refresh(cookie);
    expect(status).toBe(200);
    expect(body.expiresIn).toBe(3600);
    expect(await system.tokens.verify(body.accessToken)).toEqual({ sub: "u-3", roles: ["user"] });
  });

  test.each([
    { rememberMe: false, days: 1 },
    { rememberMe: true, days: 30 },
  ])("works for $days days with rememberMe $rememberMe", async ({ rememberMe, days }) => {
    const answer = await login({ username: "ada", password: PASSWORD, rememberMe });
    const cookie = cookieOf(answer);
    expect(answer.headers.get("Set-Cookie")).toContain(`Max-Age=${days * 86_400};`);
    system.advance(days * 24 * 60 * MINUTE - 1);
    expect((await refresh(cookie)).status).toBe(200);
    system.advance(1);
    const late = await refresh(cookie);
    expect(late.status).toBe(401);
    expect(late.body.error.code).toBe("REFRESH_TOKEN_INVALID");
  });
});
