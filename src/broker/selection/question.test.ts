import { describe, expect, test } from "vitest";
import { readQuestion } from "./question.ts";
import type { Selector } from "./selector.ts";

const environmentExists = (name: string) => name === "prod";

const REQUIRED =
  "must specify a value for environment or tag or branch, or specify mainBranch=true, matchingBranch=true, latest=true, deployed=true, released=true or deployedOrReleased=true";
const MAIN_ALONE = "cannot specify mainBranch=true with any other criteria apart from consumer";
const MATCHING_ALONE =
  "cannot specify matchingBranch=true with any other criteria apart from consumer";
const MATCHING_BRANCH =
  "the providerVersionBranch must be specified when the selector matchingBranch=true is used";

describe("a selector that cannot be", () => {
  test.each<[Record<string, unknown>, string[]]>([
    [{}, [REQUIRED]],
    [{ consumer: "Foo" }, [REQUIRED]],
    [{ latest: false }, [REQUIRED]],
    [{ tag: " " }, [REQUIRED]],
    [{ colour: "green" }, [REQUIRED]],
    [{ mainBranch: true, tag: "a" }, [MAIN_ALONE]],
    [{ mainBranch: true, branch: "a" }, [MAIN_ALONE]],
    [
      { mainBranch: true, deployed: true },
      [MAIN_ALONE, "cannot specify the field mainBranch with the field deployed"],
    ],
    [{ mainBranch: true, latest: false }, ["cannot specify mainBranch=true with latest=false"]],
    [{ mainBranch: false }, ["mainBranch must be one of: true"]],
    [{ mainBranch: "true" }, ["mainBranch must be one of: true"]],
    [{ matchingBranch: true }, [MATCHING_BRANCH]],
    [{ matchingBranch: true, latest: true }, [MATCHING_ALONE, MATCHING_BRANCH]],
    [{ tag: "a", branch: "b" }, ["cannot specify both a tag and a branch"]],
    [{ branch: "b", latest: false }, ["cannot specify a branch with latest=false"]],
    [{ branch: "" }, ["branch must be filled"]],
    [{ branch: null }, ["branch must be filled"]],
    [{ branch: 3 }, ["branch must be a string or must be equal to true"]],
    [{ branch: false }, ["branch must be a string or must be equal to true"]],
    [{ tag: 3 }, ["tag must be a string"]],
    [{ latest: "yes" }, ["latest must be one of: true, false"]],
    [
      { latest: true, environment: "prod" },
      ["cannot specify the field latest with the field environment"],
    ],
    [
      { tag: "a", latest: true, environment: "prod", deployed: true },
      ["cannot specify the fields latest/tag with the fields deployed/environment"],
    ],
    [{ deployed: true, released: true }, ["cannot specify both deployed=true and released=true"]],
    [
      { deployed: true, deployedOrReleased: true },
      ["cannot specify both deployed=true and deployedOrReleased=true"],
    ],
    [
      { released: true, deployedOrReleased: true },
      ["cannot specify both released=true and deployedOrReleased=true"],
    ],
    [{ deployed: null }, ["deployed must be filled"]],
    [{ deployed: false, environment: "prod" }, ["deployed must be one of: true"]],
    [{ environment: "nowhere" }, ["environment with name 'nowhere' does not exist"]],
    [
      { environment: "nowhere", deployed: true },
      ["environment with name 'nowhere' does not exist"],
    ],
    [{ tag: "a", fallbackTag: "b" }, ["fallbackTag can only be set if latest is true"]],
    [
      { latest: true, fallbackTag: "b" },
      ["a tag must be specified when a fallbackTag is specified"],
    ],
    [
      { tag: "a", fallbackBranch: "b" },
      ["a branch must be specified when a fallbackBranch is specified"],
    ],
    [
      { branch: "a", fallbackBranch: "b", latest: false },
      [
        "fallbackBranch can only be set if latest is true",
        "cannot specify a branch with latest=false",
      ],
    ],
    [{ tag: "a", consumer: " " }, ["consumer cannot be blank"]],
    [{ tag: "a", consumer: "" }, ["consumer must be filled"]],
  ])("%j", (selector, texts) => {
    const body = { consumerVersionSelectors: [{ latest: true }, selector] };
    expect(readQuestion(body, environmentExists)).toEqual({
      errors: { consumerVersionSelectors: texts.map((text) => `${text} (at index 1)`) },
    });
  });
});

