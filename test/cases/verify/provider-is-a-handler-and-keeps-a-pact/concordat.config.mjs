const orders = new Map();

async function answer(request) {
  if (request.headers.get("authorization") !== "Bearer token-of-o1") {
    return new Response(null, { status: 401 });
  }
  const order = orders.get(new URL(request.url).pathname.split("/").at(-1));
  if (order === undefined) return new Response(null, { status: 404 });
  return Response.json(order, { headers: { ETag: "v7" } });
}

export default {
  services: {
    orders: {
      contract: "orders.openapi.yaml",
      provider: {
        fetch: answer,
        states: {
          "order o1 exists": {
            setup: ({ id }) => {
              orders.set(id, { id, lines: [{ sku: "z" }, { sku: "y" }] });
            },
            teardown: ({ id }) => {
              orders.delete(id);
            },
          },
        },
        headers: { Authorization: async ({ path }) => `Bearer token-of-${path.split("/").at(-1)}` },
      },
    },
  },
};
