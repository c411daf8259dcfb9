/**
 * `npm run services`: the seven services on ports, until Ctrl-C or SIGTERM.
 *
 * `--port-base N` says where the gateway listens; default 5000. The other services follow as their
 * mocks do in concordat.config.ts; 0 takes any ports that are free. `SERVICES_SECRET` and
 * `SERVICES_API_KEY` choose the secrets, which are otherwise made at each start.
 */
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import config from "../concordat.config.ts";
import { listenAll, type RunningSystem } from "./listen.ts";

const DEFAULT_PORT_BASE = 5000;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const portBase = readPortBase(args);
  if (portBase === undefined) {
    process.stderr.write("usage: npm run services -- [--port-base N], with N from 0 to 65000\n");
    return 2;
  }
  const apiKey = process.env.SERVICES_API_KEY ?? randomUUID();
  const secret = process.env.SERVICES_SECRET ?? randomUUID();
  // Asked for before anything listens, so that no signal is lost.
  const stopped = firstSignal();
  let running: RunningSystem;
  try {
    running = await listenAll({ apiKey, secret, onFault: report }, (service) =>
      portOf(service, portBase),
    );
  } catch (error) {
    process.stderr.write(`the services cannot start: ${messageOf(error)}\n`);
    return 2;
  }
  for (const [name, url] of running.urls) process.stdout.write(`${name} listening on ${url}\n`);
  process.stdout.write(`X-API-Key between services: ${apiKey}\n`);
  await stopped;
  await running.close();
  process.stdout.write("stopped\n");
  return 0;
}

function readPortBase(args: string[]): number | undefined {
  try {
    const { values } = parseArgs({ args, options: { "port-base": { type: "string" } } });
    const portBase = Number(values["port-base"] ?? DEFAULT_PORT_BASE);
    return Number.isInteger(portBase) && portBase >= 0 && portBase <= 65_000 ? portBase : undefined;
  } catch {
    return undefined;
  }
}

function portOf(service: string, portBase: number): number {
  if (portBase === 0) return 0;
  const port = (name: string): number => config.services[name]?.port ?? 0;
  return portBase + port(service) - port("api-gateway");
}

function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

function report(error: unknown, where: string): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${where}: ${text}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