describe("a question that cannot be", () => {
  test.each<[Record<string, unknown>, Record<string, string[]>]>([
    [{ consumerVersionSelectors: {} }, { consumerVersionSelectors: ["must be an array"] }],
    [{ consumerVersionSelectors: null }, { consumerVersionSelectors: ["must be an array"] }],
    [
      { consumerVersionSelectors: ["a", { latest: true }, {}] },
      {
        consumerVersionSelectors: ["must be a hash (at index 0)", `${REQUIRED} (at index 2)`],
      },
    ],
    [{ providerVersionTags: "a" }, { providerVersionTags: ["must be an array"] }],
    [{ providerVersionBranch: 1 }, { providerVersionBranch: ["must be a string"] }],
    [{ providerVersionBranch: " " }, { providerVersionBranch: ["cannot be blank"] }],
    [{ includePendingStatus: "yes" }, { includePendingStatus: ["must be one of: true, false"] }],
    [{ includeWipPactsSince: "soon" }, { includeWipPactsSince: ["must be a date"] }],
    [{ includeWipPactsSince: "2024-02-30" }, { includeWipPactsSince: ["must be a date"] }],
    [{ includeWipPactsSince: 20240101 }, { includeWipPactsSince: ["must be a date"] }],
    [{ includeWipPactsSince: "" }, { includeWipPactsSince: ["must be filled"] }],
    [
      { providerVersionBranch: "", includePendingStatus: true },
      { providerVersionBranch: [expect.stringContaining("must not be an empty string")] },
    ],
    [
      { providerVersionBranch: "", includeWipPactsSince: "2024-01-01", providerVersionTags: [] },
      { providerVersionBranch: [expect.stringContaining("must not be an empty string")] },
    ],
  ])("%j", (body, errors) => {
    expect(readQuestion(body, environmentExists)).toEqual({ errors });
  });
});

describe("a selector", () => {
  const consumer = undefined;
  test.each<[Record<string, unknown>, Selector[]]>([
    [{ mainBranch: true, consumer: "Foo" }, [{ kind: "main-branch", consumer: "Foo" }]],
    [{ branch: "a" }, [{ kind: "branch", branch: "a", consumer }]],
    [
      { branch: "a", latest: true, fallbackBranch: "b" },
      [{ kind: "branch", branch: "a", consumer }],
    ],
    [{ branch: true }, [{ kind: "each-branch", consumer }]],
    [{ matchingBranch: true }, [{ kind: "branch", branch: "feat", consumer }]],
    [{ tag: "a" }, [{ kind: "tagged", tag: "a", consumer }]],
    [
      { tag: "a", latest: true, fallbackTag: "b" },
      [{ kind: "latest-tagged", tag: "a", fallbackTag: "b", consumer }],
    ],
    [{ latest: true, consumer: "Foo" }, [{ kind: "latest", consumer: "Foo" }]],
    [{ deployed: true }, [{ kind: "deployed", environment: undefined, consumer }]],
    [
      { released: true, environment: "prod" },
      [{ kind: "released", environment: "prod", consumer }],
    ],
    [
      { deployedOrReleased: true, environment: "prod" },
      [
        { kind: "deployed", environment: "prod", consumer },
        { kind: "released", environment: "prod", consumer },
      ],
    ],
    [{ environment: "prod" }, [{ kind: "environment", environment: "prod", consumer }]],
  ])("%j", (selector, selectors) => {
    const body = { providerVersionBranch: "feat", consumerVersionSelectors: [selector] };
    const read = readQuestion(body, environmentExists);
    expect(read).toHaveProperty("question.selectors", selectors);
  });
});

test.each([
  ["2024-01-02", "2024-01-02T00:00:00.000Z"],
  ["2013-02-13T20:04:45.000+11:00", "2013-02-13T09:04:45.000Z"],
  ["2024-01-02 03:04:05", "2024-01-02T03:04:05.000Z"],
])("since %s", (includeWipPactsSince, wipSince) => {
  const read = readQuestion({ includeWipPactsSince }, environmentExists);
  expect(read).toHaveProperty("question.wipSince", wipSince);
});

test("nothing is asked", () => {
  expect(readQuestion({}, environmentExists)).toEqual({
    question: {
      providerBranch: undefined,
      providerTags: [],
      selectors: [],
      asksPending: false,
      wipSince: undefined,
    },
  });
});
