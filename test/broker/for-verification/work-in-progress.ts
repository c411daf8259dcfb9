import type { Case } from "./case.ts";

const MAIN = "publish Foo 1 -> Bar content a branch main";
const FEAT = `${MAIN}
  publish Foo 2 -> Bar content b branch feat`;
const wip = {
  includePendingStatus: true,
  includeWipPactsSince: "2023-06-01",
  providerVersionBranch: "main",
  consumerVersionSelectors: [{ mainBranch: true }],
};
const main = "Foo 1 a: latest from main branch pending";
const feat = "Foo 2 b: latest from branch feat pending wip";

export const WORK_IN_PROGRESS: Case[] = [
  {
    name: "the head of a branch that nobody asked for",
    history: FEAT,
    ask: wip,
    expected: [main, feat],
    told: [
      "is being verified because it is a 'work in progress' pact (ie. it is the pact for the latest version of Foo from branch 'feat' and it has not yet been successfully verified by a version of Bar from branch 'main' when the pact's application version was explicitly specified in the consumer version selectors). Read more at https://docs.pact.io/go/wip",
      "because it was included as a 'work in progress' pact. If this verification fails, it will not cause the overall build to fail.",
    ],
  },
  {
    name: "neither branch nor tags of the provider are named",
    history: FEAT,
    ask: { ...wip, providerVersionBranch: undefined },
    expected: [main],
  },
  {
    name: "nobody asked since when",
    history: FEAT,
    ask: { ...wip, includeWipPactsSince: undefined },
    expected: [main],
  },
  {
    name: "published before",
    history: `${FEAT}
      days 3
      publish Baz 1 -> Bar content c branch feat`,
    ask: { ...wip, includeWipPactsSince: "2024-01-02" },
    expected: [main, "Baz 1 c: latest from branch feat pending wip"],
  },
  {
    name: "published before, by some hours",
    history: FEAT,
    ask: { ...wip, includeWipPactsSince: "2024-01-01T06:00:00.000+05:00" },
    expected: [main],
  },
  {
    name: "content that was asked for is none",
    history: `${MAIN}
      publish Foo 2 -> Bar content a branch feat`,
    ask: wip,
    expected: [main],
  },
  {
    name: "verified on this branch",
    history: `${FEAT}
      verify Foo/Bar b by Bar 1 ok branch main`,
    ask: wip,
    expected: [main],
  },
  {
    name: "verified on this branch as work in progress",
    history: `${FEAT}
      verify Foo/Bar b by Bar 1 ok wip branch main`,
    ask: wip,
    expected: [main, feat],
  },
  {
    name: "failed on this branch",
    history: `${FEAT}
      verify Foo/Bar b by Bar 1 failed branch main`,
    ask: wip,
    expected: [main, feat],
  },
  {
    name: "verified on another branch before this one began",
    history: `${FEAT}
      verify Foo/Bar b by Bar 1 ok branch feat
      version Bar 2 branch main`,
    ask: wip,
    expected: [main],
  },
  {
    name: "verified on another branch, and this one does not exist yet",
    history: `${FEAT}
      verify Foo/Bar b by Bar 1 ok branch feat`,
    ask: wip,
    expected: [main],
  },
  {
    name: "verified on another branch as work in progress before this one began",
    history: `${FEAT}
      verify Foo/Bar b by Bar 1 ok wip branch feat`,
    ask: wip,
    expected: [main, feat],
  },
  {
    name: "verified on another branch since this one began",
    history: `${FEAT}
      version Bar 1 branch main
      verify Foo/Bar b by Bar 2 ok branch feat`,
    ask: wip,
    expected: [main, feat],
  },
  {
    name: "a branch began when its first version was made, for work in progress",
    history: `${FEAT}
      version Bar 1
      verify Foo/Bar b by Bar 2 ok branch feat
      version Bar 1 branch main`,
    ask: wip,
    expected: [main, feat],
  },
  {
    name: "only heads",
    history: `${FEAT}
      publish Foo 3 -> Bar content c branch feat`,
    ask: wip,
    expected: [main, "Foo 3 c: latest from branch feat pending wip"],
  },
  {
    name: "a head without a pact",
    history: `${FEAT}
      version Foo 3 branch feat`,
    ask: wip,
    expected: [main],
  },
  {
    name: "the head of a tag",
    history: `${MAIN}
      publish Foo 2 -> Bar content b tag ft
      publish Foo 3 -> Bar content c tag ft`,
    ask: wip,
    expected: [main, "Foo 3 c: latest with tag ft pending wip"],
    told: ["for the latest version of Foo tagged with 'ft' and it has not"],
  },
  {
    name: "the head of a branch and of a tag",
    history: `${MAIN}
      publish Foo 2 -> Bar content b branch feat tag ft`,
    ask: wip,
    expected: [main, "Foo 2 b: latest from branch feat, latest with tag ft pending wip"],
    told: [
      "the latest version of Foo from branch 'feat' and tagged with 'ft' (both have the same content) and it has not",
    ],
  },
  {
    name: "the heads of three branches with one content",
    history: `${FEAT}
      publish Foo 3 -> Bar content b branch two
      publish Foo 4 -> Bar content b branch three`,
    ask: wip,
    expected: [
      main,
      "Foo 4 b: latest from branch feat, latest from branch two, latest from branch three pending wip",
    ],
    told: [
      "the latest versions of Foo from branches 'feat', 'two' and 'three' (all have the same content) and",
    ],
  },
  {
    name: "for a tag of the provider",
    history: `${MAIN}
      publish Foo 2 -> Bar content b branch feat tag ft
      version Bar 1 tag dev`,
    ask: { ...wip, providerVersionBranch: undefined, providerVersionTags: ["dev"] },
    expected: [main, "Foo 2 b: latest with tag ft, latest from branch feat pending wip"],
    told: ["verified by a versions of Bar with tag 'dev' and 'dev' when"],
  },
  {
    name: "for two tags of the provider: verified for one of them",
    history: `${FEAT}
      version Bar 1 tag prod
      verify Foo/Bar b by Bar 2 ok tag dev`,
    ask: { ...wip, providerVersionBranch: undefined, providerVersionTags: ["dev", "prod"] },
    expected: [main, feat],
    told: ["verified by a version of Bar with tag 'prod' when"],
  },
  {
    name: "for a tag of the provider: verified with another before it was used",
    history: `${FEAT}
      verify Foo/Bar b by Bar 1 ok tag dev`,
    ask: { ...wip, providerVersionBranch: undefined, providerVersionTags: ["prod"] },
    expected: [main],
  },
  {
    name: "without asking what is pending",
    history: FEAT,
    ask: { ...wip, includePendingStatus: false },
    expected: ["Foo 1 a: latest from main branch", "Foo 2 b: latest from branch feat wip"],
  },
  {
    name: "of several consumers, after what was asked for",
    history: `${FEAT}
      publish Baz 1 -> Bar content c branch feat
      publish Zed 1 -> Bar content c branch main`,
    ask: { ...wip, consumerVersionSelectors: [{ mainBranch: true, consumer: "Zed" }] },
    expected: [
      "Zed 1 c: latest from main branch pending",
      "Baz 1 c: latest from branch feat pending wip",
      "Foo 1 a: latest from branch main pending wip",
      feat,
    ],
  },
];
