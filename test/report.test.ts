/**
 * Cases of reports for CI servers: test/cases/report.
 *
 * `judgement.json` is what a command hands over; each report of it is one golden file.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "../src/findings/finding.ts";
import { MAX_ANNOTATIONS, renderAnnotations } from "../src/report/github.ts";
import type { Judgement } from "../src/report/judgement.ts";
import { renderJunit } from "../src/report/junit.ts";
import { renderSarif } from "../src/report/sarif.ts";
import { renderStepSummary } from "../src/report/step-summary.ts";
import { sarifFaults } from "./sarif-faults.ts";

const folder = path.join(import.meta.dirname, "cases/report");

const root = { cwd: "/repository", root: "/repository" };
const tool = { version: "1.2.3", informationUri: "https://example.com/concordat" };

const REPORTS: [file: string, render: (judgement: Judgement) => string][] = [
  ["junit.xml", renderJunit],
  ["github.txt", (judgement) => renderAnnotations(judgement, root)],
  ["summary.md", (judgement) => renderStepSummary(judgement, root)],
  ["sarif.json", (judgement) => renderSarif(judgement, root, tool)],
];

describe.each(readdirSync(folder))("%s", (name) => {
  const from = path.join(folder, name);
  const judgement = JSON.parse(
    readFileSync(path.join(from, "judgement.json"), "utf8"),
  ) as Judgement;

  test.each(REPORTS)("%s", async (file, render) => {
    await expect(render(judgement)).toMatchFileSnapshot(path.join(from, `expected.${file}`));
  });

  test("the SARIF report fits its schema", () => {
    expect(sarifFaults(JSON.parse(renderSarif(judgement, root, tool)))).toEqual([]);
  });
});

/** Made of what some reader or other takes for more than text. */
const oddText = fc.string({
  unit: fc.constantFrom(
    ..."ab é😀\t\n\r\u0000\u0001\u001b\u007f\u0085\ud800\udc00\ufffd\ufffe\uffff".split(""),
    ..."<>&\"'%:,=;|`*_[](){}#]]>".split(""),
  ),
  maxLength: 20,
});

function finding(index: number, more: Partial<Finding> = {}): Finding {
  return {
    code: "response.body.invalid",
    severity: "error",
    message: `message ${index}`,
    at: { file: "a.yaml", pointer: "", line: index, column: 1 },
    fingerprint: String(index),
    ...more,
  };
}

function judgementOf(...findings: Finding[]): Judgement {
  return {
    command: "lint",
    things: [{ kind: "documents", name: "a.yaml", outcome: "failed", findings }],
  };
}

function list(length: number, more: Partial<Finding> = {}): Finding[] {
  return Array.from({ length }, (_, index) => finding(index + 1, more));
}

describe("annotations", () => {
  test("are ten of a kind, and the rest is counted", () => {
    const judgement = judgementOf(
      ...list(11, { severity: "warning" }),
      ...list(12),
      ...list(10, { severity: "info" }),
    );
    const lines = renderAnnotations(judgement, root).split("\n");
    const kinds = lines.map((line) => /^::(\w+) /.exec(line)?.[1] ?? line);
    expect(kinds).toEqual([
      ...Array<string>(MAX_ANNOTATIONS).fill("error"),
      ...Array<string>(MAX_ANNOTATIONS).fill("warning"),
      ...Array<string>(MAX_ANNOTATIONS).fill("notice"),
      "and 2 errors, 1 warning more: GitHub shows 10 of a kind",
      "",
    ]);
    expect(lines[9]).toContain(",line=10,");
  });

  test("of an exchange stand at the rule, or nowhere", () => {
    const at = { file: "response", pointer: "/body/id", line: 1, column: 1 };
    const because = { file: "a.yaml", pointer: "/x", line: 4, column: 5 };
    const judgement = judgementOf(finding(1, { at, because }), finding(2, { at }));
    expect(renderAnnotations(judgement, root).split("\n").slice(0, 2)).toEqual([
      "::error file=a.yaml,line=4,col=5,title=response.body.invalid::message 1",
      "::error title=response.body.invalid::message 2",
    ]);
    expect(sarifFaults(JSON.parse(renderSarif(judgement, root, tool)))).toEqual([]);
  });

  test("are none where nothing was found", () => {
    expect(renderAnnotations(judgementOf(), root)).toBe("");
  });

  test("are one line each, whatever the text", () => {
    fc.assert(
      fc.property(oddText, oddText, (message, name) => {
        const text = renderAnnotations(judgementOf(finding(1, { message, service: name })), root);
        // As the runner reads it: up to the second `::`, properties apart at commas.
        const [, properties] = /^::error ([^\n\r]*?)::[^\n\r]*\n$/.exec(text) ?? [];
        const names = properties?.split(",").map((property) => property.split("=")[0]);
        expect(names).toEqual(["file", "line", "col", "title"]);
      }),
      { seed: 20261123 },
    );
  });
});

