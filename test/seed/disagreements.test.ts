/**
 * The tool held to `disagreements.md`, which was written by eye before the tool: every row is found,
 * and nothing else is.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { VerifyResult } from "../../src/cli/verify-result.ts";
import { allFindings } from "../../src/cli/verify-result.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { runCli } from "../run-cli.ts";

const folder = import.meta.dirname;

interface Row {
  id: string;
  foundBy: string;
  what: string;
}

const tables = readFileSync(path.join(folder, "disagreements.md"), "utf8");
const rows: Row[] = [...tables.matchAll(/^\| (D\d+) \| [^|]* \| (\w+) \| ([^|]*) \|/gm)].map(
  ([, id, foundBy, what]) => ({ id: id!, foundBy: foundBy!, what: what! }),
);

/** What finds a row: the code, and words that its message and place must have. */
interface Expectation {
  code: Finding["code"];
  says: string[];
  at: string;
}

const gateway = "api-gateway.openapi.yaml";
const login = "/paths/~1auth~1login/post";
const dashboard = "/paths/~1dashboard/get";
const saga = "/paths/~1orders/post";
const steps = `${saga}/x-gateway-saga/steps`;
const entries = `${dashboard}/x-gateway-aggregate`;
const header = "header parameter X-Request-ID";

const EXPECTED: Record<string, Expectation> = {
  D1: missing(header, "user-service POST /auth/login", `${login}/x-gateway-backend/path`),
  D2: found("request.body.optional", ["user-service POST /auth/login"], `${login}/requestBody`),
  D3: status("401", `${login}/x-gateway-backend/path`),
  D4: status("429", `${login}/x-gateway-backend/path`),
  D6: unbound("/users/{userId}", `${entries}/0/path`),
  D7: missing(header, "user-service GET /users/{userId}", `${entries}/0/path`),
  D8: unbound("/orders?userId={userId}&limit=5", `${entries}/1/path`),
  D9: found("request.parameter.undeclared", ["limit", "order-service"], `${entries}/1/path`),
  D10: missing(header, "order-service GET /orders", `${entries}/1/path`),
  D12: unbound("/products/recommendations?userId={userId}", `${entries}/2/path`),
  D13: noContract("GET /products/recommendations", "product-service", `${entries}/2/path`),
  D14: found(
    "aggregate.field.unfilled",
    ["notifications"],
    `${dashboard}/responses/200/content/application~1json/schema/properties/notifications`,
  ),
  D15: noContract("POST /products/validate", "product-service", `${steps}/0/path`),
  D16: noContract("POST /inventory/reserve", "inventory-service", `${steps}/1/path`),
  D17: noContract("POST /inventory/release", "inventory-service", `${steps}/1/compensate`),
  D18: missing(header, "order-service POST /orders", `${steps}/2/path`),
  D19: found("request.body.optional", ["order-service POST /orders"], `${saga}/requestBody`),
  D20: found(
    "operation.undeclared",
    ["POST /orders/{orderId}/cancel", "order-service"],
    `${steps}/2/compensate`,
  ),
  D21: noContract("POST /payments", "payment-service", `${steps}/3/path`),
  D22: noContract("POST /payments/{paymentId}/refund", "payment-service", `${steps}/3/compensate`),
  D23: {
    code: "service.missing",
    says: ["order-service calls POST /products/validate of product-service"],
    at: "order-service.openapi.yaml /paths/~1orders/post/callbacks/validateProducts/https:~1~1product-service.example.com~1products~1validate",
  },
  D24: dangling("PageResponseUser", "user-service.openapi.yaml", "/paths/~1users/get/"),
  D25: dangling("PageResponseOrder", "order-service.openapi.yaml", "/paths/~1orders/get/"),
  D26: dangling("User", gateway, `${dashboard}/`),
  D27: dangling("Order", gateway, `${dashboard}/`),
  D28: dangling("Product", gateway, `${dashboard}/`),
  D29: dangling("CreateOrderRequest", gateway, `${saga}/requestBody/`),
  D30: dangling("Order", gateway, `${saga}/responses/201/`),
  D31: dangling("PaymentProcessedEvent", "events.asyncapi.yaml", "/channels/payment.processed/"),
  D32: dangling("InventoryReservedEvent", "events.asyncapi.yaml", "/channels/inventory.reserved/"),
  D33: dangling("NotificationSentEvent", "events.asyncapi.yaml", "/channels/notification.sent/"),
  D34: event("event.schema.missing", "payment.processed"),
  D35: event("event.schema.missing", "inventory.reserved"),
  D36: event("event.schema.missing", "notification.sent"),
  D37: event("event.publisher.missing", "user.updated"),
  D38: event("event.publisher.missing", "payment.processed"),
  D39: event("event.publisher.missing", "inventory.reserved"),
  D40: event("event.publisher.missing", "notification.sent"),
  D41: event("event.subscriber.missing", "user.created"),
  D42: event("event.subscriber.missing", "user.updated"),
  D43: event("event.subscriber.missing", "order.created"),
  D44: event("event.subscriber.missing", "order.status_changed"),
  D45: event("event.subscriber.missing", "payment.processed"),
  D46: event("event.subscriber.missing", "inventory.reserved"),
  D47: event("event.subscriber.missing", "notification.sent"),
};

