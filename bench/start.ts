/**
 * From the start of the process to the first answer of a mock: CPU time, of the package as it is
 * built. Beside it Node that reads and parses the same file.
 */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { send } from "./client.ts";
import { cpuSeconds, start } from "./process-cpu.ts";
import { type Scenario, scenarios } from "./scenario.ts";

const ROUNDS = 5;
const root = path.resolve(import.meta.dirname, "..");

export interface StartFigures {
  scenario: string;
  /** Milliseconds of CPU. */
  bare: number;
  concordat: number;
}

export async function measureStarts(): Promise<StartFigures[]> {
  execFileSync("npx", ["tsdown", "--silent"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const figures: StartFigures[] = [];
  for (const scenario of scenarios) {
    let bare = Number.POSITIVE_INFINITY;
    let concordat = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round += 1) {
      bare = Math.min(bare, await readAndParse(scenario));
      concordat = Math.min(concordat, await firstAnswer(scenario));
    }
    figures.push({ scenario: scenario.name, bare, concordat });
  }
  return figures;
}

async function firstAnswer({ file, exchanges }: Scenario): Promise<number> {
  const main = path.join(root, "dist/cli.mjs");
  const { child, url, stop } = await start([main, "mock", file, "--quiet"]);
  const { status } = await send(url, exchanges[0]!);
  if (status >= 300) throw new Error(`${exchanges[0]!.target}: ${status}`);
  const seconds = cpuSeconds(child);
  await stop();
  return seconds * 1000;
}

async function readAndParse({ file }: Scenario): Promise<number> {
  const parse = file.endsWith(".json")
    ? "JSON.parse"
    : '(await import(require("node:url").pathToFileURL(require.resolve("js-yaml")))).load';
  const code = `(async () => {
    ${parse}(require("node:fs").readFileSync(${JSON.stringify(file)}, "utf8"));
    console.log("listening http://none");
    setInterval(() => {}, 1000);
  })();`;
  const { child, stop } = await start(["--eval", code]);
  const seconds = cpuSeconds(child);
  await stop();
  return seconds * 1000;
}
