/**
 * How the gateway reads its contract and its configuration: what it makes of them, and what keeps it
 * from starting.
 */
import type { Config } from "concordat";
import { describe, expect, test } from "vitest";
import { makeBody } from "../../services/api-gateway/mapping.ts";
import { fillPath, idNameOf } from "../../services/api-gateway/path-template.ts";
import { readContractText } from "../contract-text.ts";
import { contracts, json, startGateway } from "./gateway-and-backends.ts";

describe("a mapping makes", () => {
  const SCOPE = {
    body: { a: 1, list: [{ id: "x", n: 2 }, { id: "y" }], "m/n": { "~": [true, null] } },
    parameter: (where: string, name: string) => (name === "q" ? `${where}:q` : undefined),
    identity: (name: string) => (name === "userId" ? "u-1" : undefined),
    step: (name: string) => (name === "pay.now" ? { id: "p", total: { amount: 1.5 } } : undefined),
  };

  test.each<[unknown, unknown]>([
    // What is no expression stands for itself.
    ["text", "text"],
    ["a $b", "a $b"],
    ["$$b", "$b"],
    [7, 7],
    [null, null],
    [
      [1, "$$"],
      [1, "$"],
    ],
    // The caller's request.
    ["$request.body", SCOPE.body],
    ["$request.body#", SCOPE.body],
    ["$request.body#/a", 1],
    ["$request.body#/list/1/id", "y"],
    ["$request.body#/m~1n/~0/0", true],
    ["$request.query.q", "query:q"],
    ["$request.path.q", "path:q"],
    ["$request.header.q", "header:q"],
    // Its sender, and what went before.
    ["$identity.userId", "u-1"],
    ["$steps.pay.now.response.body#/total/amount", 1.5],
    // What is not there is left out; of a list it is null, so that the provider sees it.
    ["$request.body#/b", undefined],
    [{ a: "$request.body#/b", c: 1 }, { c: 1 }],
    [["$request.body#/b"], [null]],
    ["$steps.other.response.body#/id", undefined],
    // Own members only.
    ["$request.body#/constructor", undefined],
    ["$request.body#/list/length", undefined],
    // Lists.
    [{ $each: "$request.body#/list", $as: "$item#/id" }, ["x", "y"]],
    [{ $each: "$request.body#/list", $as: "$item" }, SCOPE.body.list],
    [{ $each: "$request.body#/list", $as: "$item#/n" }, [2, null]],
    [
      { $each: "$request.body#/list", $as: { i: "$item#/id", u: "$identity.userId" } },
      [
        { i: "x", u: "u-1" },
        { i: "y", u: "u-1" },
      ],
    ],
    [{ of: { $each: "$request.body#/a", $as: "$item" } }, {}],
    [{ of: { $each: "$request.body#/b", $as: "$item" } }, {}],
    // With a third member it is an object like any other.
    [
      { $each: "x", $as: "y", z: 1 },
      { $each: "x", $as: "y", z: 1 },
    ],
  ])("of %j: %j", (template, expected) => {
    expect(makeBody(template, SCOPE)).toStrictEqual(expected);
  });

  test.each(["$item#/id", "$request.cookie.x", "$steps.x.request.body", "$nothing"])(
    "nothing of %s",
    (template) => {
      expect(() => makeBody({ a: template }, SCOPE)).toThrow(
        `${template} is no expression of a mapping`,
      );
    },
  );
});

describe("a path", () => {
  const values: Record<string, string> = { id: "a/b c?", dots: "..", none: "" };
  const fill = (template: string) => fillPath(template, (name) => values[name]);

  test.each([
    ["/things", "/things"],
    ["/things/{id}/{id}", "/things/a%2Fb%20c%3F/a%2Fb%20c%3F"],
    ["/things?of={id}&size=5", "/things?of=a%2Fb%20c%3F&size=5"],
    ["/things?of={dots}&or={none}", "/things?of=..&or="],
  ])("%s is filled: %s", (template, expected) => {
    expect(fill(template)).toBe(expected);
  });

  test.each([
    ["/things/{other}", "nothing binds {other} of /things/{other}"],
    ["/things/{dots}", '".." cannot stand for {dots} of /things/{dots}'],
    ["/things/{none}/x", '"" cannot stand for {none} of /things/{none}/x'],
  ])("%s is not filled", (template, message) => {
    expect(() => fill(template)).toThrow(message);
  });

  test.each([
    ["/orders", "orderId"],
    ["/orders/{orderId}/deliveries?now=1", "deliveryId"],
    ["/press", "pressId"],
  ])("%s makes what is known by %s", (path, name) => {
    expect(idNameOf(path)).toBe(name);
  });
});

