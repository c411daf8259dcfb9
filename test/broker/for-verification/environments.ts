import type { Case } from "./case.ts";

const deployed = { consumerVersionSelectors: [{ deployed: true }] };
const released = { consumerVersionSelectors: [{ released: true }] };

export const ENVIRONMENTS: Case[] = [
  {
    name: "deployed",
    history: `
      environment prod
      publish Foo 1 -> Bar content a
      publish Foo 2 -> Bar content b
      deploy Foo 1 to prod`,
    ask: deployed,
    expected: ["Foo 1 a: deployed to prod"],
    told: ["\n    * consumer version(s) currently deployed to prod (1)"],
  },
  {
    name: "another version was deployed since",
    history: `
      environment prod
      publish Foo 1 -> Bar content a
      publish Foo 2 -> Bar content b
      deploy Foo 1 to prod
      deploy Foo 2 to prod`,
    ask: deployed,
    expected: ["Foo 2 b: deployed to prod"],
  },
  {
    name: "two instances with two versions",
    history: `
      environment prod
      publish Foo 1 -> Bar content a
      publish Foo 2 -> Bar content b
      deploy Foo 1 to prod as blue
      deploy Foo 2 to prod as green`,
    ask: deployed,
    expected: ["Foo 1 a: deployed to prod", "Foo 2 b: deployed to prod"],
  },
  {
    name: "two instances with one version",
    history: `
      environment prod
      publish Foo 1 -> Bar content a
      deploy Foo 1 to prod as blue
      deploy Foo 1 to prod as green`,
    ask: deployed,
    expected: ["Foo 1 a: deployed to prod, deployed to prod"],
    told: ["consumer version(s) currently deployed to prod (1) and prod (1)"],
  },
  {
    name: "production is told last",
    history: `
      environment prod
      environment test
      environment qa
      publish Foo 1 -> Bar content a
      deploy Foo 1 to prod
      deploy Foo 1 to test
      deploy Foo 1 to qa`,
    ask: deployed,
    expected: ["Foo 1 a: deployed to qa, deployed to test, deployed to prod"],
    told: ["consumer version(s) currently deployed to qa (1), test (1) and prod (1)"],
  },
  {
    name: "deployed to one environment",
    history: `
      environment prod
      environment test
      publish Foo 1 -> Bar content a
      publish Foo 2 -> Bar content b
      deploy Foo 1 to prod
      deploy Foo 2 to test`,
    ask: { consumerVersionSelectors: [{ deployed: true, environment: "test" }] },
    expected: ["Foo 2 b: deployed to test"],
  },
  {
    name: "deployed, of one consumer",
    history: `
      environment prod
      publish Foo 1 -> Bar content a
      publish Baz 2 -> Bar content b
      deploy Foo 1 to prod
      deploy Baz 2 to prod`,
    ask: { consumerVersionSelectors: [{ deployed: true, consumer: "Baz" }] },
    expected: ["Baz 2 b: deployed to prod"],
    told: ["version(s) of Baz currently deployed to prod (2)"],
  },
  {
    name: "undeployed",
    history: `
      environment prod
      publish Foo 1 -> Bar content a
      deploy Foo 1 to prod
      undeploy Foo from prod`,
    ask: deployed,
    expected: [],
  },
  {
    name: "what is deployed has no pact with the provider",
    history: `
      environment prod
      publish Foo 1 -> Bar content a
      version Foo 2
      deploy Foo 2 to prod`,
    ask: deployed,
    expected: [],
  },
  {
    name: "releases add up",
    history: `
      environment prod
      publish Foo 1 -> Bar content a
      publish Foo 2 -> Bar content b
      release Foo 1 to prod
      release Foo 2 to prod`,
    ask: released,
    expected: ["Foo 1 a: released in prod", "Foo 2 b: released in prod"],
    told: ["\n    * consumer version(s) released and supported in prod (1)"],
  },
  {
    name: "no longer supported",
    history: `
      environment prod
      publish Foo 1 -> Bar content a
      publish Foo 2 -> Bar content b
      release Foo 1 to prod
      release Foo 2 to prod
      end-support Foo 1 in prod`,
    ask: released,
    expected: ["Foo 2 b: released in prod"],
  },
  {
    name: "released in one environment",
    history: `
      environment prod
      environment test
      publish Foo 1 -> Bar content a
      release Foo 1 to prod
      release Foo 1 to test`,
    ask: { consumerVersionSelectors: [{ released: true, environment: "prod" }] },
    expected: ["Foo 1 a: released in prod"],
  },
  {
    name: "deployed or released is two reasons",
    history: `
      environment prod
      publish Foo 1 -> Bar content a
      release Foo 1 to prod
      deploy Foo 1 to prod`,
    ask: { consumerVersionSelectors: [{ deployedOrReleased: true }] },
    expected: ["Foo 1 a: deployed to prod, released in prod"],
  },
  {
    name: "deployed or released in one environment",
    history: `
      environment prod
      environment test
      publish Foo 1 -> Bar content a
      publish Foo 2 -> Bar content b
      release Foo 1 to prod
      deploy Foo 2 to prod
      deploy Foo 1 to test`,
    ask: { consumerVersionSelectors: [{ deployedOrReleased: true, environment: "prod" }] },
    expected: ["Foo 1 a: released in prod", "Foo 2 b: deployed to prod"],
  },
  {
    name: "an environment: what is both deployed and released is there once",
    history: `
      environment prod
      environment test
      publish Foo 1 -> Bar content a
      publish Foo 2 -> Bar content b
      publish Foo 3 -> Bar content c
      release Foo 1 to prod
      deploy Foo 2 to prod
      release Foo 2 to prod
      deploy Foo 3 to test`,
    ask: { consumerVersionSelectors: [{ environment: "prod" }] },
    expected: ["Foo 1 a: in environment prod", "Foo 2 b: in environment prod"],
    told: ["\n    * a consumer version in environment prod (1)"],
  },
  {
    name: "an environment and the main branch are told in the order of versions",
    history: `
      environment prod
      publish Foo 1 -> Bar content a branch main
      publish Foo 2 -> Bar content a
      deploy Foo 2 to prod`,
    ask: { consumerVersionSelectors: [{ environment: "prod" }, { mainBranch: true }] },
    expected: ["Foo 2 a: latest from main branch, in environment prod"],
  },
  {
    name: "an environment where nothing is",
    history: `
      environment prod
      publish Foo 1 -> Bar content a`,
    ask: { consumerVersionSelectors: [{ environment: "prod" }] },
    expected: [],
  },

  // Nothing is asked for.
  {
    name: "default: the main branch",
    history: `
      publish Foo 1 -> Bar content a branch main
      publish Foo 2 -> Bar content b branch feat`,
    expected: ["Foo 1 a: latest from main branch"],
    told: ["latest version of Foo from the main branch 'main' (1)"],
  },
  {
    name: "default: an empty list is no list",
    history: "publish Foo 1 -> Bar content a branch main",
    ask: { consumerVersionSelectors: [] },
    expected: ["Foo 1 a: latest from main branch"],
  },
  {
    name: "default: the latest, where no main branch is known",
    history: `
      publish Foo 1 -> Bar content a branch one
      publish Foo 2 -> Bar content b branch two`,
    expected: ["Foo 2 b: latest"],
    told: ["latest version of Foo that has a pact with Bar (2)"],
  },
  {
    name: "default: the tag that is called as the main branch",
    history: `
      main-branch Foo trunk
      publish Foo 1 -> Bar content a tag trunk
      publish Foo 2 -> Bar content b`,
    expected: ["Foo 1 a: latest with tag trunk"],
  },
  {
    name: "default: the latest, where nothing is called as the main branch",
    history: `
      main-branch Foo trunk
      publish Foo 1 -> Bar content a tag dev
      publish Foo 2 -> Bar content b`,
    expected: ["Foo 2 b: latest"],
  },
  {
    name: "default: each consumer in its own way",
    history: `
      publish Foo 1 -> Bar content a branch main
      publish Foo 2 -> Bar content b branch feat
      publish Baz 1 -> Bar content a
      main-branch Qux trunk
      publish Qux 1 -> Bar content a tag trunk
      publish Qux 2 -> Bar content b`,
    expected: [
      "Baz 1 a: latest",
      "Foo 1 a: latest from main branch",
      "Qux 1 a: latest with tag trunk",
    ],
  },
  {
    name: "default: also what is deployed, or released and supported",
    history: `
      environment prod
      environment test
      publish Foo 1 -> Bar content a branch main
      publish Foo 2 -> Bar content b branch main
      publish Foo 3 -> Bar content c branch main
      release Foo 1 to prod
      deploy Foo 2 to test`,
    expected: [
      "Foo 1 a: released in prod",
      "Foo 2 b: deployed to test",
      "Foo 3 c: latest from main branch",
    ],
  },
  {
    name: "default: the main branch is told after what is deployed",
    history: `
      environment prod
      publish Foo 1 -> Bar content a branch main
      deploy Foo 1 to prod`,
    expected: ["Foo 1 a: deployed to prod, latest from main branch"],
  },
  {
    name: "default: the main branch's latest version has no pact",
    history: `
      publish Foo 1 -> Bar content a branch main
      version Foo 2 branch main`,
    expected: [],
  },
  {
    name: "default: nobody has a pact with the provider",
    history: "version Bar 1",
    expected: [],
  },
];
