/**
 * What a configuration may say of a provider; checked with all other types by `tsc -p .`.
 */
import { defineConfig } from "concordat";

const contract = "orders.openapi.yaml";
const url = "http://127.0.0.1:5003";
const fetch = (): Response => new Response();
const made = new Map<string, unknown>();

defineConfig({
  services: {
    reached: { contract, provider: { url, statesUrl: "/_states", headers: { "X-Key": "k" } } },
    started: {
      contract,
      provider: {
        command: "node main.ts",
        url,
        ready: "/health",
        env: { A: "1" },
        cwd: "services",
      },
    },
    served: {
      contract,
      provider: {
        fetch,
        states: {
          "made by a promise": async ({ id }) => {
            made.set(String(id), {});
          },
          "made at once": () => made.clear(),
          "made and taken down": {
            setup: ({ id }) => ({ id }),
            teardown: ({ id }) => made.delete(String(id)),
          },
        },
        headers: ({ method, path, headers, states }) => ({
          Authorization: `${method} ${path} ${String(headers.accept)} ${states.join()}`,
        }),
      },
    },
  },
});

defineConfig({
  services: {
    publisher: {
      contract,
      provider: {
        messages: {
          "an order was made": async ({ description, states, metadata, channel }) => ({
            contents: { description, id: states[0]?.params.id },
            metadata: { ...metadata, topic: channel },
          }),
          "a picture": () => ({ contents: new Uint8Array(), contentType: "image/png" }),
        },
        states: { made: () => undefined },
      },
    },
    answering: {
      contract,
      provider: { fetch, messages: ({ request }) => ({ contents: request?.contents }) },
    },
    reached: { contract, provider: { url, messagesUrl: "/_messages" } },
  },
});

// @ts-expect-error a message has contents.
defineConfig({ services: { orders: { contract, provider: { messages: () => ({ id: 1 }) } } } });

// @ts-expect-error messages that a URL gives need somebody who answers.
defineConfig({ services: { orders: { contract, provider: { messagesUrl: "/_messages" } } } });

// @ts-expect-error it has either a URL or a handler.
defineConfig({ services: { orders: { contract, provider: { url, fetch } } } });

const command = "node main.ts";
// @ts-expect-error a command says where it answers.
defineConfig({ services: { orders: { contract, provider: { command } } } });
