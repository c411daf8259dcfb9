import { defineConfig } from "concordat";

export default defineConfig({
  services: {
    "api-gateway": { contract: "contracts/api-gateway.openapi.yaml", port: 4000 },
    "user-service": { contract: "contracts/user-service.openapi.yaml", port: 4001 },
    "product-service": {
      contract: "contracts/product-service.openapi.yaml",
      port: 4002,
      provider: "mock",
    },
    "order-service": {
      contract: "contracts/order-service.openapi.yaml",
      port: 4003,
      provider: "mock",
    },
    "payment-service": { contract: "contracts/payment-service.openapi.yaml", port: 4004 },
    "notification-service": { contract: "contracts/notification-service.openapi.yaml", port: 4005 },
    "inventory-service": { contract: "contracts/inventory-service.openapi.yaml", port: 4006 },
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
});
