/**
 * `npm ci` works on a fresh clone, also where the registry lacks other platforms' packages.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { type Lock, missingEntries } from "./complete-lock.ts";

const file = path.resolve(import.meta.dirname, "..", "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8")) as Lock;

test("the lock has an entry for every optional dependency; else run `npm run lock`", () => {
  expect(missingEntries(lock)).toEqual({});
});

test("the lock names no registry", () => {
  expect(readFileSync(file, "utf8")).not.toMatch(/"resolved":|https?:\/\/registry/);
});

test("a package for another system is entered with the system its name says", () => {
  const packages = {
    "node_modules/a": { dev: true, optionalDependencies: { "@a/linux-x64-musl": "1.2.3" } },
  };
  expect(missingEntries({ packages })).toEqual({
    "node_modules/@a/linux-x64-musl": {
      version: "1.2.3",
      cpu: ["x64"],
      os: ["linux"],
      libc: ["musl"],
      optional: true,
      dev: true,
    },
  });
});
