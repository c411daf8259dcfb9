export default {
  services: {
    orders: {
      contract: "orders.openapi.yaml",
      provider: {
        fetch: () => Response.json({ id: "o1", lines: [{ sku: 3 }] }, { status: 202 }),
        states: { "order o1 exists": () => {} },
      },
    },
  },
};
