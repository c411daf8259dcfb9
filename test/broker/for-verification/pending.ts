import type { Case } from "./case.ts";

const PACT = "publish Foo 1 -> Bar content a branch main";
const onBranch = (branch: string) => ({
  includePendingStatus: true,
  providerVersionBranch: branch,
  consumerVersionSelectors: [{ mainBranch: true }],
});
const withTags = (...tags: string[]) => ({
  includePendingStatus: true,
  providerVersionTags: tags,
  consumerVersionSelectors: [{ mainBranch: true }],
});
const pending = ["Foo 1 a: latest from main branch pending"];
const settled = ["Foo 1 a: latest from main branch"];

export const PENDING: Case[] = [
  {
    name: "never verified",
    history: PACT,
    ask: onBranch("main"),
    expected: pending,
    told: [
      "This pact is in pending state for this version of Bar because a successful verification result for a version of Bar from branch 'main' has not yet been published.",
      "This pact is no longer in pending state for any version of Bar from branch 'main', as a successful",
    ],
  },
  {
    name: "nobody asked whether it is pending",
    history: PACT,
    ask: { providerVersionBranch: "main", consumerVersionSelectors: [{ mainBranch: true }] },
    expected: settled,
  },
  {
    name: "verified on this branch",
    history: `${PACT}
      verify Foo/Bar a by Bar 1 ok branch main`,
    ask: onBranch("main"),
    expected: settled,
    told: [
      "This pact has previously been successfully verified by a version of Bar from branch 'main'. If this verification fails, it will fail the build.",
    ],
  },
  {
    name: "failed on this branch",
    history: `${PACT}
      verify Foo/Bar a by Bar 1 failed branch main`,
    ask: onBranch("main"),
    expected: pending,
  },
  {
    name: "once verified, a later failure does not make it pending again",
    history: `${PACT}
      verify Foo/Bar a by Bar 1 ok branch main
      verify Foo/Bar a by Bar 1 failed
      verify Foo/Bar a by Bar 2 failed branch main`,
    ask: onBranch("main"),
    expected: settled,
  },
  {
    name: "a branch that does not exist yet inherits",
    history: `${PACT}
      verify Foo/Bar a by Bar 1 ok branch main`,
    ask: onBranch("feat"),
    expected: settled,
  },
  {
    name: "a branch that began later inherits",
    history: `${PACT}
      verify Foo/Bar a by Bar 1 ok branch main
      version Bar 2 branch feat`,
    ask: onBranch("feat"),
    expected: settled,
  },
  {
    name: "a branch that began before does not inherit",
    history: `${PACT}
      version Bar 1 branch feat
      verify Foo/Bar a by Bar 2 ok branch main`,
    ask: onBranch("feat"),
    expected: pending,
  },
  {
    name: "a success as work in progress counts",
    history: `${PACT}
      verify Foo/Bar a by Bar 1 ok wip branch feat`,
    ask: onBranch("feat"),
    expected: settled,
  },
  {
    name: "verified by a version that is on no branch",
    history: `${PACT}
      verify Foo/Bar a by Bar 1 ok`,
    ask: onBranch("main"),
    expected: pending,
  },
  {
    name: "neither branch nor tags: any success counts",
    history: `${PACT}
      verify Foo/Bar a by Bar 1 ok`,
    ask: withTags(),
    expected: settled,
    told: ["previously been successfully verified by Bar. If"],
  },
  {
    name: "neither branch nor tags: never verified",
    history: `${PACT}
      verify Foo/Bar a by Bar 1 failed`,
    ask: withTags(),
    expected: pending,
    told: [
      "because a successful verification result for Bar has not yet been published. If",
      "This pact is still in pending state for Bar as the successful verification results have not yet been published.",
    ],
  },
  {
    name: "verified with the tag",
    history: `${PACT}
      verify Foo/Bar a by Bar 1 ok tag dev`,
    ask: withTags("dev"),
    expected: settled,
    told: ["verified by a version of Bar with tag 'dev'. If"],
  },
  {
    name: "a tag that was never used inherits",
    history: `${PACT}
      verify Foo/Bar a by Bar 1 ok tag dev`,
    ask: withTags("prod"),
    expected: settled,
  },
  {
    name: "a tag that was used before does not inherit",
    history: `${PACT}
      version Bar 1 tag prod
      verify Foo/Bar a by Bar 2 ok tag dev`,
    ask: withTags("prod"),
    expected: pending,
    told: ["a successful verification result with this tag has been published"],
  },
  {
    name: "pending for one tag of two is pending",
    history: `${PACT}
      version Bar 1 tag prod
      verify Foo/Bar a by Bar 2 ok tag dev`,
    ask: withTags("dev", "prod"),
    expected: pending,
    told: ["result for a version of Bar with tag 'prod' has not"],
  },
  {
    name: "pending for two tags",
    history: `${PACT}
      version Bar 1 tag prod tag dev`,
    ask: withTags("dev", "prod"),
    expected: pending,
    told: [
      "result for a versions of Bar with tag 'dev' and 'prod' has not",
      "as the successful verification results with these tags have not yet been published.",
    ],
  },
  {
    name: "the branch counts, not the tags",
    history: `${PACT}
      version Bar 1 branch feat
      verify Foo/Bar a by Bar 2 ok tag dev branch main`,
    ask: { ...withTags("dev"), providerVersionBranch: "feat" },
    expected: pending,
  },
  {
    name: "a new version with content that was verified",
    history: `
      publish Foo 1 -> Bar content a branch main
      verify Foo/Bar a by Bar 1 ok branch main
      publish Foo 2 -> Bar content a branch main`,
    ask: onBranch("main"),
    expected: ["Foo 2 a: latest from main branch"],
  },
  {
    name: "the same content of another consumer was verified",
    history: `${PACT}
      publish Baz 1 -> Bar content a
      verify Baz/Bar a by Bar 1 ok branch main`,
    ask: onBranch("main"),
    expected: pending,
  },
];
