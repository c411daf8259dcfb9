export default {
  services: {
    orders: {
      contract: "orders.openapi.yaml",
      provider: {
        messages: {
          "an order was made": () => {
            throw new Error("the outbox is empty");
          },
          "an order was made again": () => ({ id: "o1", lines: [] }),
          "an order was made late": () => undefined,
        },
      },
    },
    mailer: { contract: "mailer.openapi.yaml" },
  },
  events: "events.asyncapi.yaml",
};
