/**
 * The tool held to `disagreements.md`, which was written by eye before the tool: every row is found,
 * and nothing else is.
 */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dump, load } from "js-yaml";
import { beforeAll, describe, expect, test } from "vitest";
import type { VerifyResult } from "../../src/cli/verify-result.ts";
import { allFindings } from "../../src/cli/verify-result.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { runCli } from "../run-cli.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";
import config from "./concordat.config.ts";

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
  D5: found(
    "response.body.incompatible",
    ["user-service POST /auth/login", "refreshToken is null", "asks for a string"],
    `${login}/responses/200/content/application~1json/schema/properties/refreshToken/type`,
  ),
  D6: unbound("/users/{userId}", `${entries}/0/path`),
  D7: missing(header, "user-service GET /users/{userId}", `${entries}/0/path`),
  D8: unbound("/orders?userId={userId}&limit=5", `${entries}/1/path`),
  D9: found("request.parameter.undeclared", ["limit", "order-service"], `${entries}/1/path`),
  D10: missing(header, "order-service GET /orders", `${entries}/1/path`),
  D11: found(
    "response.body.incompatible",
    ["order-service GET /orders", "the field recentOrders", "asks for an array"],
    `${dashboard}/responses/200/content/application~1json/schema/properties/recentOrders/type`,
  ),
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

/** What the specifications leave open is neither: it is told, and is nobody's mistake. */
const OPEN = found(
  "edge.undecided",
  ["order-service POST /orders", "mapping not declared"],
  `${steps}/2/path`,
);

/**
 * Rows about references that lead nowhere. D11 waits for them: the answer of `listOrders` refers to
 * a schema that is registered nowhere (D25), so that as it is written nothing is known of it.
 */
const DANGLING = ["D24", "D25", "D26", "D27", "D28", "D29", "D30"];

let verified: VerifyResult;
let verifyFindings: Finding[] = [];
let lintFindings: Finding[] = [];
/** Of the same specifications once those references lead to the seed's own classes. */
let mendedFindings: Finding[] = [];

beforeAll(async () => {
  const { stdout } = await runCli(["verify", "--format", "json"], { cwd: folder });
  verified = JSON.parse(stdout) as VerifyResult;
  verifyFindings = allFindings(verified);
  const linted = await runCli(["lint", "--format", "json"], { cwd: folder });
  lintFindings = (JSON.parse(linted.stdout) as { problems: Finding[] }).problems;
  mendedFindings = await inTemporaryFolder(async (mended) => {
    cpSync(path.join(folder, "as-written"), path.join(mended, "as-written"), { recursive: true });
    writeFileSync(path.join(mended, "concordat.config.json"), JSON.stringify(config));
    for (const [file, edit] of Object.entries(MENDED)) {
      const at = path.join(mended, "as-written", file);
      const document = load(readFileSync(at, "utf8")) as Document;
      document.components.schemas = { ...document.components.schemas, ...edit };
      writeFileSync(at, dump(document));
    }
    const { stdout: told } = await runCli(["verify", "--format", "json"], { cwd: mended });
    return allFindings(JSON.parse(told) as VerifyResult);
  });
});

interface Document {
  components: { schemas?: Record<string, object> };
}

const page = (item: string) => ({
  allOf: [
    { $ref: "./shared/common.yaml#/PageResponse" },
    { type: "object", properties: { content: { type: "array", items: { $ref: item } } } },
  ],
});

/** What rows D24 to D30 ask for, as the seed's class references mean it. */
const MENDED: Record<string, Record<string, object>> = {
  "user-service.openapi.yaml": { PageResponseUser: page("./shared/user.yaml#/User") },
  "order-service.openapi.yaml": { PageResponseOrder: page("./shared/order.yaml#/Order") },
  "api-gateway.openapi.yaml": {
    User: { $ref: "./shared/user.yaml#/User" },
    Order: { $ref: "./shared/order.yaml#/Order" },
    CreateOrderRequest: {
      $ref: "./order-service.openapi.yaml#/components/schemas/CreateOrderRequest",
    },
    Product: { type: "object", required: ["id"], properties: { id: { type: "string" } } },
  },
};

