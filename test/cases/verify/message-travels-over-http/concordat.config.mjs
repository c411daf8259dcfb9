const provider = {
  // Not asked: neither for the call nor, by accident, for the message.
  fetch: () => new Response(null, { status: 500 }),
  messages: () => ({ contents: { id: "o1", lines: [{ sku: "a" }] } }),
};

export default {
  services: {
    orders: { contract: "orders.openapi.yaml", provider },
    mailer: { contract: "mailer.openapi.yaml" },
  },
  events: "events.asyncapi.yaml",
};
