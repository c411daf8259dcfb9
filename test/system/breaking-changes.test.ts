/**
 * `npm run verify` on the e-commerce system, after one change to the order service's contract that
 * breaks the gateway: it fails, and says where on both sides.
 */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { dump, load } from "js-yaml";
import { afterAll, describe, expect, test } from "vitest";
import type { VerifyResult } from "../../src/cli/verify-result.ts";
import { configWithoutProviders } from "./config-without-providers.ts";

const root = path.resolve(import.meta.dirname, "..", "..");
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

// biome-ignore lint/suspicious/noExplicitAny: a YAML document is edited by hand here
type Document = any;

interface Change {
  name: string;
  file: string;
  edit: (document: Document) => void;
  code: string;
  /** What the message names. */
  says: string;
  /** Where it shows in the pact. */
  pactPointer: RegExp;
  /** Where the contract says otherwise. */
  contractPointer: RegExp;
}

const order = "shared/order.yaml";
const service = "order-service.openapi.yaml";

const CHANGES: Change[] = [
  {
    name: "a field that a pact uses is renamed",
    file: order,
    edit: ({ Order }) => {
      const { total, ...others } = Order.properties;
      Order.properties = { ...others, grandTotal: total };
      Order.required = Order.required.map((name: string) =>
        name === "total" ? "grandTotal" : name,
      );
    },
    code: "response.body.undeclared",
    says: "total",
    pactPointer: /\/response\/body\/content\/(content\/0\/)?total$/,
    contractPointer: /^\/Order/,
  },
  {
    name: "an operation is removed",
    file: service,
    edit: ({ paths }) => {
      delete paths["/orders"].get;
    },
    code: "request.method.undeclared",
    says: "GET",
    pactPointer: /^\/interactions\/\d+\/request/,
    contractPointer: /^\/paths\/~1orders/,
  },
  {
    name: "a query parameter becomes required",
    file: service,
    edit: ({ paths }) => {
      const { parameters } = paths["/orders"].get;
      parameters.find(({ name }: { name?: string }) => name === "createdAfter").required = true;
    },
    code: "request.parameter.missing",
    says: "createdAfter",
    pactPointer: /^\/interactions\/\d+\/request/,
    contractPointer: /^\/paths\/~1orders\/get\/parameters\/\d+/,
  },
  {
    name: "a status is dropped",
    file: service,
    edit: ({ paths }) => {
      delete paths["/orders"].post.responses["422"];
    },
    code: "response.status.undeclared",
    says: "422",
    pactPointer: /\/response\/status$/,
    contractPointer: /^\/paths\/~1orders\/post/,
  },
];

describe("npm run verify", () => {
  test("agrees when nothing is changed", { timeout: 120_000 }, async () => {
    const { code, result } = await verifyChanged({ file: service, edit: () => undefined });
    expect(new Set(result.pacts.map((pact) => pact.result))).toEqual(new Set(["not run"]));
    expect(code).toBe(0);
  });

  test.each(CHANGES)("fails when $name", { timeout: 120_000 }, async (change) => {
    const { code, result, stdout } = await verifyChanged(change);
    expect(code).toBe(1);
    const findings = result.pacts.flatMap((pact) => pact.findings);
    const finding = findings.find((f) => f.code === change.code && f.severity === "error");
    expect(finding, JSON.stringify(findings, undefined, 2)).toBeDefined();
    expect(finding!.message).toContain(change.says);
    expect(finding!.at.file).toMatch(/pacts\/api-gateway-order-service\.json$/);
    expect(finding!.at.pointer).toMatch(change.pactPointer);
    expect(finding!.because!.file).toMatch(
      /contracts\/(shared\/order|order-service\.openapi)\.yaml$/,
    );
    expect(finding!.because!.pointer).toMatch(change.contractPointer);
    // The same for people: both places at file:line:column.
    for (const { file, line, column } of [finding!.at, finding!.because!]) {
      expect(line).toBeGreaterThan(1);
      expect(stdout).toContain(`${file}:${line}:${column}`);
    }
  });
});

async function verifyChanged(change: {
  file: string;
  edit: (document: Document) => void;
}): Promise<{ code: number; result: VerifyResult; stdout: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), "concordat-change-"));
  folders.push(folder);
  const contracts = path.join(folder, "contracts");
  cpSync(path.join(root, "contracts"), contracts, { recursive: true });
  const file = path.join(contracts, change.file);
  const document = load(readFileSync(file, "utf8"));
  change.edit(document);
  writeFileSync(file, dump(document));
  const configFile = path.join(folder, "concordat.config.json");
  writeFileSync(configFile, configWithoutProviders());
  const report = path.join(folder, "report.json");
  const { code, stdout } = await run(
    ["test/run-verify.ts", "--config", configFile, "--report", `json=${report}`],
    {
      CONCORDAT_CONTRACTS: contracts,
      CONCORDAT_PACTS: path.join(folder, "pacts"),
      CONCORDAT_CONSUMERS: "api-gateway-order-service",
    },
  );
  return { code, stdout, result: JSON.parse(readFileSync(report, "utf8")) as VerifyResult };
}

function run(
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number; stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.resume();
    child.on("error", reject);
    child.on("exit", (code) => resolve({ code: code ?? -1, stdout }));
  });
}
