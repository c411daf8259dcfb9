import type { Case } from "./case.ts";

const all = { consumerVersionSelectors: [{ tag: "ft" }] };
const latestTagged = { consumerVersionSelectors: [{ tag: "ft", latest: true }] };
const withFallback = {
  consumerVersionSelectors: [{ tag: "ft", latest: true, fallbackTag: "dev" }],
};

export const TAGS: Case[] = [
  {
    name: "the latest of each consumer",
    history: `
      publish Foo 1 -> Bar content a
      publish Foo 2 -> Bar content b
      publish Baz 7 -> Bar content c`,
    ask: { consumerVersionSelectors: [{ latest: true }] },
    expected: ["Baz 7 c: latest", "Foo 2 b: latest"],
    told: ["\n    * latest version of a consumer that has a pact with Bar (2)"],
  },
  {
    name: "the latest of one consumer",
    history: `
      publish Foo 1 -> Bar content a
      publish Baz 7 -> Bar content c`,
    ask: { consumerVersionSelectors: [{ latest: true, consumer: "Baz" }] },
    expected: ["Baz 7 c: latest"],
    told: ["latest version of Baz that has a pact with Bar (7)"],
  },
  {
    name: "the latest is the latest that has a pact",
    history: `
      publish Foo 1 -> Bar content a
      version Foo 2`,
    ask: { consumerVersionSelectors: [{ latest: true }] },
    expected: ["Foo 1 a: latest"],
  },
  {
    name: "versions are in the order in which they were made, whatever their pacts",
    history: `
      version Foo 1
      version Foo 3
      publish Foo 2 -> Bar content b
      publish Foo 1 -> Bar content a`,
    ask: { consumerVersionSelectors: [{ latest: true }] },
    expected: ["Foo 2 b: latest"],
  },
  {
    name: "every version with a tag",
    history: `
      publish Foo 1 -> Bar content a tag ft
      publish Foo 2 -> Bar content b tag ft
      publish Foo 3 -> Bar content c`,
    ask: all,
    expected: ["Foo 1 a: one of ft", "Foo 2 b: one of ft"],
    told: ["\n    * all consumer versions tagged 'ft' (1)"],
  },
  {
    name: "latest false is every version",
    history: `
      publish Foo 1 -> Bar content a tag ft
      publish Foo 2 -> Bar content b tag ft`,
    ask: { consumerVersionSelectors: [{ tag: "ft", latest: false }] },
    expected: ["Foo 1 a: one of ft", "Foo 2 b: one of ft"],
  },
  {
    name: "two versions with a tag and one content",
    history: `
      publish Foo 1 -> Bar content a tag ft
      publish Foo 2 -> Bar content a tag ft`,
    ask: all,
    expected: ["Foo 2 a: one of ft, one of ft"],
    told: [
      "    * all consumer versions tagged 'ft' (1)\n    * all consumer versions tagged 'ft' (2)",
    ],
  },
  {
    name: "every version of one consumer with a tag",
    history: `
      publish Foo 1 -> Bar content a tag ft
      publish Baz 1 -> Bar content a tag ft`,
    ask: { consumerVersionSelectors: [{ tag: "ft", consumer: "Foo" }] },
    expected: ["Foo 1 a: one of Foo ft"],
    told: ["all Foo versions tagged 'ft' (1)"],
  },
  {
    name: "the latest with a tag",
    history: `
      publish Foo 1 -> Bar content a tag ft
      publish Foo 2 -> Bar content b tag ft
      publish Foo 3 -> Bar content c`,
    ask: latestTagged,
    expected: ["Foo 2 b: latest with tag ft"],
    told: ["\n    * latest version tagged 'ft' (2)"],
  },
  {
    name: "the latest version with a tag has no pact",
    history: `
      publish Foo 1 -> Bar content a tag ft
      version Foo 2 tag ft`,
    ask: latestTagged,
    expected: [],
  },
  {
    name: "a tag that was taken away",
    history: `
      publish Foo 1 -> Bar content a tag ft
      publish Foo 2 -> Bar content b tag ft
      untag Foo 2 ft`,
    ask: latestTagged,
    expected: ["Foo 1 a: latest with tag ft"],
  },
  {
    name: "an older version that is tagged later is not the latest",
    history: `
      publish Foo 1 -> Bar content a
      publish Foo 2 -> Bar content b tag ft
      version Foo 1 tag ft`,
    ask: latestTagged,
    expected: ["Foo 2 b: latest with tag ft"],
  },
  {
    name: "the fallback tag, where nothing has the tag",
    history: "publish Foo 1 -> Bar content a tag dev",
    ask: withFallback,
    expected: ["Foo 1 a: latest with tag dev"],
    told: [
      "latest version tagged 'dev' (fallback tag used as no pact was found with tag 'ft') (1)",
    ],
  },
  {
    name: "the fallback tag, where something has the tag",
    history: `
      publish Foo 1 -> Bar content a tag dev
      publish Foo 2 -> Bar content b tag ft`,
    ask: withFallback,
    expected: ["Foo 2 b: latest with tag ft"],
  },
  {
    name: "the fallback tag is for nobody where one consumer has the tag",
    history: `
      publish Foo 1 -> Bar content a tag ft
      publish Baz 1 -> Bar content a tag dev`,
    ask: withFallback,
    expected: ["Foo 1 a: latest with tag ft"],
  },
  {
    name: "the fallback tag of one consumer",
    history: `
      publish Foo 1 -> Bar content a tag dev
      publish Baz 1 -> Bar content a tag dev`,
    ask: {
      consumerVersionSelectors: [{ tag: "ft", latest: true, fallbackTag: "dev", consumer: "Baz" }],
    },
    expected: ["Baz 1 a: latest with tag dev"],
    told: ["latest version of Baz tagged 'dev' (fallback tag used"],
  },
  {
    name: "the fallback tag finds nothing either",
    history: "publish Foo 1 -> Bar content a tag prod",
    ask: withFallback,
    expected: [],
  },
  {
    name: "latest is told before branches, branches before tags",
    history: "publish Foo 1 -> Bar content a branch main tag dev tag ft",
    ask: {
      consumerVersionSelectors: [
        { tag: "ft" },
        { tag: "ft", latest: true },
        { mainBranch: true },
        { tag: "dev", latest: true },
        { branch: "main" },
        { latest: true },
      ],
    },
    expected: [
      "Foo 1 a: latest, latest from branch main, latest with tag dev, latest with tag ft, one of ft, latest from main branch",
    ],
  },
];