describe("a step's summary", () => {
  const judgement = judgementOf(...list(100, { message: "é".repeat(100) }));

  test.each([100_000, 5_000, 1_000, 500])("of at most %d bytes", (maxBytes) => {
    const summary = renderStepSummary(judgement, root, maxBytes);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(maxBytes);
    const rows = summary.match(/^\| error \|/gm)?.length ?? 0;
    const left = /^(\d+) findings? more: /m.exec(summary)?.[1] ?? "0";
    expect(rows + Number(left)).toBe(100);
    expect(summary).toMatch(/^### concordat lint: 100 errors\n/);
  });

  test("is left out where there is no room", () => {
    expect(renderStepSummary(judgement, root, 200)).toBe("");
    expect(renderStepSummary(judgement, root, -1)).toBe("");
  });

  test("of a good run has no table of findings", () => {
    expect(renderStepSummary(judgementOf(), root)).not.toContain("severity");
  });
});

describe("JUnit", () => {
  test("is XML 1.0, whatever the text", () => {
    fc.assert(
      fc.property(oddText, oddText, (message, name) => {
        const things = [
          { kind: name, name, outcome: "failed", findings: [finding(1, { message })] },
        ] as const;
        const xml = renderJunit({ command: "lint", things });
        // XML 1.0 #charsets, and references to nothing but what needs no declaration.
        expect(xml).toMatch(/^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
        expect(xml.match(/&(?!(amp|lt|gt|quot|#9|#10|#13);)/)).toBeNull();
        expect(decoded(/<failure message="([^"<>]*)"/.exec(xml)![1]!)).toBe(shown(message));
        expect(decoded(/<testcase classname="[^"<>]*" name="([^"<>]*)"/.exec(xml)![1]!)).toBe(
          shown(name),
        );
      }),
      { seed: 20261123 },
    );
  });

  test("a thing that failed without an error tells what it has", () => {
    const undecided = finding(1, { code: "schema.unresolved", severity: "warning" });
    const xml = renderJunit(judgementOf(undecided));
    expect(xml).toContain('<failure message="message 1" type="schema.unresolved">');
    expect(xml).not.toContain("system-out");
  });

  test("a case has one failure, which counts the others; warnings are its output", () => {
    const xml = renderJunit(judgementOf(...list(3), finding(9, { severity: "warning" })));
    expect(xml.match(/<failure /g)).toHaveLength(1);
    expect(xml).toContain('message="message 1 (and 2 more)"');
    expect(xml).toContain('tests="1" failures="1"');
    expect(xml).toMatch(/<system-out>warning {2}response\.body\.invalid/);
  });

  // As a parser reads an attribute: XML 1.0 #AVNormalize.
  function decoded(text: string): string {
    return text
      .replace(/[\t\n\r]/g, " ")
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
  }

  // By code unit, so that it shares nothing with what it checks.
  function shown(text: string): string {
    return [...text]
      .map((character) => {
        const code = character.codePointAt(0)!;
        const isAllowed =
          [9, 10, 13].includes(code) ||
          (code >= 0x20 && code < 0x7f) ||
          (code > 0x9f &&
            !(code >= 0xd800 && code <= 0xdfff) &&
            code !== 0xfffe &&
            code !== 0xffff);
        return isAllowed ? character : `\\u${code.toString(16).padStart(4, "0")}`;
      })
      .join("");
  }
});
