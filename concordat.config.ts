import { defineConfig } from "concordat";
import { verifiedProvider } from "./services/verified-provider.ts";

/** A step of the gateway's saga. */
const step = { consumer: "api-gateway", operation: "createOrderSaga", method: "POST" };

export default defineConfig({
  services: {
    "api-gateway": { contract: "contracts/api-gateway.openapi.yaml", port: 4000 },
    "user-service": {
      contract: "contracts/user-service.openapi.yaml",
      port: 4001,
      provider: verifiedProvider("user-service"),
    },
    "product-service": {
      contract: "contracts/product-service.openapi.yaml",
      port: 4002,
      provider: verifiedProvider("product-service"),
    },
    "order-service": {
      contract: "contracts/order-service.openapi.yaml",
      port: 4003,
      provider: verifiedProvider("order-service"),
    },
    "payment-service": {
      contract: "contracts/payment-service.openapi.yaml",
      port: 4004,
      provider: verifiedProvider("payment-service"),
    },
    "notification-service": {
      contract: "contracts/notification-service.openapi.yaml",
      port: 4005,
      provider: verifiedProvider("notification-service"),
    },
    "inventory-service": {
      contract: "contracts/inventory-service.openapi.yaml",
      port: 4006,
      provider: verifiedProvider("inventory-service"),
    },
  },
  events: "contracts/events.asyncapi.yaml",
  gateway: {
    "api-gateway": {
      // Made at the gateway where the caller sent none: the seed's distributed tracing.
      adds: ["X-Request-ID"],
      forwards: ["X-Correlation-ID"],
      // The gateway takes the user from the token it has checked.
      identity: { userId: "sub" },
    },
  },
  // What each step of the saga sends; the seed names the steps and leaves their bodies open.
  edges: [
    {
      ...step,
      provider: "product-service",
      path: "/products/validate",
      body: {
        productIds: { $each: "$request.body#/items", $as: "$item#/productId" },
      },
    },
    {
      ...step,
      provider: "inventory-service",
      path: "/inventory/reserve",
      body: {
        items: {
          $each: "$request.body#/items",
          $as: { productId: "$item#/productId", quantity: "$item#/quantity" },
        },
      },
    },
    {
      ...step,
      provider: "inventory-service",
      path: "/inventory/release",
      body: {
        reservationId: "$steps.reserve-inventory.response.body#/reservationId",
      },
    },
    { ...step, provider: "order-service", path: "/orders", body: "$request.body" },
    {
      ...step,
      provider: "order-service",
      path: "/orders/{orderId}/cancel",
      body: { reason: "The saga was undone" },
    },
    {
      ...step,
      provider: "payment-service",
      path: "/payments",
      body: {
        orderId: "$steps.create-order.response.body#/id",
        userId: "$identity.userId",
        amount: "$steps.create-order.response.body#/total",
      },
    },
    {
      ...step,
      provider: "payment-service",
      path: "/payments/{paymentId}/refund",
      body: { reason: "The saga was undone" },
    },
    // After the saga: the order as the payment left it. It names no operation, since what a step
    // answered binds `orderId`, and that is known in the steps alone.
    {
      consumer: "api-gateway",
      provider: "order-service",
      method: "GET",
      path: "/orders/{orderId}",
    },
  ],
});
