export default {
  services: {
    orders: {
      contract: "orders.openapi.yaml",
      provider: {
        fetch: () => Response.json({ id: "o1", lines: [{ sku: "b" }] }, { headers: { ETag: "" } }),
        states: {
          "order o1 exists": () => {
            throw new Error("the database is read-only");
          },
        },
      },
    },
  },
};
