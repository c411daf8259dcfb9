import { expect, test } from "vitest";
import { cpuSecondsOf } from "../../../test/cpu-seconds.ts";
import { compilePattern } from "./pattern.ts";
import { writeRe2 } from "./re2.ts";
import { backtrackingRisk } from "./risk.ts";
import { parsePattern } from "./syntax.ts";

const long = "a".repeat(50_000);

test.each([
  // pattern                      text                       matches
  ["b", "abc", true],
  ["^b", "abc", false],
  ["^a\\_b$", "a_b", true],
  ["^.$", "😀", true],
  ["^\\p{Lu}+$", "ÄÖ", true],
  ["^(a+)+$", `${long}!`, false],
  ["^(a+)+$", long, true],
  ["(a|aa)+$", `${long}!`, false],
  ["(x+x+)+y", `${"x".repeat(50_000)}`, false],
  ["^(\\s+|\\S)*\\u00a0$", `${" ".repeat(5_000)}\u00a0`, true],
  ["\\s", "\u2003", true],
  ["^.*x.*$", `a\n${long}x`, false],
  ["a.b", "a\u2028b", false],
  ["^[^]$", "\n", true],
  ["^(?=.*\\d)(?=.*[a-z]).{8,}$", "abcdefg1", true],
  ["^(?!admin)\\w+$", "administrator", false],
  ["(?<=a+b*)c(a|aa)*$", `${long}c${long}`, true],
  ["^(?:[a-z]{1,4096})$", "a".repeat(4096), true],
  ["(\\w)\\1", "hello", true],
])("%s on %#", (source, text, matches) => {
  expect(compilePattern(source).test(text)).toBe(matches);
});

test.each([
  ["no regular expression", "(", "a"],
  ["too long for a pattern that only backtracking can run", "^(?!b)(a+)+$", `${long}!`],
  ["the same with a backreference", "^(a+)+\\1$", `${long}!`],
])("undecided: %s", (_, source, text) => {
  expect(compilePattern(source).test(text)).toBeUndefined();
});

test("a pattern says why it can never run", () => {
  expect(compilePattern("(").fault).toBe("it is no regular expression");
  expect(compilePattern("a").fault).toBeUndefined();
});

test.each([
  ["abc", 0],
  ["^[A-Z]{3}$", 1],
  ["^[a-z0-9]+(?:-[a-z0-9]+)*$", 1],
  ["[a-z]+", 2],
  ["^a*a*$", 2],
  ["^a*a*a*$", 3],
  ["^(?=.*a)(?=.*b).+$", 2],
  ["^(a+)+$", Number.POSITIVE_INFINITY],
  ["^(a|a)*$", Number.POSITIVE_INFINITY],
  ["^(a?)*$", Number.POSITIVE_INFINITY],
  ["^(a*b?)+$", Number.POSITIVE_INFINITY],
])("%s takes n to the %d steps", (source, degree) => {
  expect(backtrackingRisk(parsePattern(source, { isUnicode: true })!).degree).toBe(degree);
});

test.each([
  ["a", "[\\x{61}-\\x{61}]"],
  ["^\\d?$", "\\A(?:[\\x{30}-\\x{39}]){0,1}\\z"],
  ["(?<n>a|b)*", "(?:(?:[\\x{61}-\\x{61}]|[\\x{62}-\\x{62}]))*"],
  ["(?=a)", undefined],
  ["(a)\\1", undefined],
])("%s for re2", (source, written) => {
  expect(writeRe2(parsePattern(source, { isUnicode: true })!)).toBe(written);
});

test("loops inside loops are not tried on short texts either", () => {
  const { test: matches } = compilePattern("((((((((((a*)*)*)*)*)*)*)*)*)*)*b");
  const seconds = cpuSecondsOf(() => {
    expect(matches("aaaaaaa")).toBe(false);
    expect(matches("aaaaaaab")).toBe(true);
  });
  expect(seconds).toBeLessThan(0.5);
});

test("the same long text is not matched again and again", () => {
  const { test: matches } = compilePattern("(a|aa)+$");
  const text = `${"a".repeat(100_000)}!`;
  const seconds = cpuSecondsOf(() => {
    for (let count = 0; count < 20_000; count += 1) expect(matches(text)).toBe(false);
  });
  expect(seconds).toBeLessThan(2);
});
