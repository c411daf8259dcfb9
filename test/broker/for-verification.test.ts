import { describe, expect, onTestFinished, test } from "vitest";
import { createApp } from "../../src/broker/api/app.ts";
import { identify } from "../../src/broker/content/identity.ts";
import { decodeMetadata } from "../../src/broker/content/metadata.ts";
import { openStore, type Store } from "../../src/broker/store/store.ts";
import { BRANCHES } from "./for-verification/branches.ts";
import type { Case } from "./for-verification/case.ts";
import { ENVIRONMENTS } from "./for-verification/environments.ts";
import { PENDING } from "./for-verification/pending.ts";
import { TAGS } from "./for-verification/tags.ts";
import { WORK_IN_PROGRESS } from "./for-verification/work-in-progress.ts";
import { pactText, play } from "./history.ts";
import { actsOnStore } from "./history-store.ts";

interface Item {
  shortDescription: string;
  verificationProperties: {
    pending?: boolean;
    wip?: true;
    notices: { when: string; text: string }[];
  };
  _links: { self: { href: string; name: string } };
}

describe.each([
  ["branches", BRANCHES],
  ["tags", TAGS],
  ["environments", ENVIRONMENTS],
  ["pending", PENDING],
  ["work in progress", WORK_IN_PROGRESS],
] as [string, Case[]][])("%s", (_, cases) => {
  test.each(cases)("$name", async ({ history, ask = {}, expected, told = [] }) => {
    const items = await itemsOf(await asked(history, ask));
    expect(items.map(summary)).toEqual(expected);
    const notices = items.flatMap((item) => item.verificationProperties.notices);
    for (const part of told) {
      expect(notices.map(({ text }) => text).join("\n")).toContain(part);
    }
  });
});

/** `CONSUMER VERSION CONTENT: short description`, then the flags that are true. */
function summary({ shortDescription, verificationProperties, _links: { self } }: Item): string {
  const [, consumer, version] = /^Pact between (\S+) \((\S+)\) and Bar$/.exec(self.name)!;
  const sha = /\/pact-version\/([0-9a-f]{40})\/metadata\//.exec(self.href)![1];
  const content = [..."abcdef"].find((word) => {
    const text = pactText({ consumer: consumer!, provider: "Bar", content: word });
    return identify(text)!.sha === sha;
  });
  const { pending, wip } = verificationProperties;
  return [
    `${consumer} ${version} ${content}: ${shortDescription}`,
    ...(pending === true ? ["pending"] : []),
    ...(wip === true ? ["wip"] : []),
  ].join(" ");
}

async function itemsOf(response: Response): Promise<Item[]> {
  expect(response.status).toBe(200);
  const body = (await response.json()) as { _embedded: { pacts: Item[] } };
  return body._embedded.pacts;
}

const URL_OF_BAR = "http://broker.test/pacts/provider/Bar/for-verification";

async function asked(history: string, ask: object, method = "POST"): Promise<Response> {
  const app = await played(history);
  return app(
    new Request(URL_OF_BAR, {
      method,
      body: JSON.stringify(ask),
      headers: { "content-type": "application/json", accept: "application/hal+json" },
    }),
  );
}

/** Each time that the clock is read, a second has passed. */
async function played(history: string): Promise<(request: Request) => Promise<Response>> {
  let time = Date.UTC(2024, 0, 1);
  const now = () => {
    time += 1000;
    return new Date(time);
  };
  const store = await openStore(":memory:", { now });
  onTestFinished(() => store.close());
  const acts = actsOnStore(store);
  for (const line of history.split("\n")) {
    const days = /^\s*days (\d+)$/.exec(line)?.[1];
    if (days === undefined) await play(line, acts);
    else time += Number(days) * 86_400_000;
  }
  return createApp({ store, baseUrl: "http://broker.test", announce: () => undefined });
}

const ONE = "publish Foo 1 -> Bar content a branch main";
const SHA = identify(pactText({ consumer: "Foo", provider: "Bar", content: "a" }))!.sha;
const PACT_URL = `http://broker.test/pacts/provider/Bar/consumer/Foo/pact-version/${SHA}`;

