import { defineConfig } from "concordat";

// The seed's specifications as they stand: nothing is added to what they say.
export default defineConfig({
  services: {
    "user-service": { contract: "as-written/user-service.openapi.yaml" },
    "order-service": { contract: "as-written/order-service.openapi.yaml" },
    "api-gateway": { contract: "as-written/api-gateway.openapi.yaml" },
  },
  events: "as-written/events.asyncapi.yaml",
});
