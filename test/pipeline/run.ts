/**
 * `npm run pipeline`: a release of the e-commerce system, as its pipelines would make it.
 *
 * Consumers test and publish, providers verify what the broker gives them, and each asks before it
 * is deployed. Then a branch of product-service renames a field, and later gives it both names.
 *
 * With `PACT_BROKER_BASE_URL` it plays on that broker, and otherwise on an embedded one of its own.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { brokerOf } from "./broker-of-pipeline.ts";
import type { Change } from "./changed-products.ts";

const root = path.resolve(import.meta.dirname, "..", "..");
const bin = path.join(root, "node_modules", ".bin");
const folder = mkdtempSync(path.join(os.tmpdir(), "concordat-pipeline-"));
/** Pacts that are written already, which saves their tests a run. */
const written = process.env.CONCORDAT_PIPELINE_PACTS;
const pacts = written ?? path.join(folder, "pacts");
const ENVIRONMENT = "production";
const SERVICES = [
  "user-service",
  "product-service",
  "inventory-service",
  "payment-service",
  "order-service",
  "notification-service",
  "api-gateway",
];
/** Those that somebody expects something of. */
const PROVIDERS = SERVICES.filter((name) => name !== "api-gateway");
// Another run on the same broker is another release.
const run = Date.now().toString(36);
const [first, renamed, both] = [`1.0.0-${run}`, `1.1.0-${run}`, `1.2.0-${run}`];

interface Step {
  /** The exit code that the step must have; -1 takes any. */
  code?: number;
  env?: Record<string, string>;
}

const broker = await brokerOf(path.join(folder, "broker.sqlite"));
try {
  await play();
  say("\nThe release went out, the breaking change did not, and its fix did.");
} catch (error) {
  say(`\nfailed  ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await broker.close();
  rmSync(folder, { recursive: true, force: true });
}

async function play(): Promise<void> {
  title("Consumers test, and publish what they expect");
  if (written === undefined) {
    await step(path.join(bin, "vitest"), ["run", "--project", "pacts", "--reporter=dot"]);
  }
  await concordat(["publish", pacts, "-a", first, "--branch", "main", "--quiet"]);

  title("Providers verify what the broker gives them, and publish the results");
  for (const provider of PROVIDERS) await verify(provider, first, "main");

  title("Release: ask, then deploy");
  // It may be there from an earlier run.
  await concordat(["create-environment", "--name", ENVIRONMENT, "--production"], { code: -1 });
  // They call each other, and none is there yet: they are asked about together.
  await release(SERVICES, first);

  title("A branch of product-service calls `price` `unitPrice`");
  const branch = "feat/unit-price";
  await verify("product-service", renamed, branch, { code: 1, env: change("renamed") });
  await canIDeploy(["product-service"], renamed, { code: 1 });

  title("The fix: both names, until nobody reads the old one");
  await verify("product-service", both, branch, { env: change("both") });
  await release(["product-service"], both);
}

function change(name: Change): Record<string, string> {
  return { CONCORDAT_PIPELINE_CHANGE: name };
}

async function release(services: readonly string[], version: string): Promise<void> {
  await canIDeploy(services, version);
  for (const service of services) {
    const which = ["-a", service, "-e", version, "--environment", ENVIRONMENT];
    await concordat(["record-deployment", ...which]);
  }
}

function canIDeploy(
  services: readonly string[],
  version: string,
  expected: Step = {},
): Promise<void> {
  const which = services.flatMap((service) => ["-a", service, "-e", version]);
  return concordat(["can-i-deploy", ...which, "--to-environment", ENVIRONMENT], expected);
}

function verify(
  provider: string,
  version: string,
  branch: string,
  expected: Step = {},
): Promise<void> {
  const config = ["--config", "test/pipeline/branch.config.ts", "--root", "."];
  const version_ = ["--provider-version", version, "--provider-branch", branch];
  return concordat(
    [
      "verify",
      "--broker",
      "--provider",
      provider,
      ...config,
      ...version_,
      "--publish",
      "--allow-dirty",
      "--quiet",
    ],
    expected,
  );
}

function concordat(args: readonly string[], expected: Step = {}): Promise<void> {
  const main = path.join(root, "bin", "concordat.js");
  return step(process.execPath, ["--conditions=source", main, ...args], expected);
}

async function step(
  command: string,
  args: readonly string[],
  { code = 0, env = {} }: Step = {},
): Promise<void> {
  const shown = args.slice(command === process.execPath ? 2 : 0).join(" ");
  const name = command === process.execPath ? "concordat" : path.basename(command);
  say(`\n$ ${name} ${shown}`);
  const child = spawn(command, args, {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      PACT_BROKER_BASE_URL: broker.url,
      CONCORDAT_PACTS: pacts,
      ...env,
    },
  });
  const ended = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (status) => resolve(status ?? 1));
  });
  if (code === 0 && ended === 0 && args.includes("--quiet")) say("ok");
  if (code !== -1 && ended !== code) {
    throw new Error(`${name} ${shown}: exit code ${ended}, where ${code} was due`);
  }
}

function title(text: string): void {
  say(`\n== ${text}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