test("every notice of a pending pact, word for word", async () => {
  const ask = {
    providerVersionBranch: "feat",
    includePendingStatus: true,
    consumerVersionSelectors: [{ mainBranch: true }],
  };
  const [item] = await itemsOf(await asked(ONE, ask));
  expect(item!.verificationProperties).toEqual({
    pending: true,
    notices: [
      {
        when: "before_verification",
        text: `The pact at ${PACT_URL} is being verified because the pact content belongs to the consumer version matching the following criterion:\n    * latest version from the main branch 'main' (1)`,
      },
      {
        when: "before_verification",
        text: "This pact is in pending state for this version of Bar because a successful verification result for a version of Bar from branch 'feat' has not yet been published. If this verification fails, it will not cause the overall build to fail. Read more at https://docs.pact.io/go/pending",
      },
      {
        when: "after_verification:success_true_published_false",
        text: "This pact is still in pending state for any version of Bar from branch 'feat' as the successful verification results have not yet been published.",
      },
      {
        when: "after_verification:success_false_published_false",
        text: "This pact is still in pending state for any version of Bar from branch 'feat' as a successful verification result has not yet been published",
      },
      {
        when: "after_verification:success_true_published_true",
        text: "This pact is no longer in pending state for any version of Bar from branch 'feat', as a successful verification result has been published. If a verification for a version of Bar fails in the future, it will fail the build. Read more at https://docs.pact.io/go/pending",
      },
      {
        when: "after_verification:success_false_published_true",
        text: "This pact is still in pending state for any version of Bar from branch 'feat' as a successful verification result has not yet been published",
      },
    ],
  });
});

test("the answer's links, and what they remember", async () => {
  const ask = {
    providerVersionBranch: "feat",
    includePendingStatus: true,
    includeWipPactsSince: "2020-01-01",
    consumerVersionSelectors: [{ branch: "main" }],
  };
  const history = `${ONE}
    publish Foo 2 -> Bar content b branch two`;
  const response = await asked(history, ask);
  expect(await response.clone().json()).toHaveProperty("_links", {
    self: { href: URL_OF_BAR, title: "Pacts to be verified" },
  });
  const [first, second] = await itemsOf(response);
  expect(first!._links.self.name).toBe("Pact between Foo (1) and Bar");
  const remembered = ({ _links: { self } }: Item) => decodeMetadata(self.href.split("/").at(-1));
  expect(remembered(first!)).toEqual({
    wip: false,
    pending: true,
    consumerVersionNumbers: ["1"],
    selectors: [{ branch: "main", latest: true, consumerVersionNumber: "1" }],
  });
  expect(remembered(second!)).toMatchObject({ wip: true, consumerVersionNumbers: ["2"] });
  // As the official broker writes it there.
  expect(second!.verificationProperties.notices[0]!.text).toContain("/metadata/d2lwPXRydWU= is");
});

test("what cannot be asked is answered before the provider is looked for", async () => {
  const response = await asked("version Other 1", {
    consumerVersionSelectors: [{ environment: "prod" }],
  });
  expect([response.status, await response.json()]).toEqual([
    400,
    {
      errors: {
        consumerVersionSelectors: ["environment with name 'prod' does not exist (at index 0)"],
      },
    },
  ]);
});

test("a provider that nobody knows", async () => {
  const response = await asked("version Other 1", {});
  expect(response.status).toBe(404);
});

test("the first clients ask by GET", async () => {
  const app = await played(`
    publish Foo 1 -> Bar content a tag dev
    publish Foo 2 -> Bar content b tag prod`);
  const query =
    "consumer_version_selectors[][tag]=dev&consumer_version_selectors[][latest]=true&consumer_version_selectors[][tag]=prod&include_pending_status=true&provider_version_tags[]=main";
  const items = await itemsOf(await app(new Request(`${URL_OF_BAR}?${query}`)));
  expect(items.map(summary)).toEqual([
    "Foo 1 a: latest with tag dev pending",
    "Foo 2 b: one of prod pending",
  ]);
  expect(items[0]!.verificationProperties.notices[0]!.text).toMatch(/^WARNING - this version/);
  const broken = await app(new Request(`${URL_OF_BAR}?a[]=1&a=2&a[b]=3`));
  expect(broken.status).toBe(400);
});

test("the number of statements does not grow with consumers, versions and results", async () => {
  const ask = {
    providerVersionBranch: "main",
    includePendingStatus: true,
    includeWipPactsSince: "2020-01-01",
  };
  const count = async (consumers: number, versions: number) => {
    const store = await openStore(":memory:");
    onTestFinished(() => store.close());
    const acts = actsOnStore(store);
    for (let consumer = 0; consumer < consumers; consumer += 1) {
      for (let version = 0; version < versions; version += 1) {
        const word = `c${consumer}v${version}`;
        await play(
          `publish C${consumer} ${version} -> Bar content ${word} branch b${version} tag t
           verify C${consumer}/Bar ${word} by Bar ${version} ok branch feat`,
          acts,
        );
      }
    }
    let statements = 0;
    const counting: Store = {
      ...store,
      all: (sql, ...parameters) => {
        statements += 1;
        return store.all(sql, ...parameters);
      },
      get: (sql, ...parameters) => {
        statements += 1;
        return store.get(sql, ...parameters);
      },
    };
    const app = createApp({ store: counting, baseUrl: undefined, announce: () => undefined });
    const request = new Request(URL_OF_BAR, { method: "POST", body: JSON.stringify(ask) });
    await itemsOf(await app(request));
    return statements;
  };
  expect(await count(12, 6)).toBe(await count(1, 1));
});
