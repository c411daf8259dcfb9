/**
 * The orders service as the shop's tests see it: answers written by hand, under MSW.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { type PactRecorder, type RecordPactOptions, recordPact } from "concordat/pact";
import { HttpResponse, http } from "msw";
import { type SetupServer, setupServer } from "msw/node";
import type { Contract } from "../../src/contract/contract.ts";
import { readContractText } from "../contract-text.ts";

const file = path.join(import.meta.dirname, "orders.openapi.yaml");
export const contract: Contract = readContractText(readFileSync(file, "utf8"));

const order = {
  id: "o-1",
  items: [
    { sku: "p-1", quantity: 2 },
    { sku: "p-2", quantity: 1 },
  ],
  status: "NEW",
  total: 68.48,
};

const made = {
  id: "o-2",
  status: "NEW",
  total: 59.98,
  placedAt: "2026-01-02T03:04:05Z",
  items: [
    { sku: "p-1", quantity: 2, note: "gift" },
    { sku: "p-2", quantity: 1, note: null },
  ],
};

export function startOrders(): SetupServer {
  const server = setupServer(
    http.get("http://orders.test/orders/:id", ({ params }) =>
      params.id === "o-404"
        ? HttpResponse.json({ message: "no order o-404" }, { status: 404 })
        : HttpResponse.json({ ...order, id: params.id }),
    ),
    http.post("http://orders.test/orders", async ({ request }) => {
      // The handler reads the body, too.
      await request.json();
      return HttpResponse.json(made, { status: 201, headers: { Location: "/orders/o-2" } });
    }),
    http.get("http://other.test/*", () => HttpResponse.json({})),
  );
  server.listen({ onUnhandledFrame: "error" });
  return server;
}

export function recorderIn(
  folder: string,
  server: SetupServer,
  options: Partial<RecordPactOptions> = {},
): PactRecorder {
  return recordPact(server, { consumer: "shop", provider: "orders", contract, folder, ...options });
}

/** A token such as an identity provider gives: `{"sub":"u-1"}`, unsigned. */
export const token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1LTEifQ.c2lnbmF0dXJl";

export function getOrder(id: string, query = ""): Promise<Response> {
  return fetch(`http://orders.test/orders/${id}${query}`, {
    headers: { authorization: `Bearer ${token}`, "user-agent": "shop/1.2.3" },
  });
}

export function createOrder(requestId: string): Promise<Response> {
  return fetch("http://orders.test/orders", {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "x-request-id": requestId,
    },
    body: JSON.stringify({ userId: "u-1", channel: "WEB", items: [{ sku: "p-1", quantity: 2 }] }),
  });
}
