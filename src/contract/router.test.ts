/**
 * Which operation a request is for. Expected values are from OpenAPI 3.1 #path-templating-matching
 * and RFC 9110 §15.5.5, §15.5.6.
 */
import { describe, expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { readPathKey } from "./path-key.ts";
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

describe("servers", () => {
  /** A router over `GET /pets`, `GET /{any}/pets` and operations with servers of their own. */
  function routerWith(servers: unknown): Router {
    const own = (url: string) => ({ servers: [{ url }] });
    return routerOf(
      readContractText(
        JSON.stringify({
          openapi: "3.1.0",
          servers,
          paths: {
            "/pets": { get: {} },
            "/upload": { post: own("https://up.test/files/v1"), get: {} },
            "/token": { ...own("/oauth"), post: {}, get: own("/") },
          },
        }),
      ),
    );
  }

  const variables = {
    version: { default: "v1", enum: ["v1", "v2"] },
    tenant: { default: "acme" },
    port: { default: "443", enum: ["443", "8443"] },
  };

  test.each<[url: string, line: string, expected: unknown]>([
    ["https://a.test/{version}", "GET /v1/pets", ["GET /pets", {}]],
    ["https://a.test/{version}", "GET /v2/pets", ["GET /pets", {}]],
    ["https://a.test/{version}", "GET /v3/pets", undefined],
    ["https://a.test/{version}", "GET /pets", ["GET /pets", {}]],
    ["https://a.test:{port}/api/{version}", "GET /api/v2/pets", ["GET /pets", {}]],
    ["https://{tenant}.test/{version}/", "GET /v2/pets", ["GET /pets", {}]],
    // OpenAPI 3.1 #server-variable-object: without `enum` any value is meant.
    ["https://a.test/org/{tenant}", "GET /org/acme/pets", ["GET /pets", {}]],
    ["https://a.test/org/{tenant}", "GET /org/other/pets", ["GET /pets", {}]],
    ["https://a.test/org/{tenant}", "GET /org/a/b/pets", undefined],
    ["https://a.test/org/{tenant}", "GET /team/acme/pets", undefined],
    ["/{tenant}/{version}", "GET /other/v2/pets", ["GET /pets", {}]],
    ["/{tenant}/{version}", "GET /other/v3/pets", undefined],
    ["/t-{tenant}", "GET /t-other/pets", ["GET /pets", {}]],
    // A variable at the beginning is the address, not a part of its path.
    ["{tenant}/api", "GET /other/api/pets", undefined],
    ["{tenant}/api", "GET /acme/api/pets", ["GET /pets", {}]],
    // What is not declared has no value.
    ["https://a.test/{unknown}/api", "GET /x/api/pets", undefined],
  ])("%s takes %s", (url, line, expected) => {
    const used = Object.fromEntries(
      Object.entries(variables).filter(([name]) => url.includes(`{${name}}`)),
    );
    expect(matched(routerWith([{ url, variables: used }]), line)).toEqual(expected);
  });

  test("a free variable takes no path that a template has", () => {
    const paths = { "/{any}/pets": { get: {} }, "/pets": { get: {} } };
    const servers = [{ url: "/{tenant}", variables: { tenant: { default: "acme" } } }];
    const router = routerOf(readContractText(JSON.stringify({ openapi: "3.1.0", servers, paths })));
    expect(matched(router, "GET /acme/pets")).toEqual(["GET /pets", {}]);
    expect(matched(router, "GET /other/pets")).toEqual(["GET /{any}/pets", { any: "other" }]);
  });

  test.each<[line: string, expected: unknown]>([
    ["GET /v1/pets", ["GET /pets", {}]],
    ["POST /files/v1/upload", ["POST /upload", {}]],
    ["POST /upload", ["POST /upload", {}]],
    // Each operation stands below its own servers, and no others.
    ["POST /v1/upload", ["GET"]],
    ["GET /files/v1/upload", ["POST"]],
    ["GET /files/v1/pets", undefined],
    ["POST /oauth/token", ["POST /token", {}]],
    ["GET /oauth/token", ["POST"]],
    ["GET /token", ["GET /token", {}]],
    ["GET /v1/token", undefined],
  ])("of an operation or a path override the document's: %s", (line, expected) => {
    expect(matched(routerWith([{ url: "https://a.test/v1" }]), line)).toEqual(expected);
  });
});

describe("expressions inside a segment", () => {
  const parameters = [
    { name: "name", in: "path", required: true, schema: { type: "string" } },
    { name: "ext", in: "path", required: true, style: "label", schema: { type: "string" } },
    {
      name: "color",
      in: "path",
      required: true,
      style: "matrix",
      explode: true,
      schema: { type: "array" },
    },
    { name: "size", in: "path", required: true, style: "matrix", schema: { type: "integer" } },
    {
      name: "rgb",
      in: "path",
      required: true,
      style: "matrix",
      explode: true,
      schema: { type: "object" },
    },
  ];
  const router = routerOf(
    readContractText(
      JSON.stringify({
        openapi: "3.1.0",
        paths: Object.fromEntries(
          ["/f/{name}{ext}", "/m/{color}{size}", "/o/{size}{rgb}", "/p/a{ext}", "/q/{}/x"].map(
            (path) => [path, { get: { parameters } }],
          ),
        ),
      }),
    ),
  );
  test.each<[line: string, expected: unknown]>([
    ["GET /f/report.json", ["GET /f/{name}{ext}", { name: "report", ext: ".json" }]],
    ["GET /f/report", undefined],
    [
      "GET /m/;color=a;color=b;size=1",
      ["GET /m/{color}{size}", { color: ";color=a;color=b", size: ";size=1" }],
    ],
    ["GET /m/;color=a;size", ["GET /m/{color}{size}", { color: ";color=a", size: ";size" }]],
    ["GET /o/;size=1;R=1;G=2", ["GET /o/{size}{rgb}", { size: ";size=1", rgb: ";R=1;G=2" }]],
    ["GET /p/a.json", ["GET /p/a{ext}", { ext: ".json" }]],
    ["GET /q/1/x", ["GET /q/{}/x", { "": "1" }]],
  ])("%s", (line, expected) => {
    expect(matched(router, line)).toEqual(expected);
  });
});

test("a hostile segment is matched in linear time", () => {
  const router = routerFor(["GET /{a}-{b}-{c}-{d}.json"]);
  const before = process.cpuUsage().user;
  expect(matched(router, `GET /${"-".repeat(100_000)}`)).toBe(undefined);
  // By backtracking it would be years.
  expect(process.cpuUsage().user - before).toBeLessThan(1_000_000);
});

test.each<[segment: string, text: string, values: string[] | undefined]>([
  ["{a}-{b}", "1-2-3", ["1", "2-3"]],
  ["{a}-{b}-", "1-2-3-", ["1", "2-3"]],
  ["{a}-{b}.json", "1-2.json.json", ["1", "2.json"]],
  ["{a}-{b}", "-1-2", ["-1", "2"]],
  ["{a}--{b}", "1---2", ["1", "-2"]],
  ["{a}-{b}", "1-", undefined],
  ["{a}-{b}", "-1", undefined],
  ["x{a}x", "xx", undefined],
  ["x{a}x", "xxx", ["x"]],
  ["{a}{b}", "123", ["1", "23"]],
  ["{a}{b}", "1", undefined],
  ["v{a}", "v", undefined],
])("the segment %s of %s", (segment, text, values) => {
  const expected = values && [
    `GET /${segment}`,
    Object.fromEntries(values.map((value, index) => ["ab"[index]!, value])),
  ];
  expect(matched(routerFor([`GET /${segment}`]), `GET /${text}`)).toEqual(expected);
});

test("a template that fits in part leaves no values behind", () => {
  const router = routerFor(["GET /r/{a}-{b}/end", "GET /r/{c}/other", "GET /{x}/{y}/{z}"]);
  expect(matched(router, "GET /r/1-2/end")).toEqual(["GET /r/{a}-{b}/end", { a: "1", b: "2" }]);
  expect(matched(router, "GET /r/1-2/other")).toEqual(["GET /r/{c}/other", { c: "1-2" }]);
  expect(matched(router, "GET /r/1-2/3")).toEqual([
    "GET /{x}/{y}/{z}",
    { x: "r", y: "1-2", z: "3" },
  ]);
});

test("operations of one method and path are all told, in document order", () => {
  const router = routerFor(["GET /a#one", "GET /a", "GET /a?b=c", "GET /x/{id}", "GET /x/{name}"]);
  const others = (path: string) => {
    const match = router.match("GET", path);
    if (match.kind !== "operation") return [];
    return [match, ...match.others].map(({ operation, pathValues }) => [
      operation.path,
      Object.fromEntries(pathValues),
    ]);
  };
  expect(others("/a")).toEqual([
    ["/a#one", {}],
    ["/a", {}],
    ["/a?b=c", {}],
  ]);
  expect(others("/x/1")).toEqual([
    ["/x/{id}", { id: "1" }],
    ["/x/{name}", { name: "1" }],
  ]);
});

test("a slash at the end is part of the path", () => {
  const router = routerFor(["GET /a/", "GET /b", "GET /c", "GET /c/", "GET /d/{id}/"]);
  expect(matched(router, "GET /a/")).toEqual(["GET /a/", {}]);
  expect(matched(router, "GET /a")).toBe(undefined);
  expect(matched(router, "GET /b/")).toBe(undefined);
  expect(matched(router, "GET /c/")).toEqual(["GET /c/", {}]);
  expect(matched(router, "GET /c")).toEqual(["GET /c", {}]);
  expect(matched(router, "GET /d/1/")).toEqual(["GET /d/{id}/", { id: "1" }]);
  expect(matched(router, "GET /d/1")).toBe(undefined);
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

test.each([
  ["/a", { path: "/a", query: [], fragment: [], label: undefined }],
  [
    "/a?b=c&d",
    {
      path: "/a",
      query: [
        { name: "b", value: "c" },
        { name: "d", value: undefined },
      ],
      fragment: [],
      label: undefined,
    },
  ],
  [
    "/a?b={c}",
    { path: "/a", query: [{ name: "b", value: undefined }], fragment: [], label: undefined },
  ],
  [
    "/a?b=c%20d+e#f",
    { path: "/a", query: [{ name: "b", value: "c d e" }], fragment: [], label: "f" },
  ],
  [
    "/#X-Amz-Target=Db.Put",
    {
      path: "/",
      query: [],
      fragment: [{ name: "X-Amz-Target", value: "Db.Put" }],
      label: undefined,
    },
  ],
  ["/a#b?c", { path: "/a", query: [], fragment: [], label: "b?c" }],
  ["/a#", { path: "/a", query: [], fragment: [], label: undefined }],
])("the key %s", (key, expected) => {
  expect(readPathKey(key)).toEqual(expected);
});
