/**
 * The two documents that everything is measured on, and the exchanges asked of each.
 *
 * Small: the order service. Large: GitHub's REST description, 13 MB and 1,223 operations.
 */
import path from "node:path";

export interface Scenario {
  name: "small" | "large";
  /** Absolute. */
  file: string;
  exchanges: readonly ScenarioExchange[];
}

export interface ScenarioExchange {
  /** The operation's path template. */
  template: string;
  method: string;
  target: string;
  headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
}

const folder = import.meta.dirname;

const tracing = {
  "x-request-id": "3f1c2b1e-6f2a-4a41-9d8c-5b1f0a7e9c10",
  "x-user-id": "u-1",
  authorization: "Bearer eyJhbGciOiJub25lIn0.e30.",
};

const address = {
  street: "12 Hill Road",
  city: "Springfield",
  state: "IL",
  postalCode: "62704",
  country: "US",
};

const small: Scenario = {
  name: "small",
  file: path.resolve(folder, "../contracts/order-service.openapi.yaml"),
  exchanges: [
    {
      template: "/orders",
      method: "POST",
      target: "/orders",
      headers: tracing,
      body: {
        userId: "u-1",
        items: [
          { productId: "p-1", quantity: 2 },
          { productId: "p-2", quantity: 1 },
        ],
        shippingAddress: address,
        billingAddress: address,
        notes: "Leave it with the neighbour",
      },
    },
    { template: "/orders/{orderId}", method: "GET", target: "/orders/o-1", headers: tracing },
    {
      template: "/orders",
      method: "GET",
      target: "/orders?status=PENDING&status=SHIPPED&page=2&size=50",
      headers: tracing,
    },
    {
      template: "/orders/{orderId}",
      method: "PATCH",
      target: "/orders/o-1",
      headers: tracing,
      body: { status: "SHIPPED" },
    },
  ],
};

const large: Scenario = {
  name: "large",
  file: path.join(folder, "node_modules/@octokit/openapi/generated/api.github.com.json"),
  exchanges: [
    {
      template: "/repos/{owner}/{repo}/issues",
      method: "POST",
      target: "/repos/octocat/hello-world/issues",
      headers: {},
      body: {
        title: "Found a bug",
        body: "I'm having a problem with this.",
        assignees: ["octocat"],
        milestone: 1,
        labels: ["bug", { name: "ui", color: "f29513" }],
      },
    },
    {
      template: "/repos/{owner}/{repo}",
      method: "GET",
      target: "/repos/octocat/hello-world",
      headers: {},
    },
    {
      template: "/repos/{owner}/{repo}/issues",
      method: "GET",
      target: "/repos/octocat/hello-world/issues?state=open&sort=updated&per_page=50&page=2",
      headers: {},
    },
    {
      template: "/repos/{owner}/{repo}",
      method: "PATCH",
      target: "/repos/octocat/hello-world",
      headers: {},
      body: { description: "My first repository", has_issues: true, private: false },
    },
  ],
};

export const scenarios: readonly Scenario[] = [small, large];
