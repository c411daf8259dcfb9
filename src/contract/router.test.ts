/**
 * Which operation a request is for. Expected values are from OpenAPI 3.1 #path-templating-matching
 * and RFC 9110 §15.5.5, §15.5.6.
 */
import { describe, expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { type Router, routerOf, templateNames, templatePath } from "./router.ts";

/** A router over operations written as `GET /pets`. */
function routerFor(keys: readonly string[], servers: readonly string[] = []): Router {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const key of keys) {
    const [method, path] = key.split(" ") as [string, string];
    paths[path] = { ...paths[path], [method.toLowerCase()]: {} };
  }
  return routerOf(
    readContractText(
      JSON.stringify({ openapi: "3.1.0", servers: servers.map((url) => ({ url })), paths }),
    ),
  );
}

/** The operation and its path values, the methods of a known path, or undefined. */
function matched(router: Router, line: string): unknown {
  const [method, path] = line.split(" ") as [string, string];
  const match = router.match(method, path);
  switch (match.kind) {
    case "operation":
      return [match.operation.key, Object.fromEntries(match.pathValues)];
    case "method":
      return match.allowed;
    case "none":
      return undefined;
  }
}

const keys = [
  "GET /pets/{id}",
  "PUT /pets/{id}",
  "GET /pets/mine",
  "GET /pets",
  "POST /pets",
  "GET /pets/{id}/toys/{toy}",
  "GET /pets/{owner}/toys/new",
  "GET /pets/{id}.json",
  "GET /",
  "GET /reports/{from}-{to}",
  "GET /reports/{name}",
  "GET /{kind}/all",
];

describe.each([
  ["in this order", keys],
  ["in reverse", keys.toReversed()],
])("%s", (_, ordered) => {
  const router = routerFor(ordered);
  test.each<[line: string, expected: unknown]>([
    ["GET /", ["GET /", {}]],
    ["GET /pets", ["GET /pets", {}]],
    ["get /pets", ["GET /pets", {}]],
    ["GET /pets/1", ["GET /pets/{id}", { id: "1" }]],
    ["GET /pets/mine", ["GET /pets/mine", {}]],
    // The literal path has no PUT; the templated one does.
    ["PUT /pets/mine", ["PUT /pets/{id}", { id: "mine" }]],
    ["GET /pets/1/toys/2", ["GET /pets/{id}/toys/{toy}", { id: "1", toy: "2" }]],
    ["GET /pets/1/toys/new", ["GET /pets/{owner}/toys/new", { owner: "1" }]],
    ["GET /pets/mine/toys/new", ["GET /pets/{owner}/toys/new", { owner: "mine" }]],
    ["GET /pets/1.json", ["GET /pets/{id}.json", { id: "1" }]],
    ["GET /pets/.json", ["GET /pets/{id}", { id: ".json" }]],
    ["GET /pets/1xjson", ["GET /pets/{id}", { id: "1xjson" }]],
    ["GET /reports/a-b", ["GET /reports/{from}-{to}", { from: "a", to: "b" }]],
    ["GET /reports/a-b-c", ["GET /reports/{from}-{to}", { from: "a", to: "b-c" }]],
    ["GET /reports/ab", ["GET /reports/{name}", { name: "ab" }]],
    ["GET /pets/all", ["GET /pets/{id}", { id: "all" }]],
    ["GET /toys/all", ["GET /{kind}/all", { kind: "toys" }]],
    // Values stay as they were sent.
    ["GET /pets/a%2Fb", ["GET /pets/{id}", { id: "a%2Fb" }]],
    ["GET /p%65ts", ["GET /pets", {}]],
    ["GET /pets/%zz", ["GET /pets/{id}", { id: "%zz" }]],
    ["GET /PETS", undefined],
    ["GET /pets/", undefined],
    ["GET /pets//toys/1", undefined],
    ["GET /pets/1/toys", undefined],
    ["GET /pets/1/toys/2/3", undefined],
    ["GET /constructor", undefined],
    ["GET pets", undefined],
  ])("%s", (line, expected) => {
    expect(matched(router, line)).toEqual(expected);
  });

  test.each([
    ["DELETE /pets", ["GET", "POST"]],
    ["DELETE /", ["GET"]],
    ["POST /reports/a-b", ["GET"]],
    // What any template that fits answers.
    ["DELETE /pets/mine", ["GET", "PUT"]],
    ["DELETE /pets/1", ["GET", "PUT"]],
  ])("%s has other methods", (line, expected) => {
    expect((matched(router, line) as string[]).toSorted()).toEqual(expected);
  });
});