describe("a gateway does not start", () => {
  const contractOf = (operation: string, schemes = "key: { type: apiKey, in: header, name: K }") =>
    readContractText(`
openapi: 3.1.0
info: { title: Gateway, version: "1" }
paths:
  /things:
    post:
      operationId: make
      ${operation}
      responses: { default: { description: Any } }
components: { securitySchemes: { ${schemes} } }
`);

  test.each([
    ["", "nothing answers POST /things: it has none of the extensions x-gateway-*"],
    [
      "x-gateway-backend: { path: /x }",
      "x-gateway-backend of POST /things: `service` is missing, or no text",
    ],
    [
      "x-gateway-backend: { service: s, path: /x, timeout: {} }",
      "x-gateway-backend of POST /things: `timeout` is neither seconds nor the name of a timeout",
    ],
    [
      "x-gateway-backend: { service: s, path: /x, timeout: long }",
      'no timeout is named "long"; x-gateway-config has default',
    ],
    ["x-gateway-aggregate: {}", "x-gateway-aggregate of POST /things is no list"],
    [
      "x-gateway-aggregate: [{ service: s, path: /x }]",
      "x-gateway-aggregate of POST /things: `field` is missing, or no text",
    ],
    ["x-gateway-saga: {}", "x-gateway-saga of POST /things is no list"],
    [
      "x-gateway-saga: { steps: [{ name: a, service: s, path: /x, compensate: 5 }] }",
      "x-gateway-saga of POST /things: `compensate` is missing, or no text",
    ],
    [
      "x-gateway-saga: { steps: [{ name: a, service: s, path: /x }] }",
      "no edge of the configuration says what api-gateway sends to s /x",
    ],
  ])("whose operation has %s", (operation, message) => {
    expect(() => startGateway({}, { contract: contractOf(operation) })).toThrow(message);
  });

  test("without the header of the services' key", () => {
    const contract = contractOf("x-gateway-backend: { service: s, path: /x }", "");
    expect(() => startGateway({}, { contract })).toThrow(
      "the contract declares no API key in a header, which the services ask for",
    );
  });

  test("with a claim that no token has", () => {
    const gateway = { "api-gateway": { identity: { userId: "email" } } };
    expect(() => startGateway({}, { config: { gateway } })).toThrow(
      "identity.userId: tokens have no claim email",
    );
  });
});

test("a saga without a mapped body, of one step that answers nothing", async () => {
  const edge = { consumer: "api-gateway", operation: "ring", provider: "bells", method: "POST" };
  const config: Pick<Config, "edges"> = { edges: [{ ...edge, path: "/bells/ring", body: null }] };
  const contract = readContractText(`
openapi: 3.1.0
info: { title: Gateway, version: "1" }
paths:
  /ring:
    post:
      operationId: ring
      x-gateway-saga: { steps: [{ name: ring, service: bells, path: /bells/ring }] }
      responses: { "201": { description: Rung } }
components: { securitySchemes: { key: { type: apiKey, in: header, name: K } } }
`);
  const gateway = startGateway(
    { "bells POST /bells/ring": () => new Response(null, { status: 204 }) },
    { contract, contractless: true, config },
  );
  const response = await gateway.send("POST", "/ring", { body: {} });
  expect(response.status).toBe(201);
  expect(gateway.sent).toMatchObject([{ line: "POST /bells/ring", body: "" }]);
});

test("a variable is bound to what the latest step answered", async () => {
  const step = (name: string, compensate = "null") =>
    `{ name: ${name}, service: s, path: "/${name}", compensate: "${compensate}" }`;
  const contract = readContractText(`
openapi: 3.1.0
info: { title: Gateway, version: "1" }
paths:
  /do:
    post:
      operationId: do
      x-gateway-saga:
        steps: [${step("cups", "/undo/0")}, ${step("lids", "/undo/{cupId}/{lidId}")}, ${step("ends", "/undo/1")}]
      responses: { "422": { description: Undone } }
components: { securitySchemes: { key: { type: apiKey, in: header, name: K } } }
`);
  const paths = ["/cups", "/lids", "/ends", "/undo/0", "/undo/{cupId}/{lidId}", "/undo/1"];
  const edge = { consumer: "api-gateway", operation: "do", provider: "s", method: "POST" };
  const edges = paths.map((path) => ({ ...edge, path, body: null }));
  const gateway = startGateway(
    {
      "s POST /cups": json({ id: "c-1" }),
      // Says of which cup it is: a later answer is nearer to the truth than an earlier one.
      "s POST /lids": json({ id: "l-1", cupId: "c-2" }),
      "s POST /ends": json({}, 409),
      "s POST /undo/c-2/l-1": json({}),
      "s POST /undo/0": json({}),
    },
    { contract, contractless: true, config: { edges } },
  );
  await gateway.send("POST", "/do", { body: {} });
  expect(gateway.lines()).toEqual([
    "s POST /cups",
    "s POST /lids",
    "s POST /ends",
    "s POST /undo/c-2/l-1",
    "s POST /undo/0",
  ]);
});

test("what the gateway's contract does not have is 404", async () => {
  const gateway = startGateway({ "order-service GET /orders": json({}) });
  const response = await gateway.send("GET", "/orders/o-1", { user: "u-1", undeclared: true });
  expect(response.status).toBe(404);
  expect(gateway.sent).toEqual([]);
  expect(contracts["api-gateway"]!.operations.map(({ key }) => key)).not.toContain(
    "GET /orders/{orderId}",
  );
});
