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
