import { describe, expect, test } from "vitest";
import { readTestResults, writeMismatches } from "./mismatches.ts";

const NOWHERE = () => undefined;

test("what the official verifier writes is read", () => {
  const results = [
    { interactionId: "a", interactionDescription: "first", success: true },
    {
      interactionId: "b",
      interactionDescription: "second",
      success: false,
      mismatches: [
        { attribute: "body", identifier: "$.x", description: "wrong" },
        { attribute: "status", description: "expected 200 but was 500" },
      ],
      exceptions: [{ message: "no answer" }],
    },
  ];
  expect(readTestResults(results)).toEqual([
    { interactionId: "a", description: "first", success: true, mismatches: [] },
    {
      interactionId: "b",
      description: "second",
      success: false,
      mismatches: ["body $.x: wrong", "status: expected 200 but was 500", "no answer"],
    },
  ]);
  const text = String(writeMismatches(results, (id) => `#${id}`));
  expect(text).toContain('<a href="#b">second</a>');
  expect(text).toContain("<li>body $.x: wrong</li>");
  expect(text).not.toContain("first");
});

test("an interaction that the pact does not have is no link", () => {
  const text = String(writeMismatches([{ interactionId: "x", success: false }], NOWHERE));
  expect(text).toContain("An interaction that this pact does not have");
  expect(text).not.toContain("<a ");
});

describe("what other clients write is shown as it is", () => {
  test.each([
    [{ summary: "1 < 2" }],
    ["<b>failed</b>"],
    [[{ status: "failed" }]],
    [[{ success: "no" }]],
    [[null]],
  ])("%j", (results) => {
    expect(readTestResults(results)).toBe(undefined);
    const text = String(writeMismatches(results, NOWHERE));
    expect(text).toMatch(/^<pre class="code">/);
    expect(text).not.toMatch(/<b>| < /);
  });
});

test("nothing is said where nothing failed, or nothing was told", () => {
  expect(writeMismatches(undefined, NOWHERE)).toBe(undefined);
  expect(writeMismatches(null, NOWHERE)).toBe(undefined);
  expect(writeMismatches([{ success: true }], NOWHERE)).toBe(undefined);
});

test("of very many a few are shown", () => {
  const results = Array.from({ length: 60 }, (_, at) => ({
    success: false,
    description: `number ${at}`,
    mismatches: Array.from({ length: 70 }, () => ({ description: "x".repeat(5000) })),
  }));
  const text = String(writeMismatches(results, NOWHERE));
  expect(text).toContain("and 10 more interactions");
  expect(text).toContain("and 20 more");
  expect(text.length).toBeLessThan(50 * 50 * 2100);
});
