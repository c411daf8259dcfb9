import { expect, test } from "vitest";
import { createFinding, type Finding } from "../findings/finding.ts";
import { testResultsOf } from "./test-results.ts";

const pact = {
  url: "http://broker.test/pact",
  text: "",
  body: {
    interactions: [
      { _id: "a1", description: "an order" },
      { _id: "b2", description: "no order" },
    ],
  },
};

function mismatch(pointer: string, message: string): Finding {
  const at = { file: "p.json", pointer, line: 1, column: 1 };
  return createFinding({ code: "pact.mismatch", message, at, identity: [pointer] });
}

test.each<[pointer: string, message: string, told: object]>([
  [
    "/interactions/0/response/body/content/lines/1/sku",
    "an order: $.lines[1].sku Expected 'a' to be equal to 'b'",
    {
      attribute: "body",
      identifier: "$.lines[1].sku",
      description: "$.lines[1].sku Expected 'a' to be equal to 'b'",
    },
  ],
  ["/interactions/0/response/status", "an order: 200 but was 404", { attribute: "status" }],
  [
    "/interactions/0/response/headers/X-Id",
    "an order: missing",
    { attribute: "header", identifier: "X-Id", description: "missing" },
  ],
  ["/interactions/0", "no answer", { attribute: "interaction", description: "no answer" }],
])("%s", (pointer, message, told) => {
  const [failed, passed] = testResultsOf(pact, [mismatch(pointer, message)]);
  expect(failed).toMatchObject({ interactionId: "a1", success: false, mismatches: [told] });
  expect(passed).toEqual({
    interactionId: "b2",
    interactionDescription: "no order",
    success: true,
  });
});

test("what concerns the whole run concerns each interaction", () => {
  const results = testResultsOf(pact, [mismatch("", "the provider ended")]);
  expect(results.map(({ success }) => success)).toEqual([false, false]);
});
