/**
 * The e-commerce system's contracts: each edge is proved, and one change to either side of it shows.
 */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dump, load } from "js-yaml";
import { expect, test } from "vitest";
import { allFindings, type VerifyResult } from "../../src/cli/verify-result.ts";
import { runCli } from "../run-cli.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";
import { configWithoutProviders } from "./config-without-providers.ts";

const root = path.resolve(import.meta.dirname, "..", "..");

// biome-ignore lint/suspicious/noExplicitAny: a YAML document is edited by hand here
type Document = any;

test("every edge is compatible", async () => {
  const { edges } = await verified("shared/order.yaml", () => undefined);
  expect(edges).toHaveLength(23);
  expect(edges.filter(({ verdict }) => verdict !== "compatible")).toEqual([]);
  expect(edges.flatMap(({ findings }) => findings)).toEqual([]);
});

interface Change {
  what: string;
  file: string;
  edit: (document: Document) => void;
  /** The edge that shows it, its verdict, the code and what its message says. */
  edge: string;
  verdict: string;
  code: string;
  says: string;
}

const CHANGES: Change[] = [
  {
    what: "the token's life may be told in parts of seconds",
    file: "user-service.openapi.yaml",
    edit: ({ components }) => {
      components.schemas.LoginResponse.properties.expiresIn = { type: "number" };
    },
    edge: "POST /auth/login",
    verdict: "incompatible",
    code: "response.body.incompatible",
    says: "expiresIn is the number 0.5",
  },
  {
    what: "a page of orders may lack its content",
    file: "shared/order.yaml",
    edit: ({ PageResponseOrder }) => {
      PageResponseOrder.required = ["page"];
    },
    edge: "GET /orders?userId={userId}&limit=5",
    verdict: "incompatible",
    code: "response.body.incompatible",
    says: 'no property "content"',
  },
  {
    what: "a reservation asks for a warehouse",
    file: "inventory-service.openapi.yaml",
    edit: ({ components }) => {
      const { ReserveInventoryRequest: request } = components.schemas;
      request.required.push("warehouse");
      request.properties.warehouse = { type: "string" };
    },
    edge: "POST /inventory/reserve",
    verdict: "incompatible",
    code: "request.body.incompatible",
    says: 'no property "warehouse"',
  },
  {
    what: "an order's total may be unknown when it is made",
    file: "shared/order.yaml",
    edit: ({ Order }) => {
      Order.required = Order.required.filter((name: string) => name !== "total");
    },
    edge: "POST /payments",
    verdict: "incompatible",
    code: "request.body.incompatible",
    says: 'no property "amount"',
  },
  {
    what: "a payment is made in the name of a number",
    file: "payment-service.openapi.yaml",
    edit: ({ components }) => {
      components.schemas.CreatePaymentRequest.properties.userId = { type: "integer" };
    },
    edge: "POST /payments",
    verdict: "incompatible",
    code: "request.body.incompatible",
    says: "userId is the string",
  },
  {
    what: "a reservation is released by another name",
    file: "shared/inventory.yaml",
    edit: ({ Reservation }) => {
      const { reservationId, ...others } = Reservation.properties;
      Reservation.properties = { ...others, id: reservationId };
      Reservation.required[0] = "id";
    },
    edge: "POST /inventory/release",
    verdict: "unknown",
    code: "request.mapping.dangling",
    says: "declares no /reservationId",
  },
  {
    what: "the order service asks about products by number",
    file: "order-service.openapi.yaml",
    edit: ({ paths }) => {
      const [called] = Object.values(
        paths["/orders"].post.callbacks.validateProducts,
      ) as Document[];
      const { schema } = called.post.requestBody.content["application/json"];
      schema.properties.productIds.items = { type: "integer" };
    },
    edge: "POST /products/validate",
    verdict: "incompatible",
    code: "request.body.incompatible",
    says: "productIds.0 is the number",
  },
  {
    what: "a created user's event may name nobody",
    file: "user-service.openapi.yaml",
    edit: ({ paths }) => {
      const [event] = Object.values(paths["/users"].post.callbacks.userCreated) as Document[];
      event.post.requestBody.content["application/json"].schema = { type: "object" };
    },
    edge: "EVENT user.created",
    verdict: "incompatible",
    code: "event.payload.incompatible",
    says: "has no property",
  },
];

test.each(CHANGES)("it shows when $what", async ({ file, edit, ...wanted }) => {
  const { edges } = await verified(file, edit);
  const broken = edges.filter(({ verdict }) => verdict !== "compatible");
  expect([...new Set(broken.map(({ operation }) => operation))]).toEqual([wanted.edge]);
  expect(broken.map(({ verdict }) => verdict)).toContain(wanted.verdict);
  const findings = broken.flatMap((edge) => edge.findings);
  expect(findings.map(({ code }) => code)).toEqual([wanted.code]);
  expect(findings[0]!.message).toContain(wanted.says);
});

async function verified(file: string, edit: Change["edit"]): Promise<VerifyResult> {
  return inTemporaryFolder(async (folder) => {
    cpSync(path.join(root, "contracts"), path.join(folder, "contracts"), { recursive: true });
    const changed = path.join(folder, "contracts", file);
    const document = load(readFileSync(changed, "utf8")) as Document;
    edit(document);
    writeFileSync(changed, dump(document));
    writeFileSync(path.join(folder, "concordat.config.json"), configWithoutProviders());
    const { stdout } = await runCli(["verify", "--format", "json"], { cwd: folder });
    const result = JSON.parse(stdout) as VerifyResult;
    expect(result.ok).toBe(allFindings(result).every(({ severity }) => severity !== "error"));
    return result;
  });
}
