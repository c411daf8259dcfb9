export default {
  services: {
    orders: Promise.resolve({ contract: "orders.yaml" }),
  },
};
