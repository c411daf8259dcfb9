/** What is said of a publication: the events that were detected, webhooks, what to do next. */
import { expect, test } from "vitest";
import { createBroker } from "../../src/broker/broker.ts";
import {
  type AskedBroker,
  askedBroker,
  interaction,
  publishBody,
  type Resource,
} from "./asking.ts";

const PACT = { consumer: "Foo", provider: "Bar" };
const OTHER = { ...PACT, interactions: [interaction("a", 201)] };

/** What was published before, what is published, and what is said of the events. */
const CHANGED = "contract_content_changed";
test.each<[string, (broker: AskedBroker) => Promise<unknown>, Record<string, unknown>, string]>([
  [
    "nothing before",
    async () => undefined,
    {},
    `contract_published, ${CHANGED} (first time untagged pact published)`,
  ],
  [
    "the same without tags",
    ({ publish }) => publish(PACT, "1"),
    {},
    "contract_published (pact content is the same as previous versions with tags  and no new tags were applied)",
  ],
  [
    "another one without tags",
    ({ publish }) => publish(OTHER, "1"),
    {},
    `contract_published, ${CHANGED} (pact content has changed since previous untagged version)`,
  ],
  [
    "the same with the tag",
    ({ publish }) => publish(PACT, "1", { tags: ["t"] }),
    { tags: ["t"] },
    "contract_published (pact content is the same as previous version with tag t and no new tags were applied)",
  ],
  [
    "another one with the tag",
    ({ publish }) => publish(OTHER, "1", { tags: ["t"] }),
    { tags: ["t"] },
    `contract_published, ${CHANGED} (pact content has changed since the last consumer version tagged with t)`,
  ],
  [
    "the same with two tags, and one more",
    ({ publish }) => publish(PACT, "1", { tags: ["t", "s"] }),
    { tags: ["t", "s", "new"] },
    `contract_published, ${CHANGED} (first time any pact published for this consumer with consumer version tagged new)`,
  ],
  [
    "a provider whose main branch has not verified it",
    async ({ ask }) => {
      await ask("PUT", "/pacticipants/Bar/branches/main/versions/7", {});
    },
    {},
    `contract_published, contract_requiring_verification_published, ${CHANGED} (first time untagged pact published)`,
  ],
  [
    "a provider that is deployed, and has verified another one",
    async ({ ask, publish }) => {
      const made = await ask("POST", "/environments", { name: "prod", production: true });
      await publish(OTHER, "1", { tags: ["t"] });
      await verify({ ask }, "1", "7");
      await ask(
        "POST",
        `/pacticipants/Bar/versions/7/deployed-versions/environment/${made.body.uuid}`,
        {},
      );
    },
    {},
    `contract_published, contract_requiring_verification_published, ${CHANGED} (first time untagged pact published)`,
  ],
  [
    "a provider whose main branch has verified it, with another version on another branch",
    async ({ ask, publish }) => {
      await publish(PACT, "1", { tags: ["t"] });
      await ask("PUT", "/pacticipants/Bar/branches/main/versions/7", {});
      await ask("PUT", "/pacticipants/Bar/branches/other/versions/8", {});
      await verify({ ask }, "1", "7");
    },
    {},
    `contract_published, ${CHANGED} (first time untagged pact published)`,
  ],
])("events: %s", async (_, before, more, events) => {
  const broker = await askedBroker();
  await before(broker);
  const { body } = await broker.publish(PACT, "2", more);
  const texts = body.notices.map(({ text }) => text);
  expect(texts.find((text) => text.includes("Events detected"))).toBe(
    `  Events detected: ${events}`,
  );
});

async function verify(
  { ask }: Pick<AskedBroker, "ask">,
  version: string,
  by: string,
): Promise<void> {
  const { body } = await ask("GET", `/pacts/provider/Bar/consumer/Foo/version/${version}`);
  const { href } = body._links["pb:publish-verification-results"]!;
  const made = await ask("POST", href, { success: true, providerApplicationVersion: by });
  expect(made.status).toBe(201);
}

test("a result ends the advice to verify", async () => {
  const broker = await askedBroker();
  await broker.publish(PACT, "1");
  await verify(broker, "1", "7");
  const { body } = await broker.publish(PACT, "2", { branch: "main" });
  const prompts = body.notices.filter(({ type }) => type === "prompt");
  expect(prompts).toHaveLength(2);
  expect(prompts[1]!.text).toMatch(/^ {4}\* Configure separate Bar/);
});

test("webhooks that wait for the pair, and one that waits for what happened", async () => {
  const broker = await createBroker({ webhookHosts: ["http://localhost:1"] });
  const send = async (path: string, body: object) => {
    const answer = await broker.fetch(
      new Request(`http://broker.test${path}`, { method: "POST", body: JSON.stringify(body) }),
    );
    return (await answer.json()) as Resource;
  };
  const webhook = (name: string, event: string) => ({
    description: name,
    consumer: { name: "Foo" },
    events: [{ name: event }],
    request: { method: "POST", url: "http://localhost:1/x" },
  });
  const texts = async (version: string): Promise<string[]> => {
    const { notices } = await send("/contracts/publish", publishBody(PACT, version));
    return notices.map(({ text }) => text).slice(4);
  };
  const verify =
    "    * Add Pact verification tests to the Bar build. See https://docs.pact.io/go/provider_verification";
  await texts("1");
  await send("/webhooks", webhook("when verified", "provider_verification_published"));
  expect(await texts("2")).toEqual([
    expect.stringContaining("Events detected"),
    "  No enabled webhooks found for the detected events",
    "  Next steps:",
    verify,
  ]);
  await send("/webhooks", webhook("when published", "contract_published"));
  expect(await texts("3")).toEqual([
    expect.stringContaining("Events detected"),
    expect.stringMatching(
      /^ {2}Webhook "when published" triggered for event contract_published\.\n {4}View logs at http:\/\/broker\.test\/triggered-webhooks\/[-\w]+\/logs$/,
    ),
    "  Next steps:",
    verify,
  ]);
  await broker.close();
});
