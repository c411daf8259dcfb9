const messages = () => ({ contents: {} });
export default {
  services: {
    a: { contract: "a.yaml", provider: { messages, statesUrl: "/states" } },
    b: { contract: "b.yaml", provider: { messages, statesUrl: "http://127.0.0.1:5003/states" } },
    c: { contract: "c.yaml", provider: { messages, fetch: messages, statesUrl: "/states" } },
  },
};
