import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createSeal } from "./sealed.ts";

function dataFile(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "concordat-seal-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return path.join(folder, "broker.sqlite");
}

test("what is sealed is opened by whoever has the key, and shows nothing", () => {
  const data = dataFile();
  const sealed = createSeal(data).seal("pässword");
  expect(sealed).not.toContain("pässword");
  expect(Buffer.from(sealed, "base64").toString("latin1")).not.toContain("word");
  expect(createSeal(data).open(sealed)).toBe("pässword");
  expect(createSeal(data).seal("pässword")).not.toBe(sealed);
});

test("the key is its owner's alone, and made when it is needed", () => {
  const data = dataFile();
  const seal = createSeal(data);
  expect(readdirSync(path.dirname(data))).toEqual([]);
  seal.seal("secret");
  expect(readdirSync(path.dirname(data))).toEqual(["broker.sqlite.key"]);
  if (process.platform !== "win32") expect(statSync(`${data}.key`).mode & 0o777).toBe(0o600);
  expect(readFileSync(`${data}.key`)).toHaveLength(32);
});

test.each(["", "AAAA", Buffer.alloc(64).toString("base64")])("%j was not sealed here", (text) => {
  expect(createSeal(dataFile()).open(text)).toBeUndefined();
});

test("another key opens nothing", () => {
  const sealed = createSeal(dataFile()).seal("secret");
  expect(createSeal(dataFile()).open(sealed)).toBeUndefined();
});

test("a file that is no key is left alone", () => {
  const data = dataFile();
  writeFileSync(`${data}.key`, "mine");
  expect(() => createSeal(data).seal("secret")).toThrow("is no key of a broker");
});
