import { describe, expect, test } from "vitest";
import { createApp } from "../../src/broker/api/app.ts";
import { openStore } from "../../src/broker/store/store.ts";
import { play } from "./history.ts";
import { actsOverHttp } from "./history-http.ts";
import { actsOnStore } from "./history-store.ts";
import { expectedOf, type MatrixCase, queryOf, readCases, toldOf } from "./matrix-cases.ts";

const FILES = [
  "environments",
  "instances",
  "second-look",
  "tags-and-branches",
  "several",
  "ignored",
  "folded",
];

/** A broker without a port, after a history. */
async function brokerAfter(history: string, isOverHttp = false) {
  // A clock that ticks, so that nothing happens at the same time.
  let seconds = 0;
  const store = await openStore(":memory:", {
    now: () => {
      seconds += 1;
      return new Date(seconds * 1000);
    },
  });
  const app = createApp({ store, baseUrl: undefined, announce: () => undefined });
  const acts = isOverHttp ? actsOverHttp("http://broker.test", app) : actsOnStore(store);
  await play(history, acts);
  return {
    store,
    async ask(path: string) {
      const answer = await app(new Request(`http://broker.test${path}`));
      return { status: answer.status, headers: answer.headers, body: await bodyOf(answer) };
    },
  };
}

async function bodyOf(answer: Response): Promise<unknown> {
  const text = await answer.text();
  return text === "" ? undefined : JSON.parse(text);
}

describe.each(FILES)("%s", (file) => {
  test.each(readCases(file))("$name", async (given) => {
    const { ask, store } = await brokerAfter(given.history);
    const { status, body } = await ask(`/matrix?${queryOf(given)}`);
    expect(status).toBe(200);
    expect(toldOf(body)).toEqual(expectedOf(given));
    store.close();
  });

  test.each(readCases(file))("$name, over HTTP", async (given) => {
    const { ask, store } = await brokerAfter(given.history, true);
    const { body } = await ask(`/matrix?${queryOf(given)}`);
    expect(toldOf(body)).toEqual(expectedOf(given));
    store.close();
  });
});

interface RefusedCase extends MatrixCase {
  errors: string[];
}

test.each(readCases<RefusedCase>("refused"))("refused: $name", async ({ query, errors }) => {
  const { ask } = await brokerAfter("environment prod\npublish A 1 -> P content x");
  const { status, body } = await ask(`/matrix?${query}`);
  expect({ status, body }).toEqual({ status: 400, body: { errors } });
});

test("a row tells all of both versions, the pact and the result", async () => {
  const { ask, store } = await brokerAfter(`
    environment stage
    environment prod
    publish A 1/2 -> P content x branch feature branch main tag t tag u
    version A 3 tag t
    verify A/P x by P 2 ok branch main
    version P 3 branch main tag u
    deploy P 2 to stage as blue
    release P 2 to prod
  `);
  const { body } = await ask("/matrix?q[][pacticipant]=A&q[][version]=1/2&latestby=cvpv");
  const base = "http://broker.test/pacticipants";
  const branch = (owner: string, name: string, number: string, latest: boolean) => ({
    name,
    latest,
    _links: {
      self: {
        title: "Branch version",
        name,
        href: `${base}/${owner}/branches/${name}/versions/${number}`,
      },
    },
  });
  const ofConsumer = [branch("A", "feature", "1%2F2", true), branch("A", "main", "1%2F2", true)];
  const ofProvider = [branch("P", "main", "2", false)];
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
  const environment = (name: string, production: boolean) =>
    expect.objectContaining({ name, production, createdAt: time, uuid: expect.any(String) });
  expect((body as { matrix: unknown[] }).matrix).toEqual([
    {
      consumer: {
        name: "A",
        version: {
          number: "1/2",
          branch: "main",
          branches: ofConsumer,
          branchVersions: ofConsumer,
          environments: [],
          _links: { self: { href: `${base}/A/versions/1%2F2` } },
          tags: [
            {
              name: "t",
              latest: false,
              _links: { self: { href: `${base}/A/versions/1%2F2/tags/t` } },
            },
            {
              name: "u",
              latest: true,
              _links: { self: { href: `${base}/A/versions/1%2F2/tags/u` } },
            },
          ],
        },
        _links: { self: { href: `${base}/A` } },
      },
      provider: {
        name: "P",
        version: {
          number: "2",
          branch: "main",
          branches: ofProvider,
          branchVersions: ofProvider,
          environments: [environment("stage", false), environment("prod", true)],
          _links: { self: { href: `${base}/P/versions/2` } },
          tags: [],
        },
        _links: { self: { href: `${base}/P` } },
      },
      pact: {
        createdAt: time,
        _links: {
          self: { href: "http://broker.test/pacts/provider/P/consumer/A/version/1%2F2" },
        },
      },
      verificationResult: {
        success: true,
        verifiedAt: time,
        _links: {
          self: {
            href: expect.stringMatching(
              /\/pacts\/provider\/P\/consumer\/A\/pact-version\/[0-9a-f]{40}\/metadata\/\w+\/verification-results\/1$/,
            ),
          },
        },
      },
    },
  ]);
  const { environments } = (
    body as { matrix: { provider: { version: { environments: object[] } } }[] }
  ).matrix[0]!.provider.version;
  expect(environments[0]).toHaveProperty("applicationInstance", "blue");
  expect(environments[1]).not.toHaveProperty("applicationInstance");
  store.close();
});

