import { expect, test } from "vitest";
import { timeStamp } from "./time-stamp.ts";

test.each([
  ["2026-11-02T09:17:00.000Z", "2 Nov 2026, 09:17 UTC"],
  ["2026-01-31T23:59:59+00:00", "31 Jan 2026, 23:59 UTC"],
])("%s", (time, shown) => {
  expect(timeStamp(time).text).toBe(`<time datetime="${time}">${shown}</time>`);
});

test.each(["yesterday", "2026-13-02T09:17:00Z", '"><script>'])("%j is shown as it is", (time) => {
  expect(timeStamp(time).text).not.toMatch(/<time|<script/);
});
