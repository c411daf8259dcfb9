import { expect, test } from "vitest";
import { createSeal } from "../store/sealed.ts";
import {
  openRequest,
  REDACTED,
  sealRequest,
  shownRequest,
  shownUrl,
  type WebhookRequest,
  withKeptSecrets,
} from "./webhook-request.ts";

const REQUEST: WebhookRequest = {
  method: "POST",
  url: "https://example.org/x?token=t0ken&a=b",
  headers: {
    accept: "application/json",
    authorization: "Bearer s3cret",
    "x-api-key": "k3y",
    "x-secret": `\${user.secret}`,
    "private-token": `Bearer \${pactbroker.consumerName}`,
    "x-auth": `s3cret\${pactbroker.consumerName}`,
  },
  body: { a: 1 },
  username: "me",
  password: "p4ss",
};

test("shown without secrets", () => {
  expect(shownRequest(REQUEST)).toEqual({
    ...REQUEST,
    url: `https://example.org/x?token=${REDACTED}&a=b`,
    headers: {
      accept: "application/json",
      authorization: REDACTED,
      "x-api-key": REDACTED,
      "x-secret": `\${user.secret}`,
      "private-token": `Bearer \${pactbroker.consumerName}`,
      "x-auth": REDACTED,
    },
    password: REDACTED,
  });
});

test.each([
  ["https://example.org/a?b=c", "https://example.org/a?b=c"],
  ["https://example.org/a?API%5Fkey=x#y", `https://example.org/a?API%5Fkey=${REDACTED}`],
  [
    `https://example.org/a?token=\${pactbroker.buildUrl}`,
    `https://example.org/a?token=\${pactbroker.buildUrl}`,
  ],
  ["https://hooks.slack.com/services/T0/B0/x", `https://hooks.slack.com/services/${REDACTED}`],
])("%s", (url, shown) => {
  expect(shownUrl(url)).toBe(shown);
});

test("who writes back what was shown loses nothing", () => {
  expect(withKeptSecrets(shownRequest(REQUEST), REQUEST)).toEqual(REQUEST);
  const { password: _, ...without } = REQUEST;
  expect(withKeptSecrets(without, REQUEST)).toEqual(REQUEST);
  const changed = { ...REQUEST, password: "new", headers: { authorization: "new" } };
  expect(withKeptSecrets(changed, REQUEST)).toEqual(changed);
});

test("sealed as a whole", () => {
  const seal = createSeal(":memory:");
  const sealed = sealRequest(seal, REQUEST);
  expect(Buffer.from(sealed, "base64").toString("latin1")).not.toMatch(/example|s3cret/);
  expect(openRequest(seal, sealed)).toEqual(REQUEST);
  expect(openRequest(createSeal(":memory:"), sealed)).toBeUndefined();
});