const SIMPLE = `
  environment prod
  publish A 1 -> P content x tag dev branch main
  verify A/P x by P 2 ok tag live
  deploy P 2 to prod
  publish A 1 -> Q content y
`;

describe("the simple questions", () => {
  test.each([
    ["/can-i-deploy?pacticipant=A&version=1&environment=prod", null],
    ["/can-i-deploy?pacticipant=A&version=1&environment=prod&ignore[]=Q", true],
    ["/can-i-deploy?pacticipant=A&version=1&environment=prod&ignore[][pacticipant]=Q", true],
    ["/can-i-deploy?pacticipant=A&version=1&to=live&ignore[]=Q", true],
    ["/can-i-deploy?pacticipant=A&version=7&to=live", false],
    ["/can-i-deploy?pacticipant=P&version=2&to=dev", true],
    ["/pacticipants/A/latest-version/dev/can-i-deploy/to/live", null],
    ["/pacticipants/P/latest-version/live/can-i-deploy/to/dev", true],
    ["/pacticipants/A/branches/main/latest-version/can-i-deploy/to-environment/prod", null],
    ["/matrix/provider/P/consumer/A", true],
    ["/matrix/provider/Q/consumer/A", null],
  ])("%s", async (path, deployable) => {
    const { ask, store } = await brokerAfter(SIMPLE);
    const { status, body } = await ask(path);
    expect({ status, deployable: toldOf(body).deployable }).toEqual({ status: 200, deployable });
    store.close();
  });

  test.each([
    ["/can-i-deploy", { pacticipant: ["is missing"], version: ["is missing"] }],
    [
      "/can-i-deploy?pacticipant=&version=1&environment=",
      { pacticipant: ["must be filled"], environment: ["must be filled"] },
    ],
    [
      "/can-i-deploy?pacticipant=X&version=1&environment=x",
      {
        pacticipant: ["does not match an existing pacticipant"],
        environment: ["with name 'x' does not exist"],
      },
    ],
    [
      "/can-i-deploy?pacticipant=A&version=1",
      { "": ["Must specify either an environment or a 'to' tag."] },
    ],
    [
      "/can-i-deploy?pacticipant=A&version=1&to=t&environment=prod",
      { "": ["Cannot specify both a 'to' tag and an environment."] },
    ],
  ])("%s is refused", async (path, errors) => {
    const { ask, store } = await brokerAfter(SIMPLE);
    const { status, body } = await ask(path);
    expect({ status, body }).toEqual({ status: 400, body: { errors } });
    store.close();
  });

  test.each([
    "/matrix/provider/P/consumer/X",
    "/pacticipants/X/latest-version/dev/can-i-deploy/to/live",
    "/pacticipants/A/latest-version/none/can-i-deploy/to/live",
    "/pacticipants/A/branches/none/latest-version/can-i-deploy/to-environment/prod",
    "/pacticipants/A/branches/main/latest-version/can-i-deploy/to-environment/none",
  ])("%s is not there", async (path) => {
    const { ask, store } = await brokerAfter(SIMPLE);
    expect((await ask(path)).status).toBe(404);
    store.close();
  });

  test.each([
    ["/pacticipants/P/latest-version/live/can-i-deploy/to/dev/badge", "live-dev-brightgreen"],
    ["/pacticipants/A/latest-version/dev/can-i-deploy/to/live/badge", "dev-live-red"],
    [
      "/pacticipants/A/branches/main/latest-version/can-i-deploy/to-environment/prod/badge?label=a-b_c d",
      "a--b__c%20d-prod-red",
    ],
    [
      "/pacticipants/X/latest-version/dev/can-i-deploy/to/live/badge",
      "version-not%20found-lightgrey",
    ],
  ])("%s", async (path, badge) => {
    const { ask, store } = await brokerAfter(SIMPLE);
    const { status, headers } = await ask(path);
    expect(status).toBe(307);
    expect(headers.get("location")).toBe(`https://img.shields.io/badge/${badge}.svg`);
    store.close();
  });
});

test("in an environment each live version has its row", async () => {
  const { ask, store } = await brokerAfter(`
    environment prod
    publish A 1 -> P content x
    verify A/P x by P 2 failed
    verify A/P x by P 3 ok
    release P 2 to prod
    release P 3 to prod
  `);
  const { body } = await ask("/can-i-deploy?pacticipant=A&version=1&environment=prod&strict=false");
  expect(toldOf(body).rows).toEqual(["A 1 -> P 3 ok", "A 1 -> P 2 failed"]);
  store.close();
});

test("more rows than are shown cannot make a yes", async () => {
  const consumers = Array.from({ length: 101 }, (_, index) => `C${index}`);
  const history = [
    "environment prod",
    // The first is the one in which something happened least recently.
    ...consumers.map((name) => `publish ${name} 1 -> P content ${name}`),
    ...consumers.map((name) => `deploy ${name} 1 to prod`),
    ...consumers.slice(1).map((name) => `verify ${name}/P ${name} by P 2 ok`),
  ];
  const { ask, store } = await brokerAfter(history.join("\n"));
  const query = "q[][pacticipant]=P&q[][version]=2&latestby=cvpv&environment=prod";
  const { body } = await ask(`/matrix?${query}`);
  expect(toldOf(body)).toMatchObject({ deployable: null, counts: "100 ok, 0 failed, 1 unknown" });
  const official = await ask(`/matrix?${query}&strict=false`);
  expect(toldOf(official.body)).toMatchObject({ deployable: true });
  store.close();
});
