import { expect, test } from "vitest";
import { cpuSecondsOf } from "../../test/cpu-seconds.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { renderFindings } from "./terminal.ts";

test("a document with a finding on each of its lines is shown in no time to speak of", () => {
  const count = 20_000;
  const text = Array.from({ length: count }, (_, at) => `line${at}: x`).join("\n");
  const findings: Finding[] = Array.from({ length: count }, (_, at) =>
    createFinding({
      code: "source.syntax",
      message: "it is wrong",
      at: { file: "a.yaml", line: at + 1, column: 1, pointer: "" },
      identity: [String(at)],
    }),
  );
  let shown = "";
  const seconds = cpuSecondsOf(() => {
    shown = renderFindings(findings, { color: false, textOf: () => text });
  });
  expect(shown).toContain(`  ${count} | line${count - 1}: x\n`);
  expect(seconds).toBeLessThan(2);
});
