const fetch = () => new Response(null, { status: 202 });
const messages = () => ({
  contents: { id: "o2", lines: [{ sku: "b" }] },
  metadata: { topic: "order.made" },
});

export default {
  services: {
    orders: { contract: "orders.openapi.yaml", provider: { fetch, messages } },
    mailer: { contract: "mailer.openapi.yaml" },
  },
  events: "events.asyncapi.yaml",
};
