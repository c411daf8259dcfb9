import { expect, test } from "vitest";
import { type RackValue, readRackQuery, UnreadableQuery } from "./rack-query.ts";

function plain(value: RackValue): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([name, each]) => [name, plain(each)]));
}

// As Rack::Utils.parse_nested_query has them.
test.each([
  ["", {}],
  ["a=1&b=2&a=3", { a: "3", b: "2" }],
  ["a", { a: null }],
  ["a=", { a: "" }],
  ["a=x=y", { a: "x=y" }],
  ["a=1+2%203", { a: "1 2 3" }],
  ["a[]=1&a[]=2", { a: ["1", "2"] }],
  ["a[]", { a: [null] }],
  ["a[b]=1&a[c][d]=2", { a: { b: "1", c: { d: "2" } } }],
  ["q[][a]=1&q[][b]=2&q[][a]=3", { q: [{ a: "1", b: "2" }, { a: "3" }] }],
  ["q[][a]=1&q[][a]=2&q[][b]=3", { q: [{ a: "1" }, { a: "2", b: "3" }] }],
  ["q[]a=1&q[]b=2&q[]a=3", { q: [{ a: "1", b: "2" }, { a: "3" }] }],
  ["q%5B%5D%5Ba%5D=1", { q: [{ a: "1" }] }],
  ["q[][a][b]=1&q[][a][c]=2&q[][a][b]=3", { q: [{ a: { b: "1", c: "2" } }, { a: { b: "3" } }] }],
  ["q[][a][]=1&q[][a][]=2", { q: [{ a: ["1", "2"] }] }],
  ["[a]=1", { "[a]": "1" }],
  ["a[=1", { "a[": "1" }],
  ["&&a=1&", { a: "1" }],
  ["__proto__[a]=1&constructor=2", { ["__proto__"]: { a: "1" }, constructor: "2" }],
])("%s", (query, params) => {
  expect(plain(readRackQuery(query))).toEqual(params);
});

test.each(["a=1&a[]=2", "a[]=1&a[b]=2", "a[b]=1&a[]=2", "a=%zz", `a${"[b]".repeat(40)}=1`])(
  "%s is not understood",
  (query) => {
    expect(() => readRackQuery(query)).toThrow(UnreadableQuery);
  },
);
