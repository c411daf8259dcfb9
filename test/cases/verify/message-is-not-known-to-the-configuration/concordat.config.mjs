export default {
  services: {
    orders: { contract: "orders.openapi.yaml", provider: { messages: { "an order is made": () => ({ contents: {} }) } } },
    mailer: { contract: "mailer.openapi.yaml" },
  },
  events: "events.asyncapi.yaml",
};
