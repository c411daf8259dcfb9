/** `npm run pipeline`, with the pacts that the consumers' tests wrote before. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { pactsFolder } from "../pacts/pacts-folder.ts";

const hasPacts = existsSync(path.join(pactsFolder, "order-service-product-service.json"));

test.skipIf(!hasPacts)(
  "a release goes out, a breaking change does not, its fix does",
  async () => {
    const { code, stdout } = await new Promise<{ code: number; stdout: string }>((resolve) => {
      const script = path.join(import.meta.dirname, "run.ts");
      const { PACT_BROKER_BASE_URL: _, ...env } = process.env;
      execFile(
        process.execPath,
        ["--conditions=source", script],
        {
          encoding: "utf8",
          env: { ...env, CONCORDAT_PIPELINE_PACTS: pactsFolder, NO_COLOR: "1" },
          maxBuffer: 2 ** 24,
        },
        (error, out) => resolve({ code: error === null ? 0 : Number(error.code), stdout: out }),
      );
    });
    expect(stdout).toContain("yes  14 rows: 14 verified, 0 failed, 0 unknown");
    expect(stdout).toContain("no  2 rows: 0 verified, 2 failed, 0 unknown");
    expect(stdout).toContain("yes  2 rows: 2 verified, 0 failed, 0 unknown");
    expect(stdout.trim().split("\n").at(-1)).toBe(
      "The release went out, the breaking change did not, and its fix did.",
    );
    expect(code).toBe(0);
  },
  120_000,
);