test("templates that differ only in names are one path, each with its own names", () => {
  const router = routerFor(["GET /pets/{id}", "PUT /pets/{petId}"]);
  expect(matched(router, "GET /pets/1")).toEqual(["GET /pets/{id}", { id: "1" }]);
  expect(matched(router, "PUT /pets/1")).toEqual(["PUT /pets/{petId}", { petId: "1" }]);
  expect(matched(router, "POST /pets/1")).toEqual(["GET", "PUT"]);
});

test("a pattern's characters in a template are themselves", () => {
  const router = routerFor(["GET /v1.0/{a}(b)+", "GET /café/{id}:cancel"]);
  expect(matched(router, "GET /v1.0/x(b)+")).toEqual(["GET /v1.0/{a}(b)+", { a: "x" }]);
  expect(matched(router, "GET /v1x0/x(b)+")).toBe(undefined);
  expect(matched(router, "GET /caf%C3%A9/7:cancel")).toEqual([
    "GET /café/{id}:cancel",
    { id: "7" },
  ]);
});

test("what a key says after # or ? is not its path", () => {
  const router = routerFor(["GET /pets#{list}", "POST /pets/{id}?action={action}", "GET /a/#b"]);
  expect(matched(router, "GET /pets")).toEqual(["GET /pets#{list}", {}]);
  expect(matched(router, "POST /pets/1")).toEqual(["POST /pets/{id}?action={action}", { id: "1" }]);
  expect(matched(router, "GET /a/")).toEqual(["GET /a/#b", {}]);
});

describe("base paths of servers", () => {
  const router = routerFor(
    ["GET /pets", "GET /v2/pets", "POST /{any}/pets", "PUT /pets", "PUT /{any}/pets"],
    ["https://a.test/v1", "/v1/beta/", "https://b.test", "https://{host}/{stage}"],
  );
  test.each<[line: string, expected: unknown]>([
    ["GET /pets", ["GET /pets", {}]],
    ["GET /v1/pets", ["GET /pets", {}]],
    ["GET /v1/beta/pets", ["GET /pets", {}]],
    ["GET /v1/v2/pets", ["GET /v2/pets", {}]],
    ["GET /v2/pets", ["GET /v2/pets", {}]],
    ["POST /v1/pets", ["POST /{any}/pets", { any: "v1" }]],
    // The longest base path goes first.
    ["PUT /v1/beta/pets", ["PUT /pets", {}]],
    ["GET /v10/pets", ["POST", "PUT"]],
    ["GET /v1beta/x", undefined],
    ["GET /v1", undefined],
    ["DELETE /v1/pets", ["GET", "PUT"]],
  ])("%s", (line, expected) => {
    expect(matched(router, line)).toEqual(expected);
  });
});

test("a router is made once for a contract", () => {
  const contract = readContractText('{"openapi":"3.1.0","paths":{}}');
  expect(routerOf(contract)).toBe(routerOf(contract));
});

test.each([
  ["/pets/{id}/toys/{toy}", "/pets/{id}/toys/{toy}", ["id", "toy"]],
  ["/pets/{id}.{format}", "/pets/{id}.{format}", ["id", "format"]],
  ["/pets#{list}", "/pets", []],
  ["/pets?a={a}", "/pets", []],
  ["/", "/", []],
])("the template %s", (template, path, names) => {
  expect(templatePath(template)).toBe(path);
  expect(templateNames(templatePath(template))).toEqual(names);
});
