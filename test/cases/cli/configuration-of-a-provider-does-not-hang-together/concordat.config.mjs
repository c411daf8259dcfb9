const fetch = () => new Response();
export default {
  services: {
    a: { contract: "a.yaml", provider: {} },
    b: { contract: "b.yaml", provider: { fetch, url: "http://127.0.0.1:5003" } },
    c: { contract: "c.yaml", provider: { url: "http://127.0.0.1:5003", ready: "/health" } },
    d: { contract: "d.yaml", provider: { fetch, states: { s: () => {} }, statesUrl: "/s" } },
    e: { contract: "e.yaml", provider: { command: [], url: "http://127.0.0.1:5003", startTimeout: 0 } },
    f: { contract: "f.yaml", provider: { fetch, messages: fetch, messagesUrl: "/m" } },
  },
};
