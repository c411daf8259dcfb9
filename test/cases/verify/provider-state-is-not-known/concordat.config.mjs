export default {
  services: {
    orders: {
      contract: "orders.openapi.yaml",
      provider: {
        fetch: () =>
          Response.json({ id: "o1", lines: [{ sku: "b" }] }, { headers: { ETag: "v2" } }),
        states: { "order o1 exists": () => {} },
      },
    },
  },
};
