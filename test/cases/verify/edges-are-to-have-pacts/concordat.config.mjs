export default {
  services: {
    orders: { contract: "orders.openapi.yaml" },
    mailer: { contract: "mailer.openapi.yaml" },
    taxes: { external: true },
  },
  events: "events.asyncapi.yaml",
};
