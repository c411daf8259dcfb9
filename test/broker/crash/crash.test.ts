/** The short run; `run.ts` makes the long one. */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { crashRun } from "./crash.ts";

test("nothing that was acknowledged is lost when the broker is killed", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "concordat-crash-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const report = await crashRun(path.join(folder, "broker.sqlite"), { kills: 15, seed: 7 });
  expect(report).toMatchObject({ kills: 15, lost: [] });
  expect(report.acknowledged).toBeGreaterThan(15);
}, 60_000);
