/**
 * How refusals are told. DESIGN: the findings go into a response header.
 */
import { expect, test } from "vitest";
import { createFinding } from "../findings/finding.ts";
import { problemSummary } from "./refusal.ts";

function findings(count: number) {
  return Array.from({ length: count }, (_, index) =>
    createFinding({
      code: "request.body.invalid",
      message: `\u00fc ${index}`,
      at: { file: "request", pointer: `/body/${index}`, line: 1, column: 1 },
      identity: [String(index)],
    }),
  );
}

test("the first findings that fit into a field are told, however many there are", () => {
  const summary = problemSummary(findings(200_000));
  expect(encodeURIComponent(summary).length).toBeLessThan(4100);
  const entries = JSON.parse(summary) as { pointer: string }[];
  expect(entries.length).toBeGreaterThan(20);
  expect(entries.map(({ pointer }) => pointer)).toEqual(entries.map((_, at) => `/body/${at}`));
});

test("few are told whole", () => {
  expect(JSON.parse(problemSummary(findings(1)))).toEqual([
    { code: "request.body.invalid", pointer: "/body/0", message: "\u00fc 0" },
  ]);
  expect(problemSummary([])).toBe("[]");
});
