import { expect, test } from "vitest";
import { displayNameOf } from "./display-name.ts";

test.each([
  // name             shown as
  ["orders", "Orders"],
  ["order-service", "Order Service"],
  ["order_service.v2", "Order Service V2"],
  ["fooBarAPI", "Foo Bar API"],
  ["APIGateway", "API Gateway"],
  ["  a  b ", "A B"],
  ["Example App", "Example App"],
  ["-", "-"],
])("%s", (name, shown) => {
  expect(displayNameOf(name)).toBe(shown);
});
