const prices = { a: 9 };
const messages = ({ request }) => ({ contents: { cents: prices[request.contents.sku] } });

export default {
  services: {
    orders: { contract: "orders.openapi.yaml", provider: { messages } },
    mailer: { contract: "mailer.openapi.yaml" },
  },
  events: "events.asyncapi.yaml",
};
