const sent = {
  contents: { id: "o1", lines: [{ sku: "a" }], note: 7 },
  metadata: { topic: "order.made" },
};

export default {
  services: {
    orders: { contract: "orders.openapi.yaml", provider: { messages: () => sent } },
    mailer: { contract: "mailer.openapi.yaml" },
  },
  events: "events.asyncapi.yaml",
};
