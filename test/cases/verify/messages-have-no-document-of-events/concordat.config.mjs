export default {
  services: {
    orders: { contract: "orders.openapi.yaml", provider: { messages: () => ({ contents: { id: "o2", lines: [{ sku: "b" }] }, metadata: { topic: "order.made" } }) } },
    mailer: { contract: "mailer.openapi.yaml" },
  },
};
