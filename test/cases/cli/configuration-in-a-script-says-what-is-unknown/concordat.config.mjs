export default {
  services: {
    orders: { contract: "orders.yaml", port: 0 },
  },
};
