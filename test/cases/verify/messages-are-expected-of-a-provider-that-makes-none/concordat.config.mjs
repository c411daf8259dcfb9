export default {
  services: {
    orders: { contract: "orders.openapi.yaml", provider: { url: "http://127.0.0.1:9" } },
    mailer: { contract: "mailer.openapi.yaml" },
  },
  events: "events.asyncapi.yaml",
};
