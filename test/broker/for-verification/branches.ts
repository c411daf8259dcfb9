import type { Case } from "./case.ts";

const main = { consumerVersionSelectors: [{ mainBranch: true }] };
const feat = { consumerVersionSelectors: [{ branch: "feat" }] };
const latest = { consumerVersionSelectors: [{ latest: true }] };

export const BRANCHES: Case[] = [
  {
    name: "the main branch: the pact of its latest version",
    history: `
      publish Foo 1 -> Bar content a branch main
      publish Foo 2 -> Bar content b branch main`,
    ask: main,
    expected: ["Foo 2 b: latest from main branch"],
    told: ["\n    * latest version from the main branch 'main' (2)"],
  },
  {
    name: "a branch that nobody declared as main is not main",
    history: "publish Foo 1 -> Bar content a branch trunk",
    ask: main,
    expected: [],
  },
  {
    name: "a declared main branch",
    history: `
      publish Foo 1 -> Bar content a branch trunk
      main-branch Foo trunk`,
    ask: main,
    expected: ["Foo 1 a: latest from main branch"],
    told: ["from the main branch 'trunk' (1)"],
  },
  {
    name: "the main branch's latest version has no pact with the provider",
    history: `
      publish Foo 1 -> Bar content a branch main
      publish Foo 2 -> Other content b branch main`,
    ask: main,
    expected: [],
  },
  {
    name: "a branch's latest version has no pact at all",
    history: `
      publish Foo 1 -> Bar content a branch feat
      version Foo 2 branch feat`,
    ask: feat,
    expected: [],
  },
  {
    name: "the main branch of one consumer",
    history: `
      publish Foo 1 -> Bar content a branch main
      publish Baz 1 -> Bar content a branch main`,
    ask: { consumerVersionSelectors: [{ mainBranch: true, consumer: "Baz" }] },
    expected: ["Baz 1 a: latest from main branch"],
    told: ["latest version of Baz from the main branch 'main' (1)"],
  },
  {
    name: "the main branch, and latest",
    history: "publish Foo 1 -> Bar content a branch main",
    ask: { consumerVersionSelectors: [{ mainBranch: true, latest: true }] },
    expected: ["Foo 1 a: latest from main branch"],
  },
  {
    name: "consumers are sorted without regard to case",
    history: `
      publish Zed 1 -> Bar content a branch main
      publish Beta 1 -> Bar content a branch main
      publish alpha 1 -> Bar content a branch main`,
    ask: main,
    expected: [
      "alpha 1 a: latest from main branch",
      "Beta 1 a: latest from main branch",
      "Zed 1 a: latest from main branch",
    ],
  },
  {
    name: "a branch of every consumer that has it",
    history: `
      publish Foo 1 -> Bar content a branch feat
      publish Foo 2 -> Bar content b branch main
      publish Baz 1 -> Bar content c branch feat`,
    ask: feat,
    expected: ["Baz 1 c: latest from branch feat", "Foo 1 a: latest from branch feat"],
    told: ["\n    * latest version from branch 'feat' (1)"],
  },
  {
    name: "a branch of one consumer",
    history: `
      publish Foo 1 -> Bar content a branch feat
      publish Baz 1 -> Bar content c branch feat`,
    ask: { consumerVersionSelectors: [{ branch: "feat", latest: true, consumer: "Foo" }] },
    expected: ["Foo 1 a: latest from branch feat"],
    told: ["latest version of Foo from branch 'feat' (1)"],
  },
  {
    name: "a branch that does not exist",
    history: "publish Foo 1 -> Bar content a branch main",
    ask: feat,
    expected: [],
  },
  {
    name: "a consumer that does not exist",
    history: "publish Foo 1 -> Bar content a branch feat",
    ask: { consumerVersionSelectors: [{ branch: "feat", consumer: "Nobody" }] },
    expected: [],
  },
  {
    name: "an older version that comes to a branch is its head",
    history: `
      publish Foo 1 -> Bar content a branch main
      publish Foo 2 -> Bar content b branch feat
      version Foo 1 branch feat`,
    ask: feat,
    expected: ["Foo 1 a: latest from branch feat"],
  },
  {
    name: "a version that is on a branch already stays where it is",
    history: `
      publish Foo 1 -> Bar content a branch feat
      publish Foo 2 -> Bar content b branch feat
      version Foo 1 branch feat`,
    ask: feat,
    expected: ["Foo 2 b: latest from branch feat"],
  },
  {
    name: "a deleted branch",
    history: `
      publish Foo 1 -> Bar content a branch feat
      delete-branch Foo feat`,
    ask: feat,
    expected: [],
  },
  {
    name: "the latest revision of a pact counts",
    history: `
      publish Foo 1 -> Bar content a branch feat
      publish Foo 1 -> Bar content b`,
    ask: feat,
    expected: ["Foo 1 b: latest from branch feat"],
  },
  {
    name: "the head of every branch",
    history: `
      publish Foo 1 -> Bar content a branch main
      publish Foo 2 -> Bar content b branch feat
      publish Foo 3 -> Bar content c branch feat`,
    ask: { consumerVersionSelectors: [{ branch: true, latest: true }] },
    expected: ["Foo 1 a: latest from branch main", "Foo 3 c: latest from branch feat"],
  },
  {
    name: "the head of every branch, latest left out",
    history: `
      publish Foo 1 -> Bar content a branch main
      version Foo 1 branch feat`,
    ask: { consumerVersionSelectors: [{ branch: true }] },
    expected: ["Foo 1 a: latest from branch main, latest from branch feat"],
  },
  {
    name: "the branch that is called as the provider's",
    history: `
      publish Foo 1 -> Bar content a branch main
      publish Foo 2 -> Bar content b branch feat`,
    ask: {
      providerVersionBranch: "feat",
      consumerVersionSelectors: [{ matchingBranch: true }],
    },
    expected: ["Foo 2 b: latest from branch feat"],
  },
  {
    name: "no branch is called as the provider's",
    history: "publish Foo 1 -> Bar content a branch main",
    ask: {
      providerVersionBranch: "feat",
      consumerVersionSelectors: [{ matchingBranch: true }],
    },
    expected: [],
  },
  {
    name: "one pact for two reasons: a named branch is told before the main branch",
    history: "publish Foo 1 -> Bar content a branch main",
    ask: { consumerVersionSelectors: [{ mainBranch: true }, { branch: "main" }] },
    expected: ["Foo 1 a: latest from branch main, latest from main branch"],
    told: [
      "belongs to the consumer versions matching the following criteria:\n    * latest version from branch 'main' (1)\n    * latest version from the main branch 'main' (1)",
    ],
  },
  {
    name: "two versions with one content: the newest is shown",
    history: `
      publish Foo 1 -> Bar content a branch main
      publish Foo 2 -> Bar content a branch feat`,
    ask: { consumerVersionSelectors: [{ branch: "main" }, { branch: "feat" }] },
    expected: ["Foo 2 a: latest from branch feat, latest from branch main"],
  },
  {
    name: "the same selector twice",
    history: "publish Foo 1 -> Bar content a branch feat",
    ask: { consumerVersionSelectors: [{ branch: "feat" }, { branch: "feat" }] },
    expected: ["Foo 1 a: latest from branch feat, latest from branch feat"],
  },
  {
    name: "one content of two consumers is two pacts",
    history: `
      publish Foo 1 -> Bar content a
      publish Baz 1 -> Bar content a`,
    ask: latest,
    expected: ["Baz 1 a: latest", "Foo 1 a: latest"],
  },
  {
    name: "a fallback branch is accepted and finds nothing",
    history: "publish Foo 1 -> Bar content a branch main",
    ask: { consumerVersionSelectors: [{ branch: "feat", fallbackBranch: "main" }] },
    expected: [],
  },
  {
    name: "a branch that has a fallback and does not need it",
    history: `
      publish Foo 1 -> Bar content a branch main
      publish Foo 2 -> Bar content b branch feat`,
    ask: { consumerVersionSelectors: [{ branch: "feat", fallbackBranch: "main" }] },
    expected: ["Foo 2 b: latest from branch feat"],
  },
  {
    name: "members that nobody knows are passed over",
    history: "publish Foo 1 -> Bar content a branch feat",
    ask: { consumerVersionSelectors: [{ branch: "feat", colour: "green" }], size: 3 },
    expected: ["Foo 1 a: latest from branch feat"],
  },
  {
    name: "pacts of other providers",
    history: `
      publish Foo 1 -> Other content a branch feat
      version Bar 1`,
    ask: feat,
    expected: [],
  },
];