describe("every disagreement is found", () => {
  test("each has an expectation, and each expectation a row", () => {
    expect(Object.keys(EXPECTED)).toEqual(rows.map(({ id }) => id));
  });

  test.each(rows.filter(({ id }) => id !== "D11"))("$id $what", ({ id, foundBy }) => {
    const findings = foundBy === "lint" ? lintFindings : verifyFindings;
    const matching = findings.filter((finding) => matches(finding, EXPECTED[id]!));
    expect(matching.map(({ severity }) => severity)).toEqual(["error"]);
  });

  test("D5 is shown by an answer in which refreshToken is null", () => {
    const [finding] = verifyFindings.filter((each) => matches(each, EXPECTED.D5!));
    expect(finding!.witness).toMatchObject({ refreshToken: null, accessToken: expect.any(String) });
    expect(finding!.witnessAt).toBe("/refreshToken");
    expect(finding!.because!.file).toBe("as-written/user-service.openapi.yaml");
    expect(finding!.because!.pointer).toBe(
      "/components/schemas/LoginResponse/properties/refreshToken/type",
    );
  });

  test("of D11 nothing can be said while the answer's schema is registered nowhere", () => {
    const dashboards = verified.edges.filter(({ source }) => source === "x-gateway-aggregate");
    expect(dashboards.flatMap(({ findings }) => findings).map(({ code }) => code)).not.toContain(
      "response.body.incompatible",
    );
  });

  test("D11 is found once it is registered, and shown by a page", () => {
    const matching = mendedFindings.filter((finding) => matches(finding, EXPECTED.D11!));
    expect(matching.map(({ severity }) => severity)).toEqual(["error"]);
    expect(matching[0]!.witness).toMatchObject({ content: [], first: expect.any(Boolean) });
  });
});

describe("no seeming disagreement is reported", () => {
  const expectations = Object.values(EXPECTED);

  test("lint finds the rows and nothing else", () => {
    const others = lintFindings.filter((f) => !expectations.some((e) => matches(f, e)));
    expect(others.map(show)).toEqual([]);
  });

  test("verify finds the rows and nothing else, but for what is left open", () => {
    const others = verifyFindings.filter((f) => !expectations.some((e) => matches(f, e)));
    expect(others.filter((f) => !matches(f, OPEN)).map(show)).toEqual([]);
    expect(others).toHaveLength(1);
  });

  test("nor does it once the references lead somewhere", () => {
    const left = Object.entries(EXPECTED).filter(([id]) => !DANGLING.includes(id));
    const others = mendedFindings.filter(
      (f) => !matches(f, OPEN) && !left.some(([, e]) => matches(f, e)),
    );
    expect(others.map(show)).toEqual([]);
    const isVerified = ({ id, foundBy }: Row) => foundBy !== "lint" && !DANGLING.includes(id);
    const unseen = rows.filter(
      (row) => isVerified(row) && !mendedFindings.some((f) => matches(f, EXPECTED[row.id]!)),
    );
    expect(unseen).toEqual([]);
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

test("the list is whole: 47 rows, two of which take a comparison of schemas", () => {
  expect(rows).toHaveLength(47);
  const compared = rows.filter(({ foundBy }) => foundBy === "schemas").map(({ id }) => id);
  expect(compared).toEqual(["D5", "D11"]);
});

test("each edge has the verdict that its rows give it", () => {
  const verdicts = verified.edges.map(
    ({ consumer, provider, operation, verdict }) =>
      `${consumer} ${provider} ${operation} ${verdict}`,
  );
  expect(verdicts).toEqual([
    "order-service product-service POST /products/validate unknown",
    "api-gateway user-service POST /auth/login incompatible",
    "api-gateway user-service GET /users/{userId} incompatible",
    "api-gateway order-service GET /orders?userId={userId}&limit=5 incompatible",
    "api-gateway product-service GET /products/recommendations?userId={userId} incompatible",
    "api-gateway product-service POST /products/validate unknown",
    "api-gateway inventory-service POST /inventory/reserve unknown",
    "api-gateway inventory-service POST /inventory/release unknown",
    "api-gateway order-service POST /orders incompatible",
    "api-gateway order-service POST /orders/{orderId}/cancel incompatible",
    "api-gateway payment-service POST /payments unknown",
    "api-gateway payment-service POST /payments/{paymentId}/refund unknown",
  ]);
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
