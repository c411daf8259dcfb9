/**
 * `concordat mock` beside the bare server: CPU time of the server per request.
 */
import path from "node:path";
import { load, send } from "./client.ts";
import { cpuSeconds, type Started, start } from "./process-cpu.ts";
import { type Scenario, scenarios } from "./scenario.ts";

const WARM_UP = 4_000;
const REQUESTS = 20_000;
const ROUNDS = 3;

const main = path.resolve(import.meta.dirname, "../src/cli/main.ts");

export interface ServerFigures {
  scenario: string;
  /** Microseconds of CPU per request. */
  bare: number;
  concordat: number;
}

export async function measureServers(): Promise<ServerFigures[]> {
  const figures: ServerFigures[] = [];
  for (const scenario of scenarios) figures.push(await measure(scenario));
  return figures;
}

async function measure(scenario: Scenario): Promise<ServerFigures> {
  const mock = await start(["--conditions=source", main, "mock", scenario.file, "--quiet"]);
  const answers: { status: number; body: unknown }[] = [];
  for (const exchange of scenario.exchanges) {
    const { status, body } = await send(mock.url, exchange);
    if (status >= 300) throw new Error(`${exchange.target}: ${status} ${body.toString()}`);
    answers.push({ status, body: JSON.parse(body.toString("utf8")) as unknown });
  }
  const bareServer = path.join(import.meta.dirname, "bare-server.ts");
  const bare = await start([bareServer, scenario.name], JSON.stringify(answers));
  const wanted = answers.map(({ status }) => status);
  const best = { bare: Number.POSITIVE_INFINITY, concordat: Number.POSITIVE_INFINITY };
  for (const server of [bare, mock]) await load(server.url, scenario.exchanges, wanted, WARM_UP);
  // In turns, so that both see the same noise.
  for (let round = 0; round < ROUNDS; round += 1) {
    best.bare = Math.min(best.bare, await perRequest(bare, scenario, wanted));
    best.concordat = Math.min(best.concordat, await perRequest(mock, scenario, wanted));
  }
  await bare.stop();
  await mock.stop();
  return { scenario: scenario.name, ...best };
}

async function perRequest(
  { child, url }: Started,
  { exchanges }: Scenario,
  wanted: readonly number[],
): Promise<number> {
  const before = cpuSeconds(child);
  await load(url, exchanges, wanted, REQUESTS);
  return ((cpuSeconds(child) - before) / REQUESTS) * 1e6;
}
