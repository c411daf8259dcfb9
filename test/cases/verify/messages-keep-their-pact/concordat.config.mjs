const orders = new Map();
const bytes = new Uint8Array([0, 1, 2]);

/** What the publisher of events sends, by its own code. */
const messages = {
  "an order was made": async ({ states, metadata, channel }) => {
    const order = orders.get(states[0].params.id);
    // The channel is the contract's; the pact says what it reads of the metadata.
    return { contents: order, metadata: { ...metadata, topic: channel } };
  },
  "a text": () => ({ contents: "hello", contentType: "text/plain" }),
  bytes: () => ({ contents: bytes, contentType: "application/octet-stream" }),
};
const states = {
  "order o1 is there": {
    setup: ({ id }) => void orders.set(id, { id, lines: [{ sku: "z" }, { sku: "y" }], note: "n" }),
    teardown: ({ id }) => void orders.delete(id),
  },
};

export default {
  services: {
    orders: { contract: "orders.openapi.yaml", provider: { messages, states } },
    mailer: { contract: "mailer.openapi.yaml" },
  },
  events: "events.asyncapi.yaml",
};
