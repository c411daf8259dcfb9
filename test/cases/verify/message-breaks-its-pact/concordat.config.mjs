const sent = {
  contents: { id: "o1", lines: [{ sku: 3 }] },
  metadata: { topic: "order.sent" },
};

export default {
  services: {
    orders: { contract: "orders.openapi.yaml", provider: { messages: () => sent } },
    mailer: { contract: "mailer.openapi.yaml" },
  },
  events: "events.asyncapi.yaml",
};
