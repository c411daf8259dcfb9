/** `node --conditions=source test/broker/crash/run.ts [--kills 200] [--seed N]`: the long run. */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { crashRun } from "./crash.ts";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "200" }, seed: { type: "string", default: "1" } },
});
const folder = mkdtempSync(path.join(os.tmpdir(), "concordat-crash-"));
try {
  const { kills, acknowledged, unanswered, lost } = await crashRun(path.join(folder, "b.sqlite"), {
    kills: Number(values.kills),
    seed: Number(values.seed),
  });
  process.stdout.write(
    `${kills} kills, ${acknowledged} acknowledged writes, ${unanswered} unanswered, ${lost.length} lost\n`,
  );
  for (const each of lost.slice(0, 20)) process.stdout.write(`lost  ${each}\n`);
  if (lost.length > 0 || acknowledged === 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
