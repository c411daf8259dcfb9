export default {
  services: {
    orders: { contract: "orders.openapi.yaml", provider: "mock" },
    mailer: { contract: "mailer.openapi.yaml" },
  },
  events: "events.asyncapi.yaml",
};
