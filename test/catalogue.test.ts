/**
 * STYLE: every code of the catalogue appears in some case; this test names the missing ones.
 *
 * A code of the mock's and the library's doors has its case in a test file instead.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "../src/findings/catalogue.ts";

const root = path.resolve(import.meta.dirname, "..");

/** Codes that no case and no test has, each with the reason. The list only shrinks. */
const UNTESTED: Record<string, string> = {};

const evidence = [...filesIn("test"), ...filesIn("src")]
  .filter((file) => /(^|[\\/])expected\.(json|txt)$|\.test\.ts$/.test(file))
  .filter((file) => path.basename(file) !== path.basename(import.meta.filename))
  .map((file) => readFileSync(file, "utf8"));

test.each(Object.keys(catalogue))("%s has a case, or a reason to have none", (code) => {
  // The reason goes when the case comes.
  expect(isMentioned(code)).toBe(!(code in UNTESTED));
});

test("reasons are given for codes that exist", () => {
  expect(Object.keys(UNTESTED).filter((code) => !(code in catalogue))).toEqual([]);
});

// A code may be the beginning of a longer one.
function isMentioned(code: string): boolean {
  const pattern = new RegExp(`(?<![\\w.-])${code.replaceAll(".", "\\.")}(?![\\w-]|\\.\\w)`);
  return evidence.some((text) => pattern.test(text));
}

function filesIn(folder: string): string[] {
  const absolute = path.join(root, folder);
  return readdirSync(absolute, { recursive: true, encoding: "utf8" }).map((name) =>
    path.join(absolute, name),
  );
}