let verifyFindings: Finding[] = [];
let lintFindings: Finding[] = [];

beforeAll(async () => {
  const verified = await runCli(["verify", "--format", "json"], { cwd: folder });
  verifyFindings = allFindings(JSON.parse(verified.stdout) as VerifyResult);
  const linted = await runCli(["lint", "--format", "json"], { cwd: folder });
  lintFindings = (JSON.parse(linted.stdout) as { problems: Finding[] }).problems;
});

describe("every disagreement that needs no comparison of schemas is found", () => {
  const decidable = rows.filter(({ foundBy }) => foundBy !== "schemas");

  test("each has an expectation, and each expectation a row", () => {
    expect(Object.keys(EXPECTED)).toEqual(decidable.map(({ id }) => id));
  });

  test.each(decidable)("$id $what", ({ id, foundBy }) => {
    const findings = foundBy === "lint" ? lintFindings : verifyFindings;
    const matching = findings.filter((finding) => matches(finding, EXPECTED[id]!));
    expect(matching.map(({ severity }) => severity)).toEqual(["error"]);
  });
});

describe("no seeming disagreement is reported", () => {
  const expectations = Object.values(EXPECTED);

  test("lint finds the rows and nothing else", () => {
    const others = lintFindings.filter((f) => !expectations.some((e) => matches(f, e)));
    expect(others.map(show)).toEqual([]);
  });

  test("verify finds the rows and nothing else", () => {
    const others = verifyFindings.filter((f) => !expectations.some((e) => matches(f, e)));
    expect(others.map(show)).toEqual([]);
  });

  // DESIGN: faults stay local. Nobody calls GET /users (D24), and no event is on an edge (D31-D33);
  // the dashboard, the saga and GET /orders are ends of edges.
  test("verify repeats what lint finds as a warning, an error where an edge rests on it", () => {
    const repeated = verifyFindings.filter(({ code }) => code.startsWith("reference."));
    expect(repeated).toHaveLength(lintFindings.length);
    const warnings = repeated.filter(({ severity }) => severity === "warning");
    const unreached = ["D24", "D31", "D32", "D33"];
    expect(warnings.map((f) => unreached.find((id) => matches(f, EXPECTED[id]!)))).toEqual(
      unreached,
    );
  });
});

test("the list is whole: 47 rows, two of which wait for the comparison of schemas", () => {
  expect(rows).toHaveLength(47);
  const waiting = rows.filter(({ foundBy }) => foundBy === "schemas").map(({ id }) => id);
  expect(waiting).toEqual(["D5", "D11"]);
});

function matches({ code, message, at }: Finding, expected: Expectation): boolean {
  return (
    code === expected.code &&
    expected.says.every((words) => message.includes(words)) &&
    `${at.file.replace(/^as-written\//, "")} ${at.pointer}`.startsWith(expected.at)
  );
}

function show({ code, message, at }: Finding): string {
  return `${code} ${message} (${at.file}:${at.line} ${at.pointer})`;
}

function found(code: Finding["code"], says: string[], pointer: string): Expectation {
  return { code, says, at: `${gateway} ${pointer}` };
}

function missing(parameter: string, operation: string, pointer: string): Expectation {
  return found("request.parameter.missing", [`${operation} requires`, parameter], pointer);
}

function status(code: string, pointer: string): Expectation {
  return found("response.status.undeclared", [`answers ${code};`], pointer);
}

function unbound(target: string, pointer: string): Expectation {
  return found("request.variable.unbound", ["{userId}", target], pointer);
}

function noContract(operation: string, service: string, pointer: string): Expectation {
  return found("service.missing", [operation, `of ${service}`], pointer);
}

function dangling(name: string, file: string, pointer: string): Expectation {
  return {
    code: "reference.dangling",
    says: [`#/components/schemas/${name} leads nowhere`],
    at: `${file} ${pointer}`,
  };
}

function event(code: Finding["code"], address: string): Expectation {
  return { code, says: [address], at: `events.asyncapi.yaml /channels/${address}` };
}
