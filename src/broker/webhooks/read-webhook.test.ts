import { describe, expect, test } from "vitest";
import { readAllowedHosts } from "./hosts.ts";
import { readWebhook } from "./read-webhook.ts";

const request = { method: "POST", url: "https://example.org/hook" };
const participantExists = (name: string) => name === "Foo";

function read(body: Record<string, unknown>, hosts: string[] = []) {
  return readWebhook(body, { hosts: readAllowedHosts(hosts), participantExists });
}

const SEE = "See /doc/webhooks#whitelist for more information.";

describe("refused", () => {
  test.each<[Record<string, unknown>, Record<string, string[]>, string[]?]>([
    [{}, { request: ["is missing"] }],
    [{ request: "x" }, { request: ["must be a hash"] }],
    [{ request: {} }, { "request.method": ["is missing"], "request.url": ["is missing"] }],
    [{ request: { ...request, url: "" } }, { "request.url": ["must be filled"] }],
    [{ request: { ...request, method: "GET" } }, { "request.method": [`must be POST. ${SEE}`] }],
    [
      { request: { ...request, method: "blah" } },
      { "request.method": ["is not a recognised HTTP method"] },
    ],
    ...["blah", "bl ah", "https:example.org", "https://"].map(
      (url): [Record<string, unknown>, Record<string, string[]>] => [
        { request: { ...request, url } },
        { "request.url": ["is not a valid URL eg. http://example.org"] },
      ],
    ),
    ...["http://example.org", "ftp://foo"].map(
      (url): [Record<string, unknown>, Record<string, string[]>] => [
        { request: { ...request, url } },
        { "request.url": [`scheme must be https. ${SEE}`] },
      ],
    ),
    [
      { request: { ...request, url: `https://\${pactbroker.consumerName}/x` } },
      { "request.url": ["cannot have a template parameter in the host"] },
    ],
    [
      { request: { ...request, url: `https://\${pactbroker.consumerName}@evil.test` } },
      { "request.url": [`host must be in the whitelist "example.org". ${SEE}`] },
      ["example.org"],
    ],
    [
      { request: { ...request, url: "https://other.test" } },
      { "request.url": [`host must be in the whitelist "a.test", "b.test:81". ${SEE}`] },
      ["a.test", "b.test:81"],
    ],
    [
      { request: { ...request, url: "http://localhost:3001" } },
      { "request.url": [`scheme must be https. ${SEE}`] },
      ["http://localhost:3000"],
    ],
    [
      { request: { ...request, headers: { "a b": "c" } } },
      { "request.headers": ["are not HTTP header fields"] },
    ],
    [
      { request: { ...request, headers: { a: "b\r\nc: d" } } },
      { "request.headers": ["are not HTTP header fields"] },
    ],
    [
      { request, provider: { name: "Nobody" } },
      { "provider.name": ["does not match an existing pacticipant"] },
    ],
    [{ request, consumer: {} }, { "consumer.name": ["cannot be blank"] }],
    [
      { request, consumer: { name: "Foo", label: "x" } },
      { "consumer.label": ["name and label cannot be provided at the same time"] },
    ],
    [{ request, events: [] }, { events: ["size cannot be less than 1"] }],
    [
      { request, events: [{ name: "contract_published" }, { name: "x" }] },
      {
        events: [
          expect.stringMatching(/^name must be one of: contract_published, .* \(at index 1\)$/),
        ],
      },
    ],
    [{ request, enabled: "yes" }, { enabled: ["must be boolean"] }],
  ])("%j", (body, errors, hosts) => {
    expect(read(body, hosts)).toEqual({ errors });
  });
});

test("read whole", () => {
  const webhook = read({
    description: "tell",
    enabled: false,
    consumer: { name: "Foo" },
    provider: { label: "team-a" },
    events: [{ name: "contract_published" }, { name: "contract_published" }],
    request: {
      method: "post",
      url: `https://me:s%40cret@example.org/\${pactbroker.consumerVersionNumber}`,
      headers: { "Content-Type": "text/plain" },
      body: { a: 1 },
    },
  });
  expect(webhook).toEqual({
    webhook: {
      description: "tell",
      isEnabled: false,
      consumer: { name: "Foo" },
      provider: { label: "team-a" },
      events: ["contract_published"],
      request: {
        method: "POST",
        url: `https://example.org/\${pactbroker.consumerVersionNumber}`,
        headers: { "content-type": "text/plain" },
        body: { a: 1 },
        username: "me",
        password: "s@cret",
      },
    },
  });
});

test("what is left out", () => {
  expect(read({ request })).toEqual({
    webhook: {
      description: null,
      isEnabled: true,
      consumer: undefined,
      provider: undefined,
      events: ["contract_content_changed"],
      request: { ...request, headers: {} },
    },
  });
});
