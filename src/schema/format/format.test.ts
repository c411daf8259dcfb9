import { expect, test } from "vitest";
import { findFormat } from "./format.ts";

// The official suite covers the formats of JSON Schema; these are those of the OpenAPI format registry
// beyond them, with the values that the registry or the text it names gives.
test.each<[format: string, good: readonly (string | number)[], bad: readonly (string | number)[]]>([
  ["int8", [-128, 127], [128, 0.5]],
  ["int16", [-32768, 32767], [32768]],
  ["int32", [2 ** 31 - 1], [2 ** 31, 1.5]],
  [
    "int64",
    [-(2 ** 63), "9223372036854775807", "-9223372036854775808"],
    [2 ** 63, "9223372036854775808", "1.0", ""],
  ],
  ["uint8", [0, 255], [-1, 256]],
  ["uint16", [65535], [65536]],
  ["uint32", [4294967295], [4294967296, -1]],
  ["uint64", [0, "18446744073709551615"], [-1, "18446744073709551616", "-1"]],
  ["double-int", [2 ** 53 - 1, -5], [2 ** 53, 1.5]],
  ["float", [1e38], [1e39]],
  ["double", [1e308], []],
  ["decimal", [1.5, "1.50", "-0.1", "100000000000000000000000.1"], ["1,5", "1e5", ".", ""]],
  [
    "decimal128",
    [1, "1.234567890123456789012345678901234", "1E+6144", "-0"],
    ["1.2345678901234567890123456789012345", "1E+6145", "NaN"],
  ],
  ["unixtime", [0, -1.5, "1700000000"], ["today"]],
  ["byte", ["aGk=", ""], ["aGk", "a-k="]],
  ["base64url", ["aGk", "aGk=", "_-8", ""], ["aGk+", "a", "aG="]],
  ["char", ["a", "\u{1F600}", " "], ["", "ab"]],
  [
    "date-time-local",
    ["2024-02-29T10:15:00", "2024-02-29t10:15:00.5"],
    ["2024-02-29T10:15:00Z", "2023-02-29T10:15:00", "2024-02-29"],
  ],
  ["time-local", ["10:15:00", "23:59:60.25"], ["10:15:00Z", "24:00:00", "10:15"]],
  [
    "http-date",
    ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"],
    ["Sun, 06 Nov 1994 08:49:37", "Sun, 31 Feb 1994 08:49:37 GMT", "1994-11-06"],
  ],
  [
    "ipv4-cidr",
    ["10.0.0.0/8", "192.168.1.0/24", "0.0.0.0/0"],
    ["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/08"],
  ],
  ["ipv6-cidr", ["2001:db8::/32", "::/128"], ["2001:db8::", "2001:db8::/129", "10.0.0.0/8"]],
  [
    "language",
    [
      "de",
      "zh-Hant-TW",
      "sl-rozaj-biske",
      "de-CH-1996",
      "x-whatever",
      "i-klingon",
      "en-a-bbb-x-a-ccc",
    ],
    ["", "a", "de_CH", "de-", "en-a"],
  ],
  [
    "media-range",
    ["*/*", "text/*", 'application/json; charset="utf-8"', "text/html;level=1"],
    ["text", "text/html;level", "/json", ""],
  ],
  ["sf-integer", [42, -999999999999999], [1e15, 1.5]],
  ["sf-decimal", [1.125, -0.5], [1.1234, 1e12]],
  ["sf-boolean", ["?0", "?1"], ["true", "?2"]],
  ["sf-string", ['"hello \\"world\\""', '""'], ["hello", '"ü"', '"a\\b"']],
  ["sf-token", ["foo123/456", "*a"], ["1a", "a b", ""]],
  ["sf-binary", [":aGVsbG8=:", "::"], ["aGVsbG8=", ":a b:"]],
])("%s", (name, good, bad) => {
  const format = findFormat(name)!;
  const accepts = (value: string | number) =>
    typeof value === "string" ? format.text?.(value) : format.number?.(value);
  expect(good.filter((value) => accepts(value) !== true)).toEqual([]);
  expect(bad.filter((value) => accepts(value) !== false)).toEqual([]);
});

test("what a format says nothing of is left alone", () => {
  expect(findFormat("int32")!.text).toBe(undefined);
  expect(findFormat("uuid")!.number).toBe(undefined);
});

test.each(["binary", "commonmark", "html", "password", "toString", "url"])(
  "%s is an annotation",
  (name) => {
    expect(findFormat(name)).toBeUndefined();
  },
);

test.each([
  ["media-range", `text/html${"; ".repeat(2000)}!`],
  ["language", `x-${"a-".repeat(200)}!`],
  ["sf-string", `"${"a".repeat(50_000)}`],
  ["decimal128", `${"1".repeat(50_000)}x`],
  ["http-date", `Sun, ${"0".repeat(50_000)}`],
])("a long text is refused as %s in no time", (name, text) => {
  // Backtracking would run into the test's own limit.
  expect(findFormat(name)!.text!(text)).toBe(false);
});
