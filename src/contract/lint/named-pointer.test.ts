import { expect, test } from "vitest";
import { readSource } from "../../source/source.ts";
import { namedPointer } from "./named-pointer.ts";

const text = `
parameters: [{ name: limit, in: query }, { name: limit, in: header }, { $ref: "#/p" }, { in: query }]
tags: [{ name: a }, { name: b }, { name: b }]
servers: [{ url: https://a.test/v1 }]
security: [{ key: [] }, { key: [], token: [] }]
allOf: [{ type: object }, { title: Base }, { $ref: "#/Order" }]
required: [id, total]
x-gateway-aggregate: [{ service: s, path: /p, field: user }, { service: s, path: /p }]
x-gateway-saga: { steps: [{ name: pay, path: /p }] }
matrix: [[{ name: a }]]
`;

test.each([
  ["/parameters/0/schema", "/parameters/query limit/schema"],
  ["/parameters/1/schema", "/parameters/header limit/schema"],
  ["/parameters/2/$ref", "/parameters/#~1p/$ref"],
  ["/parameters/3", "/parameters/3"],
  ["/tags/1", "/tags/b"],
  ["/tags/2", "/tags/b (2)"],
  ["/servers/0/url", "/servers/https:~1~1a.test~1v1/url"],
  ["/security/0/key", "/security/key/key"],
  ["/security/1/key", "/security/key token/key"],
  ["/allOf/0/type", "/allOf/0/type"],
  ["/allOf/1/type", "/allOf/Base/type"],
  ["/allOf/2/$ref", "/allOf/#~1Order/$ref"],
  ["/required/1", "/required/total"],
  ["/x-gateway-aggregate/0/path", "/x-gateway-aggregate/user/path"],
  ["/x-gateway-aggregate/1", "/x-gateway-aggregate/~1p"],
  ["/x-gateway-saga/steps/0/path", "/x-gateway-saga/steps/pay/path"],
  ["/matrix/0/0/name", "/matrix/0/a/name"],
  ["/nowhere/0/x", "/nowhere/0/x"],
  ["/tags/7/x", "/tags/7/x"],
  ["", ""],
])("%s is %s", (pointer, named) => {
  const source = readSource(text, { uri: "test:a.yaml", file: "a.yaml" });
  expect(namedPointer({ source, pointer })).toBe(named);
});

test("a name is no longer than tells it from others, and those alike are counted", () => {
  const long = (end: string) => ({ name: `${"n".repeat(300)}${end}` });
  const tags = JSON.stringify({ tags: [long("a"), long("b"), { name: "c" }] });
  const source = readSource(tags, { uri: "test:a.json", file: "a.json" });
  const named = ["/tags/0", "/tags/1", "/tags/2"].map((pointer) =>
    namedPointer({ source, pointer }),
  );
  expect(named).toEqual([`/tags/${"n".repeat(200)}`, `/tags/${"n".repeat(200)} (2)`, "/tags/c"]);
});

test("thousands of items are named in one pass", () => {
  const names = Array.from({ length: 500 }, (_, at) => `scheme${at}`);
  const requirement = Object.fromEntries(names.map((name) => [name, null]));
  const text = JSON.stringify({ security: Array(3000).fill(requirement) });
  const source = readSource(text, { uri: "test:a.json", file: "a.json" });
  const before = process.cpuUsage().user;
  for (let at = 0; at < 3000; at += 1) namedPointer({ source, pointer: `/security/${at}/scheme0` });
  expect(process.cpuUsage().user - before).toBeLessThan(2_000_000);
});
