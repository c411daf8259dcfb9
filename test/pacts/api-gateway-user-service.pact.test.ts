/**
 * What the gateway needs of the user service: logging in, and the user of a dashboard.
 */
import { PactV4 } from "@pact-foundation/pact";
import { interaction, variants } from "concordat/pact";
import { describe, expect, test } from "vitest";
import { refusal } from "./answers.ts";
import { answer } from "./consumer.ts";
import { LOGIN, startGateway, USER } from "./gateway.ts";
import { ANONYMOUS, AS_USER, exchange, ofAnyLength } from "./pact-v4.ts";
import { pactsFolder } from "./pacts-folder.ts";
import { only } from "./places.ts";
import { contractOf } from "./provider-contracts.ts";
import { readsOf } from "./reads.ts";
import { stateOf } from "./variant-states.ts";

const contract = await contractOf("user-service");
const pact = new PactV4({
  consumer: "api-gateway",
  provider: "user-service",
  dir: pactsFolder,
  logLevel: "error",
});

const reads = (operation: string, status: number) =>
  readsOf("api-gateway", "user-service", operation, status);

const login = (status: number, credentials: object, fields: unknown) =>
  interaction(contract, "POST /auth/login", {
    status,
    request: { headers: ANONYMOUS, body: credentials },
    response: { fields },
  });

const getUser = (status: number, fields?: unknown) =>
  interaction(contract, "GET /users/{userId}", {
    status,
    request: { headers: AS_USER, path: { userId: "u-1" } },
    response: { fields },
  });

describe("logging in", () => {
  const credentials = { username: "ada", password: "correct horse" };
  const found = variants(contract, "POST /auth/login", {
    status: 200,
    fields: reads("POST /auth/login", 200),
  });
  // The user service always gives a refresh token, so that no state of it answers null.
  const given = found.filter(({ name }) => !name.includes("null"));

  test.each(given)("gives the tokens: $name", async ({ name, fields }) => {
    const expectation = {
      given: "user ada has the password correct horse",
      receiving: `a login with the right password, ${name}`,
      template: login(200, credentials, fields),
    };
    await exchange(pact, expectation, async (toPact) => {
      const { status, body } = await startGateway({ [LOGIN]: toPact }).login(credentials);
      expect(status).toBe(200);
      expect(body).toEqual(fields);
    });
  });

  test.each(found)("passes the tokens on as they are: $name", async ({ fields }) => {
    const { body } = await startGateway({ [LOGIN]: answer(200, fields) }).login();
    expect(body).toEqual(fields);
  });

  test.each([
    {
      what: "with a wrong password",
      given: "user ada has the password correct horse",
      credentials: { username: "ada", password: "wrong" },
      status: 401,
      refused: refusal("CREDENTIALS_INVALID", "Username or password is wrong"),
    },
    {
      what: "after too many of them",
      given: "five logins of user mallory have failed",
      credentials: { username: "mallory", password: "wrong" },
      status: 429,
      refused: refusal("TOO_MANY_ATTEMPTS", "Try again later"),
    },
  ])("is refused $what", async ({ what, given, credentials, status, refused }) => {
    const fields = only(refused, reads("POST /auth/login", status));
    const template = login(status, credentials, fields);
    const expectation = { given, receiving: `a login ${what}`, template };
    await exchange(pact, expectation, async (toPact) => {
      const outcome = await startGateway({ [LOGIN]: toPact }).login(credentials);
      expect(outcome).toMatchObject({ status, body: fields });
    });
  });
});

describe("the user of a dashboard", () => {
  const found = variants(contract, "GET /users/{userId}", {
    status: 200,
    fields: reads("GET /users/{userId}", 200),
  });
  const address = reads("GET /users/{userId}", 200).filter((place) => place.includes("/address/"));

  test.each(found)("is who the token says: $name", async ({ name, fields: all }) => {
    // What is about the address says nothing of the rest once more.
    const fields = name.includes("/address") ? only(all, address) : all;
    const expectation = {
      given: stateOf("user-service GET /users/{userId}", name),
      receiving: `a request for the user of a dashboard, ${name}`,
      template: ofAnyLength(getUser(200, fields), "roles"),
    };
    await exchange(pact, expectation, async (toPact) => {
      const { status, body } = await startGateway({ [USER]: toPact }).dashboard();
      expect(status).toBe(200);
      expect((body as { user: unknown }).user).toEqual(fields);
    });
  });

  test.each([
    // Nothing of these answers is read.
    [401, "the token has expired", 401, "TOKEN_INVALID"],
    [404, "user u-1 is unknown", 502, "BAD_GATEWAY"],
  ])("cannot be had: %i", async (answered, given, status, code) => {
    const template = getUser(answered);
    const receiving = `a request for the user of a dashboard when ${given}`;
    await exchange(pact, { given, receiving, template }, async (toPact) => {
      const outcome = await startGateway({ [USER]: toPact }).dashboard();
      expect(outcome).toMatchObject({ status, body: { error: { code } } });
    });
  });
});
