import { expect, test } from "vitest";
import { pageAsked, writePager } from "./pager.ts";

test.each([
  [null, 1],
  ["2", 2],
  ["3", 3],
  ["4", 3],
  ["0", 1],
  ["-1", 1],
  ["x", 1],
  ["99999999999999999999", 1],
])("page %j of 25 items by 10 is page %i", (asked, page) => {
  expect(pageAsked(asked, 10, 25)).toEqual({ page, size: 10, total: 25 });
});

test("an empty list has one page, and no pager", () => {
  expect(pageAsked("7", 10, 0).page).toBe(1);
  expect(writePager(pageAsked(null, 10, 10), "Pages", String)).toBe(undefined);
});

test("there is no way before the first page, nor beyond the last", () => {
  const text = (page: string) =>
    String(writePager(pageAsked(page, 10, 25), "Pages", (to) => `?page=${to}`));
  expect(text("1")).not.toContain('rel="prev"');
  expect(text("1")).toContain('<a rel="next" href="?page=2">');
  expect(text("3")).toContain('<a rel="prev" href="?page=2">');
  expect(text("3")).not.toContain('rel="next"');
});
