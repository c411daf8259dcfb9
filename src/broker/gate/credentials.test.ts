import { expect, test } from "vitest";
import { createFindAccess } from "./credentials.ts";

const findAccess = createFindAccess({
  users: [
    { name: "ci", password: "pä:ss word", access: "write" },
    { name: "eye", password: "look", access: "read" },
  ],
  tokens: [
    { token: "w-token", access: "write" },
    { token: "r-token", access: "read" },
    // The same secret twice may do what either may.
    { token: "both", access: "write" },
    { token: "both", access: "read" },
  ],
});

const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;

test.each([
  // what is sent                      what it may do
  [basic("ci:pä:ss word"), "write"],
  [basic("eye:look"), "read"],
  ["Bearer w-token", "write"],
  ["Bearer r-token", "read"],
  ["Bearer both", "write"],
  ["bearer w-token", "write"],
  [basic("ci:pä:ss word").replace("Basic", "BASIC "), "write"],
  [null, undefined],
  ["", undefined],
  [basic("ci:wrong"), undefined],
  [basic("eye:pä:ss word"), undefined],
  [basic("ci:"), undefined],
  [basic("ci"), undefined],
  [basic("w-token"), undefined],
  ["Basic", undefined],
  ["Basic %%%", undefined],
  ["Bearer", undefined],
  ["Bearer w-toke", undefined],
  ["Bearer w-token2", undefined],
  ["Bearer w-token w-token", undefined],
  // A pair is no token, and a token no pair.
  ["Bearer eye:look", undefined],
  [basic("w-token:"), undefined],
  ["Digest w-token", undefined],
  ["w-token", undefined],
])("%s: %s", (sent, access) => {
  expect(findAccess(sent)).toBe(access);
});

test.each([
  [{}, "nobody is named"],
  [{ users: [], tokens: [] }, "nobody is named"],
  [{ users: [{ name: "", password: "x", access: "read" as const }] }, "name is empty"],
  [{ users: [{ name: "a:b", password: "x", access: "read" as const }] }, "colon"],
  [{ users: [{ name: "a", password: "", access: "read" as const }] }, "password of a is empty"],
  [{ tokens: [{ token: " ", access: "read" as const }] }, "a token is empty"],
])("%j is refused", (authentication, message) => {
  expect(() => createFindAccess(authentication)).toThrow(message);
});
