import { expect, test } from "vitest";
import { createFinding, type Finding } from "../findings/finding.ts";
import { abridged } from "./abridge.ts";

const at = { file: "a.yaml", pointer: "", line: 1, column: 1 };

function found(code: "example.invalid" | "source.syntax", count: number): Finding[] {
  return Array.from({ length: count }, (_, index) =>
    createFinding({ code, message: String(index), at, identity: [String(index)] }),
  );
}

test.each<[string, Finding[], string[], string]>([
  ["nothing", [], [], ""],
  ["as many as are shown", found("example.invalid", 2), ["0", "1"], ""],
  [
    "more than are shown",
    found("example.invalid", 5),
    ["0", "1"],
    "\n3 more of example.invalid; --format json has them all\n",
  ],
  ["errors, all of them", found("source.syntax", 4), ["0", "1", "2", "3"], ""],
])("%s", (_, findings, messages, rest) => {
  const { kept, rest: told } = abridged(findings, 2);
  expect(kept.map(({ message }) => message)).toEqual(messages);
  expect(told).toBe(rest);
});
