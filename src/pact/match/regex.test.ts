import { describe, expect, test } from "vitest";
import { matchesRegex } from "./regex.ts";

describe("all of the text, in the dialect of the official tools", () => {
  test.each([
    // pattern                  text                  matches
    [String.raw`\w+`, "crocodiles", true],
    ["b", "abc", false],
    ["alligator named .{4}", "alligator named brent", false],
    ["a|ab", "ab", true],
    ["a.*?", "abc", true],
    ["", "", true],
    ["^abc$", "abc", true],
    ["^a$", "a\nb", false],
    ["^a|b$", "a", true],
    ["(^a|^b)(c$)", "bc", true],
    ["a^b", "ab", false],
    ["a(^b|c)", "ab", false],
    ["(a$|b)c", "ac", false],
    ["a$b", "ab", false],
    ["^a$\\n^b$", "a\nb", true],
    ["a$", "a\n", false],
    [".", "\n", false],
    ["(?m).", "\n", true],
    [".", "\u2028", true],
    [String.raw`\Aab\z`, "ab", true],
    [String.raw`\h+`, "0aF", true],
    [String.raw`\h`, "g", false],
    [String.raw`\H`, "g", true],
    [String.raw`\d`, "٣", true],
    [String.raw`\w+`, "é²", true],
    [String.raw`\W`, "é", false],
    [String.raw`\s`, "\u00a0", true],
    [String.raw`[\s\S]+`, "a \u0085é", true],
    [String.raw`[\S]`, "\u0085", false],
    ["[[:alpha:]]+", "abc", true],
    ["[[:digit:][:upper:]]+", "1A", true],
    ["[[:^alpha:]]", "1", true],
    ["[^[:alpha:]]", "a", false],
    ["[a[bc]]+", "abc", true],
    [String.raw`[\w.-]+`, "a.b-c", true],
    [String.raw`[^\]]`, "x", true],
    ["[a-]", "-", true],
    ["(?i)abc", "aBC", true],
    ["(?i)[a-c]+", "aBC", true],
    ["(?i:A)b", "aB", false],
    ["a(?i)b|c", "aC", true],
    ["a(?i)b|c", "C", false],
    ["(?x) a b # a comment", "ab", true],
    ["a(?#a comment)b", "ab", true],
    ["a{,2}", "aa", true],
    ["a{2}+", "aaaa", true],
    ["a{2}?", "", true],
    ["x{a}", "x{a}", true],
    ["a]}", "a]}", true],
    [String.raw`\/\-\_`, "/-_", true],
    [String.raw`\x41\u0042\x{43}`, "ABC", true],
    [String.raw`\p{Lu}\p{^Lu}\P{Lu}`, "Aaa", true],
    [String.raw`\p{Greek}\p{Alpha}`, "αa", true],
    [String.raw`(?<n>a|b)\k<n>`, "bb", true],
    [String.raw`(a|b)\1`, "ab", false],
    [String.raw`\bab\b`, "ab", true],
    ["a(?=b)b", "ab", true],
    ["(?<!a)b", "b", true],
    [String.raw`\R`, "\r\n", true],
  ])("%j on %j", (pattern, text, matches) => {
    expect(matchesRegex(pattern, text)).toBe(matches);
  });
});

test.each([
  ["(?P<n>a)", "a"],
  ["(?s)a", "a"],
  ["a++", "a"],
  ["(?>a|ab)c", "abc"],
  ["[a&&b]", "a"],
  ["[a[^b]]", "a"],
  ["[]a]", "a"],
  ["[[:graph:]]", "a"],
  [String.raw`\p{IsAlphabetic}`, "a"],
  [String.raw`\X`, "a"],
  [String.raw`\g<1>(a)`, "aa"],
  [String.raw`é\b`, "é"],
  ["(", "a"],
  ["a)", "a"],
  ["[a", "a"],
  ["*a", "a"],
  ["a**", "a"],
  ["\\", "a"],
])("%j is undecided", (pattern, text) => {
  expect(matchesRegex(pattern, text)).toHaveProperty("reason");
});

test.each([
  // pattern that explodes    text                            verdict
  ["(a+)+", `${"a".repeat(50_000)}!`, false],
  ["(a|aa)*b", `${"a".repeat(50_000)}`, false],
  [String.raw`(\w+\s?)+`, `${"a".repeat(50_000)}!`, false],
  ["(?i)(a|b|ab)*c", "ab".repeat(25_000), false],
  [String.raw`^(a|\n)(a|aa)*$`, `\n${"a".repeat(50_000)}!`, false],
])("%j ends soon", (pattern, text, verdict) => {
  const start = performance.now();
  expect(matchesRegex(pattern, text)).toBe(verdict);
  expect(performance.now() - start).toBeLessThan(2000);
});

test("what only backtracking can run is undecided for a long text", () => {
  expect(matchesRegex(String.raw`(?!b)(a+)+\1`, `${"a".repeat(50_000)}!`)).toEqual({
    reason: "the regular expression takes too long for a text so long",
  });
});

test("groups nested without end are undecided", () => {
  expect(matchesRegex("(".repeat(100_000), "a")).toHaveProperty("reason");
});
