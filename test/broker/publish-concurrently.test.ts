/** Twenty publishers of one version at once, over HTTP. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { interaction, type PactParts, publishBody } from "./asking.ts";
import { type ServedBroker, serveBroker } from "./serve.ts";

let served: ServedBroker;

beforeAll(async () => {
  served = await serveBroker();
});

afterAll(() => served.close());

const TWENTY = Array.from({ length: 20 }, (_, index) => index);

async function publishAll(consumer: string, pactOf: (index: number) => Partial<PactParts>) {
  const answers = await Promise.all(
    TWENTY.map((index) =>
      fetch(`${served.url}/contracts/publish`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(publishBody({ consumer, provider: "P", ...pactOf(index) }, "1")),
      }),
    ),
  );
  const pact = await fetch(`${served.url}/pacts/provider/P/consumer/${consumer}/version/1`);
  const { interactions } = (await pact.json()) as { interactions: { description: string }[] };
  return {
    statuses: answers.map(({ status }) => status).sort(),
    descriptions: interactions.map(({ description }) => description),
    answers,
  };
}

test("with one content all are welcome", async () => {
  const { statuses, descriptions } = await publishAll("same", () => ({}));
  expect(statuses).toEqual(TWENTY.map(() => 200));
  expect(descriptions).toEqual(["a"]);
});

test("with different contents one wins, and the others are told why", async () => {
  const { statuses, descriptions, answers } = await publishAll("different", (index) => ({
    interactions: [interaction(`${index}`)],
  }));
  expect(statuses).toEqual([200, ...TWENTY.slice(1).map(() => 409)]);
  expect(descriptions).toEqual([String(answers.findIndex(({ status }) => status === 200))]);
  for (const answer of answers) {
    if (answer.status === 200) continue;
    const { errors } = (await answer.json()) as { errors: { contracts: string[] } };
    expect(errors.contracts[0]).toMatch(/^Cannot change the content of the pact for different/);
  }
});

test("merging, all are kept", async () => {
  const { statuses, descriptions } = await publishAll("merging", (index) => ({
    interactions: [interaction(`${index}`)],
    onConflict: "merge",
  }));
  expect(statuses).toEqual(TWENTY.map(() => 200));
  expect(descriptions.toSorted()).toEqual(TWENTY.map(String).toSorted());
});
