/**
 * `npm run verify` against the services that run: the pacts are verified, and a service that answers
 * otherwise is told.
 */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { VerifyResult } from "../../src/cli/verify-result.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";

const root = path.resolve(import.meta.dirname, "..", "..");

/** @param broken what the order service's answers become; JSON to JSON, as the text of a function */
async function verifyWith(broken: string): Promise<{ code: number | null; result: VerifyResult }> {
  return inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "concordat.config.ts");
    writeFileSync(file, configText(broken));
    const report = path.join(folder, "report.json");
    const args = ["--config", file, "--root", root, "--report", `json=${report}`];
    const child = spawn(process.execPath, ["--conditions=source", "test/run-verify.ts", ...args], {
      cwd: root,
      env: { ...process.env, CONCORDAT_PACTS: path.join(folder, "pacts") },
      stdio: "ignore",
    });
    const code = await new Promise<number | null>((resolve) => child.on("exit", resolve));
    return { code, result: JSON.parse(readFileSync(report, "utf8")) as VerifyResult };
  });
}

function configText(broken: string): string {
  return `
    import config from ${JSON.stringify(path.join(root, "concordat.config.ts"))};
    const broken: (body: any) => any = ${broken};
    const services = Object.fromEntries(Object.entries(config.services).map(([name, service]) => [
      name,
      { ...service, contract: ${JSON.stringify(`${root}/`)} + service.contract },
    ]));
    const { provider } = services["order-service"];
    services["order-service"].provider = {
      ...provider,
      async fetch(request) {
        const response = await provider.fetch(request);
        if (response.status !== 201) return response;
        return Response.json(broken(await response.json()), { status: 201 });
      },
    };
    export default { ...config, services, events: ${JSON.stringify(`${root}/`)} + config.events };
  `;
}

test("the pacts are verified against the code", { timeout: 120_000 }, async () => {
  const { code, result } = await verifyWith("(body) => body");
  expect(result.pacts.map((pact) => pact.result)).toEqual(["verified", "verified"]);
  expect(result.edges.map(({ verdict }) => verdict)).toEqual(result.edges.map(() => "compatible"));
  expect(code).toBe(0);
});

test("an answer without what the gateway reads is told", { timeout: 120_000 }, async () => {
  const { code, result } = await verifyWith("({ total, ...others }) => others");
  const failed = result.pacts.filter((pact) => pact.result === "failed");
  expect(failed.map(({ provider }) => provider)).toEqual(["order-service"]);
  const found = failed.flatMap(({ findings }) =>
    findings.filter(({ severity }) => severity === "error"),
  );
  expect(found.map((finding) => finding.code)).toEqual(["pact.mismatch"]);
  expect(found[0]!.message).toContain("total");
  expect(found[0]!.operation).toBe("POST /orders");
  expect(code).toBe(1);
});
