import { expect, test } from "vitest";
import { hasDateFormat } from "./date-format.ts";

const ISO = "yyyy-MM-dd'T'HH:mm:ssXXX";

test.each([
  // format                   text                            has it
  ["yyyy-MM-dd", "2020-02-29", true],
  ["yyyy-MM-dd", "2021-02-29", false],
  ["yyyy-MM-dd", "1900-02-29", false],
  ["yyyy-MM-dd", "2000-02-29", true],
  ["yyyy-MM-dd", "2020-04-31", false],
  ["yyyy-MM-dd", "2020-13-01", false],
  ["yyyy-MM-dd", "2020-2-3", true],
  ["yyyy-MM-dd", "2020-02-03 ", false],
  ["yyyy-MM-dd", "20200-02-03", false],
  ["yyyy-MM-dd", "", false],
  ["yyyyMMdd", "20200229", true],
  ["dd/MM", "30/02", false],
  ["d MMM uuuu", "30 Feb 2020", false],
  ["EEE, d MMM yyyy", "Mon, 3 FEB 2020", true],
  ["EEEE d MMMM", "monday 3 may", true],
  ["HH:mm:ss", "23:59:60", true],
  ["HH:mm:ss", "24:00:00", false],
  ["HH:mm", "9:5", true],
  ["kk", "24", true],
  ["kk", "00", false],
  ["h:mm a", "1:00 pm", true],
  ["h:mm a", "13:00 PM", false],
  ["KK", "00", true],
  ["ss.SSS", "01.123", true],
  ["ss.SSS", "01.1234", false],
  [ISO, "2020-01-02T03:04:05+02:00", true],
  [ISO, "2020-01-02T03:04:05Z", true],
  [ISO, "2020-01-02T03:04:05", false],
  [ISO, "2020-01-02 03:04:05Z", false],
  [ISO, "2020-01-02t03:04:05Z", false],
  ["xxx", "Z", false],
  ["X", "+02", true],
  ["X", "+0230", true],
  ["Z", "+0200", true],
  ["Z", "+02:00", false],
  ["ZZZZ", "GMT+02:00", true],
  ["ZZZZZ", "+02:00", true],
  ["O", "GMT+8", true],
  ["QQQ", "Q4", true],
  ["QQQQ", "3rd quarter", true],
  ["DDD", "366", true],
  ["DDD", "367", false],
  ["'o''clock'", "o'clock", true],
  ["yyyy.MM", "2020xMM", false],
])("%s: %s", (format, text, has) => {
  expect(hasDateFormat(text, format)).toBe(has);
});

test.each(["VV", "z", "I", "yyyy{", "yyyy1", "yyyy'"])("%s is not understood", (format) => {
  expect(hasDateFormat("2020", format)).toBeUndefined();
});

test("a format that could be read in many ways is read in one", () => {
  const start = performance.now();
  expect(hasDateFormat("1".repeat(1000), "yM".repeat(400))).toBe(false);
  expect(performance.now() - start).toBeLessThan(500);
});
