/** PACT-BROKER-API §2, can-i-deploy: the query of the official command line, and what it reads. */
import { expect, test } from "vitest";
import { type MatrixQuestion, matrixQuery, readMatrix } from "../../../src/broker/client/matrix.ts";

const A = { pacticipant: "A", version: "1" };

test.each<[string, MatrixQuestion, string]>([
  ["one version", { selectors: [A] }, "q[][pacticipant]=A&q[][version]=1&latestby=cvp&latest=true"],
  [
    "to an environment",
    { selectors: [A], environment: "prod" },
    "q[][pacticipant]=A&q[][version]=1&latestby=cvpv&environment=prod",
  ],
  [
    "two, one of them the latest with a tag",
    { selectors: [A, { pacticipant: "B", latest: true, tag: "dev" }] },
    "q[][pacticipant]=A&q[][version]=1&q[][pacticipant]=B&q[][latest]=true&q[][tag]=dev&latestby=cvpv",
  ],
  [
    "branches",
    {
      selectors: [
        { pacticipant: "A", branch: "a/b" },
        { pacticipant: "B", mainBranch: true },
      ],
    },
    "q[][pacticipant]=A&q[][branch]=a%2Fb&q[][pacticipant]=B&q[][mainBranch]=true&latestby=cvpv",
  ],
  [
    "ignored",
    { selectors: [A], ignored: [{ pacticipant: "X" }, { pacticipant: "Y&", version: "2" }] },
    "q[][pacticipant]=A&q[][version]=1&ignore[][pacticipant]=X&ignore[][pacticipant]=Y%26&ignore[][version]=2&latestby=cvp&latest=true",
  ],
  [
    "to a tag",
    { selectors: [A], tag: "prod" },
    "q[][pacticipant]=A&q[][version]=1&tag=prod&latestby=cvp&latest=true",
  ],
  [
    "to be merged",
    { selectors: [A], mainBranch: true },
    "q[][pacticipant]=A&q[][version]=1&latestby=cvp&latest=true&mainBranch=true",
  ],
])("%s", (_, question, query) => {
  expect(matrixQuery(question)).toBe(query);
});

const row = {
  consumer: { name: "A", version: { number: "1" } },
  provider: { name: "B", version: null },
  verificationResult: null,
  ignored: true,
};

test("an answer is read", () => {
  const document = {
    summary: { deployable: null, reason: "why", success: 0, failed: 0, unknown: 1 },
    notices: [{ type: "error", text: "There is no verified pact" }],
    matrix: [
      row,
      {
        ...row,
        provider: { name: "B", version: { number: "2" } },
        verificationResult: { success: true, _links: { self: { href: "http://b/r/1" } } },
        ignored: undefined,
      },
    ],
  };
  expect(readMatrix(document)).toEqual({
    deployable: null,
    success: 0,
    failed: 0,
    unknown: 1,
    notices: [{ type: "error", text: "There is no verified pact" }],
    rows: [
      {
        consumer: "A",
        consumerVersion: "1",
        provider: "B",
        providerVersion: undefined,
        success: undefined,
        resultUrl: undefined,
        isIgnored: true,
      },
      {
        consumer: "A",
        consumerVersion: "1",
        provider: "B",
        providerVersion: "2",
        success: true,
        resultUrl: "http://b/r/1",
        isIgnored: false,
      },
    ],
    document,
  });
});

test("a reason is told where there are no notices", () => {
  const { notices } = readMatrix({ summary: { deployable: false, reason: "why" }, matrix: [] });
  expect(notices).toEqual([{ type: "error", text: "why" }]);
});

test.each([[undefined], [{}], [{ summary: {} }], [{ matrix: [] }], [{ summary: [], matrix: [] }]])(
  "no answer to the question: %j",
  (document) => {
    expect(() => readMatrix(document)).toThrow(expect.objectContaining({ code: "broker.refused" }));
  },
);
