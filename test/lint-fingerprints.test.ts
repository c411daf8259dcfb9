/**
 * DESIGN: a fingerprint survives edits elsewhere, such as an entry put before the one that is meant.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import type { Finding } from "../src/findings/finding.ts";
import { runCli } from "./run-cli.ts";
import { inTemporaryFolder } from "./temporary-folder.ts";

/** @param first what stands first in every list, with a comma after it */
function openapi(
  first: Record<"parameter" | "branch" | "scheme" | "tag" | "step", string>,
): string {
  return `
openapi: 3.1.0
info: { title: Orders, version: "1" }
tags: [${first.tag} { name: orders, description: 5 }]
security: [${first.scheme} { token: [] }]
paths:
  /orders:
    get:
      parameters:
        [${first.parameter} { $ref: "#/nowhere" }, { name: limit, in: query, schema: { type: integer }, example: many }, { name: limit, name: page, in: query, schema: {} }]
      x-gateway-aggregate: [${first.step} { service: users, path: 5, field: user }]
      x-gateway-saga: { steps: [${first.step} { name: pay, service: 5, path: /p }] }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Order:
      allOf: [${first.branch} { title: Base, properties: { id: { type: string, default: 5 } } }]
`;
}

const bare = { parameter: "", branch: "", scheme: "", tag: "", step: "" };

const CODES = [
  "contract.extension-invalid",
  "contract.extension-invalid",
  "contract.security-undeclared",
  "contract.structure",
  "example.invalid",
  "example.invalid",
  "reference.dangling",
  "source.duplicate-key",
];

test.each([
  ["a parameter", { parameter: "{ name: first, in: query, schema: {} }," }],
  ["a branch", { branch: "{ title: First }," }],
  ["a requirement", { scheme: "{ key: [] }," }],
  ["a tag", { tag: "{ name: first }," }],
  ["a step", { step: "{ name: first, field: first, service: users, path: /first }," }],
])("%s put before changes no fingerprint", async (_, more) => {
  const before = await lint(openapi(bare));
  const after = await lint(openapi({ ...bare, ...more }));
  expect(before.map(({ code }) => code).sort()).toEqual(CODES);
  expect(new Set(before.map(({ fingerprint }) => fingerprint)).size).toBe(CODES.length);
  expect(after.map(({ fingerprint }) => fingerprint).sort()).toEqual(
    before.map(({ fingerprint }) => fingerprint).sort(),
  );
});

function lint(text: string): Promise<Finding[]> {
  return inTemporaryFolder(async (cwd) => {
    await writeFile(path.join(cwd, "openapi.yaml"), text);
    const { stdout } = await runCli(["lint", "openapi.yaml", "--format", "json"], { cwd });
    return (JSON.parse(stdout) as { problems: Finding[] }).problems;
  });
}
