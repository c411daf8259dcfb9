export default {
  services: {
    orders: { contract: "orders.openapi.yaml", provider: { messages: () => ({}) } },
    mailer: { contract: "mailer.openapi.yaml" },
  },
  events: "events.asyncapi.yaml",
};
