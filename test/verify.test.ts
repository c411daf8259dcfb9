/**
 * Cases of `concordat verify`: test/cases/verify.
 *
 * The command is `verify` where no file `command` says more; today is that of `runCli`.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { allFindings, type PactResult, type VerifyResult } from "../src/cli/verify-result.ts";
import type { Finding } from "../src/findings/finding.ts";
import { runCli } from "./run-cli.ts";
import { showFinding } from "./show-finding.ts";

const folder = path.join(import.meta.dirname, "cases/verify");

test.each(readdirSync(folder))("%s", async (name) => {
  const cwd = path.join(folder, name);
  const command = path.join(cwd, "command");
  const said = existsSync(command) ? readFileSync(command, "utf8").trim() : "verify";
  const outcome = await runCli([...said.split(" "), "--format", "json"], { cwd });
  expect(outcome.stderr).toBe("");
  const result = JSON.parse(outcome.stdout) as VerifyResult;
  expect(result.ok).toBe(allFindings(result).every(({ severity }) => severity !== "error"));
  expect(outcome.code).toBe(result.ok ? 0 : 1);
  const shown = `${JSON.stringify(show(result), undefined, 2)}\n`;
  await expect(shown).toMatchFileSnapshot(path.join(cwd, "expected.json"));
});

function show({ edges, pacts, findings }: VerifyResult): object {
  return {
    edges: edges.map(({ consumer, provider, operation, source, verdict, pact, findings }) => ({
      edge: `${consumer} -> ${provider} ${operation} (${source})`,
      ...(verdict !== undefined && { verdict }),
      // Most cases are of contracts alone.
      ...(pact !== "none" && { pact: pact ?? "not asked" }),
      findings: findings.map(showEdgeFinding),
    })),
    ...(pacts.length > 0 && {
      pacts: pacts.map((pact) => ({
        pact: showPact(pact),
        findings: pact.findings.map(showFinding),
      })),
    }),
    findings: findings.map(showFinding),
  };
}

// What shows a break belongs to it.
function showEdgeFinding(finding: Finding): object {
  const { witness, witnessAt, curl } = finding;
  return { ...showFinding(finding), witness, witnessAt, curl };
}

function showPact({ consumer, provider, file, interactions, result }: PactResult): string {
  return `${file}: ${consumer} with ${provider}, interactions ${interactions}, ${result}`;
}
