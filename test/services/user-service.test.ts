import { beforeEach, describe, expect, test } from "vitest";
import type { UserRecord } from "../../services/user-service/repository.ts";
import { userSeed } from "../../services/user-service/seed.ts";
import {
  type Answer,
  type AskOptions,
  type Running,
  startServices,
} from "./services-under-test.ts";

const SERVICE = "user-service";

let system: Running;

beforeEach(async () => {
  system = await startServices();
});

const eve = {
  username: "eve",
  email: "eve@example.com",
  password: "battery staple",
  profile: { firstName: "Eve", lastName: "Ward" },
};

function register(body: object, options: AskOptions = {}): Promise<Answer> {
  return system.ask(SERVICE, "POST /users", { body: { ...eve, ...body }, ...options });
}

function update(userId: string, body: object, user = "u-1"): Promise<Answer> {
  return system.ask(SERVICE, `PATCH /users/${userId}`, { user, body });
}

describe("registering", () => {
  test("makes a user, and tells so without the password", async () => {
    const { status, body, headers } = await register({});
    expect(status).toBe(201);
    expect(headers.get("Location")).toBe("/users/u-101");
    expect(body).toEqual({
      id: "u-101",
      username: "eve",
      email: "eve@example.com",
      profile: { firstName: "Eve", lastName: "Ward" },
      status: "ACTIVE",
      roles: ["user"],
      createdAt: "2026-03-12T09:00:00.000Z",
      updatedAt: "2026-03-12T09:00:00.000Z",
      lastLoginAt: null,
    });
    expect(system.events[0]).toMatchObject({ eventType: "user.created", data: { user: body } });
    expect(JSON.stringify(system.events)).not.toContain("battery");
    const record = await system.repositories.user.find("u-101");
    expect(record?.passwordHash).toMatch(/^scrypt\$[0-9a-f]{32}\$[0-9a-f]{64}$/);
  });

  test("keeps equal passwords differently", async () => {
    await register({});
    await register({ username: "finn", email: "finn@example.com" });
    const [first, second] = await Promise.all(
      ["u-101", "u-102"].map((id) => system.repositories.user.find(id)),
    );
    expect(first?.passwordHash).not.toBe(second?.passwordHash);
  });

  test("takes every property of a profile", async () => {
    const profile = {
      ...eve.profile,
      displayName: "Eve W.",
      avatarUrl: null,
      dateOfBirth: "2001-01-31",
      address: { street: "1", city: "2", state: null, postalCode: "3", country: "FR" },
      phoneNumber: "+33 1 23 45 67 89",
    };
    expect((await register({ profile })).body.profile).toEqual(profile);
  });

  test.each([
    { body: { username: "ada" }, code: "USERNAME_TAKEN" },
    { body: { email: "ada@example.com" }, code: "EMAIL_TAKEN" },
    { body: { email: "ADA@example.com" }, code: "EMAIL_TAKEN" },
  ])("refuses $body, which is somebody else's", async ({ body, code }) => {
    const answer = await register(body);
    expect(answer.status).toBe(409);
    expect(answer.body.error.code).toBe(code);
    expect(system.events).toEqual([]);
  });

  test("lets one of two have a name that both want at once", async () => {
    const answers = await Promise.all([register({}), register({ email: "other@example.com" })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    // The same without anything in between that could keep them apart.
    const [{ user, passwordHash }] = userSeed as [UserRecord];
    const add = (id: string): Promise<unknown> =>
      system.repositories.user.add({ user: { ...user, id, username: "finn" }, passwordHash });
    await system.repositories.user.reset([]);
    expect(await Promise.all([add("u-8"), add("u-9")])).toEqual([undefined, "username"]);
  });

  test.each([
    { body: { password: "1234567" }, code: "PASSWORD_WEAK" },
    { body: { email: "eve" }, code: "EMAIL_INVALID" },
    { body: { username: "" }, code: "USERNAME_INVALID" },
    { body: { roles: ["user", "admin"] }, code: "ROLES_REFUSED" },
  ])("refuses $body", async ({ body, code }) => {
    const answer = await register(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.code).toBe(code);
  });

  test.each([
    { body: { username: 5 }, pointer: "/username" },
    { body: { profile: { firstName: "Eve" } }, pointer: "/profile" },
    { body: { profile: { ...eve.profile, address: {} } }, pointer: "/profile/address" },
    { body: { roles: "user" }, pointer: "/roles" },
  ])("does not understand $body", async ({ body, pointer }) => {
    const answer = await register(body, { wrong: true });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details).toEqual({ pointer });
  });
});

describe("a list of users", () => {
  test.each([
    { who: { user: "u-3" }, query: "", ids: ["u-1", "u-2", "u-3", "u-4"] },
    { who: { asService: true }, query: "", ids: ["u-1", "u-2", "u-3", "u-4"] },
    // Who may not see the others finds itself alone.
    { who: { user: "u-2" }, query: "", ids: ["u-2"] },
    { who: { user: "u-3" }, query: "status=SUSPENDED", ids: ["u-4"] },
    { who: { user: "u-3" }, query: "role=admin", ids: ["u-3"] },
    { who: { user: "u-3" }, query: "role=admin&status=SUSPENDED", ids: [] },
    { who: { user: "u-3" }, query: "size=3&page=2", ids: ["u-4"] },
  ] as const)("for $who by '$query' is $ids", async ({ who, query, ids }) => {
    const { status, body } = await system.ask(SERVICE, `GET /users?${query}`, who);
    expect(status).toBe(200);
    expect(body.content.map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  test("says how many there are", async () => {
    const { body } = await system.ask(SERVICE, "GET /users?size=3&page=2", { user: "u-3" });
    expect(body).toMatchObject({
      page: 2,
      size: 3,
      totalElements: 4,
      totalPages: 2,
      first: false,
      last: true,
    });
  });
});

describe("one user", () => {
  test.each([
    ["u-1", "u-1", 200],
    ["u-1", "u-3", 200],
    ["u-1", "u-2", 404],
    ["u-404", "u-3", 404],
  ])("%s is shown to %s with %i", async (id, user, status) => {
    expect((await system.ask(SERVICE, `GET /users/${id}`, { user })).status).toBe(status);
  });

  test("is the one of the gateway's example", async () => {
    const { body } = await system.ask(SERVICE, "GET /users/u-1", { user: "u-1" });
    expect(body).toEqual({
      id: "u-1",
      username: "ada",
      email: "ada@example.com",
      profile: {
        firstName: "Ada",
        lastName: "Lane",
        displayName: "Ada L.",
        avatarUrl: "https://images.example.com/u-1.jpg",
        dateOfBirth: "1990-05-17",
        address: {
          street: "12 Hill Road",
          city: "Springfield",
          state: "IL",
          postalCode: "62704",
          country: "US",
        },
        phoneNumber: "+1 217 555 0142",
      },
      status: "ACTIVE",
      roles: ["user"],
      createdAt: "2025-11-20T07:45:00Z",
      updatedAt: "2026-02-28T16:20:00Z",
      lastLoginAt: "2026-03-10T06:55:00Z",
    });
  });
});

describe("changing a user", () => {
  test("changes what is stated, leaves the rest, and tells what changed", async () => {
    const { status, body } = await update("u-1", {
      email: "ada@lane.example",
      profile: { firstName: "Ada", lastName: "Moor" },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      email: "ada@lane.example",
      profile: { lastName: "Moor", displayName: "Ada L.", address: { city: "Springfield" } },
      updatedAt: "2026-03-12T09:00:00.000Z",
    });
    expect(system.eventTypes()).toEqual(["user.updated"]);
    expect(system.events[0]?.data).toMatchObject({
      aggregateId: "u-1",
      userId: "u-1",
      changes: { email: "ada@lane.example", profile: body.profile },
    });
  });

  test.each([{ email: "ada@example.com" }, { profile: { firstName: "Ada", lastName: "Lane" } }])(
    "to what it is already changes nothing: %s",
    async (body) => {
      const answer = await update("u-1", body);
      expect(answer.status).toBe(200);
      expect(answer.body.updatedAt).toBe("2026-02-28T16:20:00Z");
      expect(system.events).toEqual([]);
    },
  );

  test.each([
    ["u-1", "u-3", 200],
    ["u-1", "u-2", 404],
    ["u-404", "u-3", 404],
  ])("%s by %s gets %i", async (id, user, status) => {
    expect((await update(id, { email: "new@example.com" }, user)).status).toBe(status);
  });

  test("to another user's address is refused", async () => {
    const { status, body } = await update("u-1", { email: "ben@example.com" });
    expect(status).toBe(409);
    expect(body.error.code).toBe("EMAIL_TAKEN");
    expect((await system.repositories.user.find("u-1"))?.user.email).toBe("ada@example.com");
  });

  test.each([{}, { email: 5 }, { profile: { firstName: "Ada" } }])(
    "is not understood with %s",
    async (body) => {
      const answer = await system.ask(SERVICE, "PATCH /users/u-1", {
        user: "u-1",
        body,
        wrong: true,
      });
      expect(answer.status).toBe(400);
    },
  );
});
