/**
 * What a second judge of witnesses makes of the findings of a pact.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createSecondOpinion } from "../../src/compat/second-opinion.ts";
import { comparisonOf, judgePact, judgePactReading } from "../../src/pact/compare.ts";
import { confirmWitnesses } from "../../src/pact/confirm-witnesses.ts";
import { judge } from "../../src/schema/judge.ts";
import { contractIn } from "../contract-in.ts";
import { readContractText } from "../contract-text.ts";
import { readPactText } from "./pact-text.ts";

const folder = join(import.meta.dirname, "../cases/compare-pact");

const cases = readdirSync(folder).map((name) => {
  const read = (file: string) => readFileSync(join(folder, name, file), "utf8");
  const contract = readContractText(read(contractIn(join(folder, name))));
  return { name, judged: judgePactReading(readPactText(read("pact.json")), contract) };
});

test.each(cases)("Ajv confirms the witnesses of $name", ({ judged }) => {
  const agrees = createSecondOpinion(judge);
  const contradicted = judged.evidence.filter(({ asked }) => !asked.every(agrees));
  expect(contradicted).toEqual([]);
  expect(confirmWitnesses(judged, judge)).toEqual(judged.findings);
});

// What is not declared is refused by no schema as it is written: senders are read closed.
const UNDECLARED =
  /^\S+ is expected; (the contract does not declare it|the contract declares it for requests only|no alternative of the contract has it)/;

test("every witness rests on something that a judge can be asked", () => {
  const found = cases.flatMap(({ judged }) => {
    const known = new Set(judged.evidence.map(({ finding }) => finding));
    return judged.findings.filter((finding) => "witness" in finding && !known.has(finding));
  });
  const others = found.filter(({ message }) => !UNDECLARED.test(message));
  expect(others.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
});

function judgedRule(schema: object, example: unknown, rule: object) {
  const content = {
    "application/json": { schema: { properties: { p: schema }, required: ["p"] } },
  };
  const contract = readContractText(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Provider", version: "1" },
      paths: {
        "/": {
          post: { requestBody: { content }, responses: { 200: { description: "ok", content } } },
        },
      },
    }),
  );
  const body = { contentType: "application/json", content: { p: example } };
  const part = {
    headers: { "Content-Type": ["application/json"] },
    body,
    matchingRules: { body: { "$.p": { matchers: [rule] } } },
  };
  const { pact } = readPactText(
    JSON.stringify({
      consumer: { name: "web" },
      provider: { name: "provider" },
      interactions: [
        {
          type: "Synchronous/HTTP",
          description: "p",
          request: { method: "POST", path: "/", ...part },
          response: { status: 200, ...part },
        },
      ],
      metadata: { pactSpecification: { version: "4.0" } },
    }),
  );
  return judgePact(pact!, contract);
}

const regex = { match: "regex", regex: "a|b" };

describe("a judge that differs", () => {
  const judged = judgedRule({ enum: ["a", "b", "c"] }, "a", regex);

  test("what it is asked about is an error without it", () => {
    expect(comparisonOf(judged.findings)).toMatchObject({ verdict: "incompatible" });
    expect(judged.findings.map(({ code }) => code)).toEqual(["response.body.incompatible"]);
  });

  test.each([true, false])("by saying %s of everything leaves nothing proved", (answer) => {
    const findings = confirmWitnesses(judged, () => () => answer);
    const { verdict, errors, warnings } = comparisonOf(findings);
    expect(verdict).toBe("unknown");
    expect(errors).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(["pact.unvalidatable"]);
    expect(warnings[0]!.message).toMatch(
      /^this could not be confirmed, .*: p may be "c"; the rule/,
    );
    expect(warnings[0]).not.toHaveProperty("witness");
  });

  test("leaves the verdict as it is where there is a warning at most", () => {
    const wider = judgedRule({ enum: ["a", "b"] }, "a", { match: "type" });
    expect(wider.findings.map(({ code }) => code)).toContain("request.rule-wider");
    const told = confirmWitnesses(wider, () => () => true);
    expect(told.map(({ code, severity }) => `${severity} ${code}`)).toContain(
      "info pact.unvalidatable",
    );
    expect(told.map(({ code }) => code)).not.toContain("request.rule-wider");
    expect(comparisonOf(told).verdict).toBe("compatible");
  });
});

test("a judge that has no answer changes nothing", () => {
  const judged = judgedRule({ enum: ["a", "b", "c"] }, "a", regex);
  expect(confirmWitnesses(judged, () => () => undefined)).toEqual(judged.findings);
});

test("an agreeing pact has nothing to confirm", () => {
  expect(cases.find(({ name }) => name === "compatible")!.judged.evidence).toEqual([]);
});
